package org.kindling.tracker.cluster;

/** Told what happens in the cluster, on threads of Hazelcast's own, which must not wait. */
interface Witness {
    /** Somebody, or this member itself, has put a batch there. Whether one of ours has sealed it nobody has looked. */
    void told(Member.Entry entry);

    /** Another member has come; there are so many now. */
    void joined(String address, int members);

    /** Another member has gone or fallen silent. */
    void lost(String address, int members);

    /** A split is over, of which this member was on the smaller side. */
    void reunited(int members);

    /** This member is none any more, and never will be again. */
    void ended();
}
