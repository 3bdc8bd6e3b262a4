package org.kindling.tracker.http;

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
        Map<String, Long> refusals) {
    public TrackerStats {
        refusals = Collections.unmodifiableMap(new LinkedHashMap<>(refusals));
    }
}
