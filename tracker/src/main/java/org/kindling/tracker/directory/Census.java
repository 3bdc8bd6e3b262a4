package org.kindling.tracker.directory;

import java.util.List;

/**
 * How many there are; never who or where.
 *
 * @param networks networks with at least one peer
 * @param peers leases in all of them
 * @param vettedPeers those among them that were reached at the address they announced
 * @param swarms swarms with at least one peer known by address alone
 * @param barePeers peers known by address alone, in all of them
 * @param recent the networks announced last, at most as many as were asked for
 */
public record Census(int networks, int peers, int vettedPeers, int swarms, int barePeers, List<Network> recent) {
    public Census {
        recent = List.copyOf(recent);
    }

    /** The same, with those known by address alone. */
    Census withBare(int inSwarms, int bare) {
        return new Census(networks, peers, vettedPeers, inSwarms, bare, recent);
    }

    /**
     * One network's numbers.
     *
     * @param network the first eight hexadecimal digits of its id. Rationale: enough for an operator to recognise it,
     *     too few for a stranger to announce with
     */
    public record Network(String network, int peers, int vettedPeers) {}
}
