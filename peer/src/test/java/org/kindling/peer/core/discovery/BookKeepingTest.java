package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.discovery.Town.saved;
import static org.kindling.peer.core.discovery.Town.someone;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.RememberedPeer;

class BookKeepingTest {
    private final Town town = new Town(5, List.of(), List.of());

    @Test
    void aFirstMeetingIsWrittenDownWithinASecondThoughHearsayWasWrittenJustBefore() {
        hearOf(1);
        town.now += Limits.standard().discovery().bookSaveMillis();
        assertThat(saved(town.wake())).hasSize(1);
        hearOf(2);

        Action.Dial dial = town.nextDials(60_000).get(0);
        while (!dial.expected().equals(Optional.of(someone(2).node()))) {
            town.refuse(dial);
            dial = town.nextDials(60_000).get(0);
        }
        town.answer(dial, someone(2));
        town.wake();
        town.now += 1_000;

        assertThat(saved(town.wake()))
                .filteredOn(peer -> peer.lastMetMillis() > 0)
                .extracting(RememberedPeer::node)
                .containsExactly(someone(2).node());
    }

    @Test
    void hearsayAloneIsWrittenDownNoMoreOftenThanItMust() {
        hearOf(1);
        town.now += 1_000;

        assertThat(saved(town.wake())).isEmpty();
    }

    private void hearOf(int number) {
        town.discovery.learned(List.of(someone(number).record()), "somebody", town.now);
        town.wake();
    }
}
