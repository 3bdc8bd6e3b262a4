package org.kindling.tracker.front;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code GET /stats} tells: numbers only, never who or where.
 *
 * @param uptimeSeconds since the tracker started
 * @param networks networks with at least one peer
 * @param peers peers listed in all of them
 * @param vettedPeers those that answered when dialled back
 * @param connections open HTTP connections
 * @param announces announces that could be read and whose record was truly signed
 * @param welcomes those of them that were answered with peers
 * @param waits those of them whose peer must wait for its place in a crowded directory
 * @param swarms swarms with at least one peer known by address alone
 * @param barePeers peers known by address alone, in all of them
 * @param swarmAnnounces announces by the protocols of BitTorrent that could be read
 * @param scrapes questions after the sizes of swarms that could be read
 * @param datagramsIgnored datagrams that were not answered with what they asked for, by reason, zeros included
 * @param refusals how often each reason for a refusal was given, zeros included
 */
public record TrackerStats(
        long uptimeSeconds,
        int networks,
        int peers,
        int vettedPeers,
        int connections,
        long announces,
        long welcomes,
        long waits,
        int swarms,
        int barePeers,
        long swarmAnnounces,
        long scrapes,
        Map<String, Long> datagramsIgnored,
        Map<String, Long> refusals) {
    public TrackerStats {
        datagramsIgnored = Collections.unmodifiableMap(new LinkedHashMap<>(datagramsIgnored));
        refusals = Collections.unmodifiableMap(new LinkedHashMap<>(refusals));
    }
}
