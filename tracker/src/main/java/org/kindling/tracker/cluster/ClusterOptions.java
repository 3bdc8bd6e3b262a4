package org.kindling.tracker.cluster;

import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.identity.Endpoint;

/**
 * With whom a tracker keeps its directory, if with anybody.
 *
 * @param members where all of them take each other's calls, this one too; none if it is alone
 * @param seats where this one does: the first of them that is free. If none is named, those of the members that are addresses of this machine
 * @param secret what all of them know and nobody else; empty if whoever reaches the port may be a member
 * @param limits how much they tell each other
 * @param pace how soon what happens is noticed
 */
public record ClusterOptions(
        List<Endpoint> members, List<Endpoint> seats, Bytes secret, ClusterLimits limits, Pace pace) {
    /** Hazelcast's own. */
    public static final int PORT_USUAL = 5701;

    /** More members would tell each other more than they hear. */
    public static final int MEMBERS_MAX = 16;

    /** Shorter ones can be guessed by whoever hears what they name. */
    public static final int SECRET_BYTES_MIN = 16;

    /**
     * How soon what happens is noticed.
     *
     * @param heartbeatSeconds how often members call each other
     * @param silenceSeconds a member that says nothing for so long is gone; one that was killed is gone at once
     * @param reunionSeconds how often those that lost each other look whether they can be one again
     * @param tellMillis how often a member tells what it heard
     * @param readMillis how often it looks whether it has been told everything
     */
    public record Pace(int heartbeatSeconds, int silenceSeconds, int reunionSeconds, long tellMillis, long readMillis) {
        public Pace {
            Check.argument(heartbeatSeconds >= 1 && silenceSeconds > heartbeatSeconds, "nobody would be heard in time");
            Check.argument(reunionSeconds >= 1, "nobody would look for others");
            Check.argument(tellMillis >= 1 && readMillis >= tellMillis, "nobody would be told");
        }

        /** A second until others know, half a minute until a split is over. */
        public static Pace standard() {
            return new Pace(2, 10, 10, 1_000, 15_000);
        }
    }

    public ClusterOptions {
        members = List.copyOf(members);
        seats = List.copyOf(seats);
        Check.argument(members.size() <= MEMBERS_MAX, "a cluster has at most %s members", MEMBERS_MAX);
        Check.argument(!members.isEmpty() || seats.isEmpty(), "a seat in no cluster");
        Check.argument(
                secret.isEmpty() || secret.size() >= SECRET_BYTES_MIN,
                "a secret has at least %s bytes",
                SECRET_BYTES_MIN);
    }

    /** Alone. */
    public static ClusterOptions none() {
        return of(List.of());
    }

    /** With these, one of which is this machine. */
    public static ClusterOptions of(List<Endpoint> members) {
        return new ClusterOptions(members, List.of(), Bytes.EMPTY, ClusterLimits.standard(), Pace.standard());
    }

    /** Whether there is nobody to tell anything. */
    public boolean isAlone() {
        return members.isEmpty();
    }

    /** The same, with this one's own place among the members said. */
    public ClusterOptions at(Endpoint seat) {
        return new ClusterOptions(members, List.of(seat), secret, limits, pace);
    }

    /** The same, closed to whoever does not know the secret. */
    public ClusterOptions with(Bytes otherSecret) {
        return new ClusterOptions(members, seats, otherSecret, limits, pace);
    }

    /** The same, telling each other more or less. */
    public ClusterOptions with(ClusterLimits other) {
        return new ClusterOptions(members, seats, secret, other, pace);
    }

    /** The same, noticing sooner or later. */
    public ClusterOptions with(Pace other) {
        return new ClusterOptions(members, seats, secret, limits, other);
    }
}
