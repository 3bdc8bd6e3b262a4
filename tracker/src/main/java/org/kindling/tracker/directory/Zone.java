package org.kindling.tracker.directory;

import org.kindling.protocol.identity.IpAddress;

/** From how far away an address can be dialled. Each zone reaches those before it. */
enum Zone {
    /** From anywhere. */
    INTERNET(0),
    /** From private, shared and link-local ranges, which are taken to be one. */
    NEARBY(1),
    /** From this very machine. */
    HERE(2);

    private final int depth;

    Zone(int depth) {
        this.depth = depth;
    }

    static Zone of(IpAddress address) {
        if (address.isPublic()) {
            return INTERNET;
        }
        return address.isLoopback() ? HERE : NEARBY;
    }

    /** As a number of two bits. */
    int depth() {
        return depth;
    }

    static Zone atDepth(int depth) {
        return switch (depth) {
            case 0 -> INTERNET;
            case 1 -> NEARBY;
            default -> HERE;
        };
    }

    /** Whether whoever is here can dial what is there. Rationale: nobody is sent to knock at an address of his own network that is meant in another's. */
    boolean reaches(Zone other) {
        return other.depth <= depth;
    }
}
