package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.tracker.Patience;

/** The loss of four peers of five and of the tracker, with processes and {@code kill -9}. */
@Tag("long")
class MostProcessesKilledIT {
    private static final int PEERS = 15;
    private static final int SURVIVORS = 3;

    @TempDir
    private Path folder;

    @Test
    void theRestIsOneNetworkThatGoesOnAndTakesInANewcomer() throws Exception {
        try (Hamlet hamlet = new Hamlet(folder)) {
            Kindling tracker = hamlet.beginTracker();
            Map<String, Kindling> peers = new LinkedHashMap<>();
            for (int number = 0; number < PEERS; number++) {
                peers.put("peer-" + number, hamlet.peer("peer-" + number));
            }
            for (String name : peers.keySet()) {
                Patience.until(name + " has links", () -> links(hamlet, name).size() >= SURVIVORS);
            }
            List<String> survivors = new ArrayList<>(peers.keySet()).subList(PEERS - SURVIVORS, PEERS);
            List<Kindling> doomed = new ArrayList<>(peers.values()).subList(0, PEERS - SURVIVORS);
            Set<String> living = new LinkedHashSet<>();
            for (String name : survivors) {
                living.add(hamlet.api(name).read("/v1/status").path("node").asText());
            }

            int neededBefore = trackerCallsNeeded(hamlet, survivors.get(0));

            tracker.kill();
            for (Kindling process : doomed) {
                process.kill();
            }

            for (String name : survivors) {
                Patience.until(
                        name + " is linked to every other survivor and to nobody else",
                        () -> isLinkedToAllOf(links(hamlet, name), living));
            }
            long height = hamlet.height(survivors.get(0));
            Patience.until("blocks go on", () -> hamlet.height(survivors.get(0)) >= height + 2);
            hamlet.guest("newcomer", survivors.get(1));
            Patience.until("the newcomer has the chain", () -> hamlet.height("newcomer") >= height + 2);
            assertThat(trackerCallsNeeded(hamlet, survivors.get(0))).isEqualTo(neededBefore);
        }
    }

    private static int trackerCallsNeeded(Hamlet hamlet, String name) throws Exception {
        return hamlet.api(name).read("/v1/discovery").path("trackerCallsNeeded").asInt();
    }

    private static boolean isLinkedToAllOf(Set<String> links, Set<String> living) {
        return links.size() == living.size() - 1 && living.containsAll(links);
    }

    private static Set<String> links(Hamlet hamlet, String name) throws Exception {
        Set<String> nodes = new LinkedHashSet<>();
        for (JsonNode link : hamlet.api(name).read("/v1/peers").path("peers")) {
            nodes.add(link.path("node").asText());
        }
        return nodes;
    }
}
