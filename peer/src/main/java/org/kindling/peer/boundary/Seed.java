package org.kindling.peer.boundary;

import java.util.Locale;
import org.kindling.protocol.Check;

/**
 * A place where addresses of peers are to be had for the asking, and no questions asked in return.
 *
 * @param name of a DNS seed its domain name, lower case, with an optional {@code :port}; of the local network nothing
 */
public record Seed(Kind kind, String name) implements Comparable<Seed> {
    private static final int NAME_CHARACTERS_MAX = 253 + 6;

    /** The neighbourhood: whoever answers a multicast question (RFC 6762, RFC 6763). */
    public static final Seed LAN = new Seed(Kind.LAN, "");

    /** How the question is asked. */
    public enum Kind {
        /** By multicast DNS to everybody on the same link. */
        LAN,
        /** By DNS, to whoever keeps a domain. */
        DNS
    }

    public Seed {
        Check.argument(
                kind == Kind.LAN
                        ? name.isEmpty()
                        : name.length() <= NAME_CHARACTERS_MAX && name.matches("[a-z0-9._-]+(:[0-9]{1,5})?"),
                "'%s' is not the name of a DNS seed",
                name);
    }

    /** The keeper of this domain name, with {@code :port} if addresses without one are to be called there. */
    public static Seed dns(String name) {
        return new Seed(Kind.DNS, name.toLowerCase(Locale.ROOT));
    }

    @Override
    public int compareTo(Seed other) {
        return toString().compareTo(other.toString());
    }

    /** What it is called wherever a source of peers is named. */
    @Override
    public String toString() {
        return kind == Kind.LAN ? "lan" : "dns:" + name;
    }
}
