package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.kindling.peer.core.discovery.Town.questions;
import static org.kindling.peer.core.discovery.Town.someone;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.core.session.Session;

/** When whom we are linked to is asked for others. */
class PeerExchangeTest {
    private static final long FOUR_MINUTES = 240_000;

    private final Town town = new Town(1, List.of(), List.of());

    @Test
    void whomWeCalledIsAskedAtOnce() {
        town.discovery.learned(List.of(someone(1).record()), "somebody", town.now);
        Action.Dial dial = town.nextDials(1_000).get(0);

        town.answer(dial, someone(1));

        assertThat(questions(town.wake())).isOne();
    }

    @Test
    void theFirstMinuteIsFullOfQuestionsAndLaterOnesOfOneEach() {
        town.call(someone(1));

        List<Long> pauses = pausesBetweenQuestions(FOUR_MINUTES);

        assertThat(pauses.subList(0, 5))
                .satisfiesExactly(about(2_000), about(4_000), about(8_000), about(16_000), about(32_000));
        assertThat(pauses.subList(5, pauses.size())).isNotEmpty().allSatisfy(about(60_000));
    }

    @Test
    void whoWasAloneAsksAsEagerlyAsAtFirst() {
        Session session = town.call(someone(1));
        pausesBetweenQuestions(FOUR_MINUTES);
        town.sessions.closed(session.link());
        town.discovery.lost(session, town.now);
        town.wake();

        town.call(someone(2));

        assertThat(pausesBetweenQuestions(FOUR_MINUTES).get(0)).isCloseTo(2_000, Percentage.withPercentage(11));
    }

    private static Consumer<Long> about(long millis) {
        return pause -> assertThat(pause).isCloseTo(millis, within(millis / 9));
    }

    private List<Long> pausesBetweenQuestions(long duringMillis) {
        List<Long> pauses = new ArrayList<>();
        long end = town.now + duringMillis;
        long last = town.now;
        while (town.now < end) {
            if (questions(town.sleepUntil(end)) > 0) {
                pauses.add(town.now - last);
                last = town.now;
            }
        }
        return pauses;
    }
}
