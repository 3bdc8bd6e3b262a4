package org.kindling.peer.shell.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.core.session.Someone;
import org.kindling.protocol.identity.Endpoint;

class LanNeighboursTest {
    private static final int MOST = Event.SeedAnswered.ANSWERS_MAX;
    private static final Endpoint HONEST = new Endpoint("10.9.9.9", 7_000);

    private final LanNeighbours neighbours =
            new LanNeighbours(Someone.NETWORK, Someone.numbered(0).node(), new SplittableRandom(7));

    private void floodOf(int services) {
        for (int i = 0; i < services; i++) {
            neighbours.resolved("liar-" + i, List.of(new Endpoint("10.0." + i / 200 + "." + i % 200, 7_000)));
        }
    }

    @Test
    void whoeverIsHeardAfterAFloodIsNamedToo() {
        floodOf(10 * MOST);

        neighbours.resolved("honest", List.of(HONEST));

        assertThat(neighbours.endpoints()).hasSize(MOST).contains(HONEST);
    }

    @Test
    void whoeverNamesMoreAddressesThanAnAnswerHoldsKeepsNobodyOutOfAllAnswers() {
        for (int i = 0; i < MOST - 1; i++) {
            neighbours.resolved(
                    "liar-" + i, List.of(new Endpoint("10.0.0." + i, 7_000), new Endpoint("10.0.1." + i, 7_000)));
        }
        neighbours.resolved("honest", List.of(HONEST));

        Set<Endpoint> named = new LinkedHashSet<>();
        for (int i = 0; i < 20; i++) {
            List<Endpoint> answer = neighbours.endpoints();
            assertThat(answer).hasSize(MOST);
            named.addAll(answer);
        }

        assertThat(named).contains(HONEST);
    }
}
