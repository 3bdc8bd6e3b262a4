package org.kindling.tracker.directory;

import org.kindling.protocol.identity.NetworkId;

/** Which networks a directory lists at all. Injectable, because a public tracker serves everybody and a peer that stands in only its own network. */
@FunctionalInterface
public interface NetworkRule {
    boolean serves(NetworkId network);

    /** Whatever is announced. */
    static NetworkRule every() {
        return network -> true;
    }

    /** This one. Rationale: nobody can make a directory forget a network by announcing many others. */
    static NetworkRule only(NetworkId one) {
        return one::equals;
    }
}
