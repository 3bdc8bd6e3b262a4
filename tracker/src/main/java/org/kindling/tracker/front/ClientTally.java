package org.kindling.tracker.front;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.kindling.protocol.bittorrent.PeerId;

/**
 * How often each program announced, and the versions seen most.
 *
 * <p>Programs are counted exactly; versions in a table of fixed size: who is not in it takes the place of who was seen least, and his count (Metwally 2005,
 * Space-Saving). Rationale: versions are a stranger's word. However many he invents, those that many use stay.
 */
final class ClientTally {
    static final int VERSIONS_MAX = 48;

    private final Map<ClientProgram, Long> byProgram = new EnumMap<>(ClientProgram.class);
    private final long[] clients = new long[VERSIONS_MAX];
    private final long[] counts = new long[VERSIONS_MAX];
    private int used;

    void announced(PeerId id) {
        add(ClientVersion.of(id));
    }

    /** A record of ours, which does not say by which version it was made. */
    void announcedRecord() {
        add(ClientVersion.of(ClientProgram.KINDLING));
    }

    long count(ClientProgram program) {
        return byProgram.getOrDefault(program, 0L);
    }

    /** Most seen first. */
    List<TrackerActivity.Client> seen() {
        List<TrackerActivity.Client> seen = new ArrayList<>();
        for (int i = 0; i < used; i++) {
            String title = ClientVersion.program(clients[i]).title();
            seen.add(new TrackerActivity.Client(title, ClientVersion.text(clients[i]), counts[i]));
        }
        seen.sort(Comparator.comparingLong(TrackerActivity.Client::announces).reversed());
        return seen;
    }

    private void add(long client) {
        byProgram.merge(ClientVersion.program(client), 1L, Long::sum);
        int least = 0;
        for (int i = 0; i < used; i++) {
            if (clients[i] == client) {
                counts[i]++;
                return;
            }
            least = counts[i] < counts[least] ? i : least;
        }
        int place = used < VERSIONS_MAX ? used++ : least;
        clients[place] = client;
        counts[place]++;
    }
}
