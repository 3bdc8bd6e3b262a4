package org.kindling.tracker.front;

import java.util.List;

/**
 * What {@code GET /v1/activity} tells: how busy the tracker was in the last hour, and with which programs it has spoken since it started.
 *
 * @param stepSeconds what one number of the following stands for
 * @param signed announces of signed records in each step, the oldest first; the last step is not over
 * @param bare the same by the protocols of BitTorrent
 * @param clients most seen first, at most {@link #CLIENTS_MAX}
 */
public record TrackerActivity(int stepSeconds, List<Integer> signed, List<Integer> bare, List<Client> clients) {
    /** Programs and versions that are told apart. */
    public static final int CLIENTS_MAX = ClientTally.VERSIONS_MAX;

    public TrackerActivity {
        signed = List.copyOf(signed);
        bare = List.copyOf(bare);
        clients = List.copyOf(clients);
    }

    /**
     * One version of a program.
     *
     * @param program one of a fixed list
     * @param version numbers and dots; empty if it does not say
     * @param announces so often at most, if more versions were seen than are told apart; else exactly
     */
    public record Client(String program, String version, long announces) {}
}
