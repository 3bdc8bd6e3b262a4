package org.kindling.tracker.directory;

import org.kindling.protocol.identity.NetworkId;

/**
 * How much of one network is in a directory. For its operator only: whoever knows a network's whole id can announce in it.
 *
 * @param peers leases
 * @param vettedPeers those among them that were reached at the address they announced
 * @param barePeers peers of the same swarm that are known by address alone
 * @param announces announces with a record that were answered with peers, since the network was last empty
 */
public record Turnout(NetworkId network, int peers, int vettedPeers, int barePeers, long announces) {}
