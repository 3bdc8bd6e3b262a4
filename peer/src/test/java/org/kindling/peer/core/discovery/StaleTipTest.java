package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.discovery.Town.dials;
import static org.kindling.peer.core.discovery.Town.facts;
import static org.kindling.peer.core.discovery.Town.people;
import static org.kindling.peer.core.discovery.Town.remembered;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.core.session.Lapsed;
import org.kindling.peer.core.session.Session;
import org.kindling.peer.core.session.Someone;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.Endpoint;

final class StaleTipTest {
    private static final int PEOPLE = 60;
    private static final long DOUBTFUL_MILLIS = StaleTip.INTERVALS_DOUBTFUL * StaleTip.INTERVAL_MILLIS_MIN;
    private static final long STALE_MILLIS = StaleTip.INTERVALS_STALE * StaleTip.INTERVAL_MILLIS_MIN;

    private static final long TEN_MINUTES = 600_000;

    private final Map<Endpoint, Someone> directory = new LinkedHashMap<>();
    private final Town town = linkedTown();

    private Town linkedTown() {
        people(PEOPLE).forEach(someone -> directory.put(someone.endpoint(), someone));
        Town linked = new Town(5, List.of(), remembered(people(PEOPLE)));
        List<Action.Dial> dials = dials(linked.wake());
        while (!dials.isEmpty()) {
            dials.forEach(dial -> linked.answer(dial, directory.get(dial.endpoint())));
            dials = dials(linked.wake());
        }
        linked.isTipStuck = true;
        return linked;
    }

    /** Lets so much time pass. @return all it wanted done meanwhile; calls are answered */
    private List<Action> pass(long millis) {
        List<Action> all = new ArrayList<>();
        long end = town.now + millis;
        while (town.now < end) {
            List<Action> actions = town.sleepUntil(end);
            all.addAll(actions);
            for (Action.Dial dial : dials(actions)) {
                town.answer(dial, directory.get(dial.endpoint()));
            }
            for (Lapsed lapsed : town.dropped) {
                town.sessions.find(lapsed.link()).ifPresent(town::lose);
            }
        }
        return all;
    }

    @Test
    void afterThreeQuietIntervalsOneMoreIsCalledAndDroppedAgain() {
        int before = town.sessions.settled().size();

        List<Action> actions = pass(DOUBTFUL_MILLIS + 11_000);

        assertThat(dials(actions)).isNotEmpty();
        assertThat(town.dropped).extracting(Lapsed::reason).containsOnly(Fault.TEST_CALL);
        assertThat(town.sessions.settled()).hasSizeBetween(before, before + 1);
        assertThat(facts(Fact.TipStale.class, actions)).isEmpty();
    }

    @Test
    void theOperatorIsToldOnceAnOutageAndOnceInTenMinutes() {
        List<Action> outage = pass(3 * STALE_MILLIS);
        town.isTipStuck = false;
        town.wake();
        town.isTipStuck = true;
        List<Action> soonAfter = pass(TEN_MINUTES - 3 * STALE_MILLIS);
        List<Action> later = pass(STALE_MILLIS);

        assertThat(facts(Fact.TipStale.class, outage)).hasSize(1);
        assertThat(facts(Fact.TipStale.class, soonAfter)).isEmpty();
        assertThat(facts(Fact.TipStale.class, later)).hasSize(1);
    }

    @Test
    void whoHasNoLinksIsNotWokenForTheSakeOfTheTip() {
        pass(DOUBTFUL_MILLIS + 1_000);
        town.sessions.settled().forEach(town::lose);
        town.wake();

        town.now += STALE_MILLIS;
        town.wake();

        assertThat(town.sessions.settled()).isEmpty();
        assertThat(town.discovery.nextDeadline()).isGreaterThan(town.now);
    }

    @Test
    void whoeverAloneKnowsTheLongerChainStaysAndTheWorstOfTheOthersGoes() {
        pass(DOUBTFUL_MILLIS - 1);
        List<Session> before = town.sessions.settled();
        Action.Dial extra = dials(town.sleepUntil(town.now + 1_000)).get(0);
        Session found = town.answer(extra, directory.get(extra.endpoint()));
        found.heardTip(Town.tip(1_000_000_000_000L));

        town.isTipStuck = false;
        town.wake();

        assertThat(town.dropped).extracting(Lapsed::reason).containsExactly(Fault.REPLACED);
        assertThat(before)
                .extracting(Session::link)
                .contains(town.dropped.get(0).link());
    }
}
