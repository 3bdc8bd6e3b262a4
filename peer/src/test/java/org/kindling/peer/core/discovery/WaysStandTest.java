package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.discovery.Town.TRACKER;
import static org.kindling.peer.core.discovery.Town.dials;
import static org.kindling.peer.core.discovery.Town.people;
import static org.kindling.peer.core.discovery.Town.remembered;
import static org.kindling.peer.core.discovery.Town.someone;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.PeerView.Standing;
import org.kindling.peer.boundary.Seed;

/** How it stands with each way of finding peers, for whoever does not read the words. */
class WaysStandTest {
    private static final Seed DNS = Seed.dns("seed.example:7000");

    private static Standing standing(Town town, String kind) {
        return town.discovery.neighbourhood().sources().stream()
                .filter(source -> source.kind().equals(kind))
                .map(PeerView.Source::standing)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTrackerWaitsThenWorksThenFails() {
        Town town = new Town(1, List.of(TRACKER), List.of());
        Town.Silence silence = new Town.Silence(town, TRACKER);

        Standing before = standing(town, "tracker");
        silence.end();
        Standing answered = standing(town, "tracker");
        silence.begin();

        assertThat(List.of(before, answered, standing(town, "tracker")))
                .containsExactly(Standing.WAITING, Standing.WORKS, Standing.FAILS);
    }

    @Test
    void aSeedWaitsThenFailsThenWorks() {
        Town town = new Town(1, List.of(), List.of(DNS), List.of());
        town.sleepUntil(town.now + 5_000);
        Standing asked = standing(town, "dns-seed");

        town.wake();
        town.now += 5_000;
        town.wake();
        town.seedIsSilent(DNS);
        Standing silent = standing(town, "dns-seed");
        town.now += 60_000;
        town.wake();
        town.seedAnswers(DNS, List.of(someone(1).endpoint()));

        assertThat(List.of(asked, silent, standing(town, "dns-seed")))
                .containsExactly(Standing.WAITING, Standing.FAILS, Standing.WORKS);
    }

    @Test
    void whoeverIsRememberedWorksUntilAllOfThemHaveFailedSeveralTimes() {
        Town town = new Town(1, List.of(), remembered(people(2)));

        Standing first = standing(town, "address-book");
        for (int i = 0; i < 3; i++) {
            dials(town.wake()).forEach(town::refuse);
            town.now += 60_000;
        }

        assertThat(first).isEqualTo(Standing.WORKS);
        assertThat(standing(town, "address-book")).isEqualTo(Standing.FAILS);
        assertThat(town.discovery.neighbourhood().worthACall()).isZero();
    }

    @Test
    void whatNobodyNamedIsOff() {
        Town nobodyNamed = new Town(1, List.of(), List.of());
        Town named = new Town(1, List.of(), List.of(), someone(1).door());

        assertThat(standing(nobodyNamed, "manual")).isEqualTo(Standing.OFF);
        assertThat(standing(named, "manual")).isEqualTo(Standing.WORKS);
        assertThat(standing(nobodyNamed, "peer-exchange")).isEqualTo(Standing.WAITING);
    }

    @Test
    void aTipIsDoubtfulBeforeItFails() {
        Town town = new Town(1, List.of(), List.of());
        town.call(someone(1));
        town.wake();
        town.isTipStuck = true;

        town.now += StaleTip.INTERVALS_DOUBTFUL * StaleTip.INTERVAL_MILLIS_MIN + 1_000;
        town.wake();
        Standing doubtful = standing(town, "stale-tip");
        town.now += StaleTip.INTERVALS_STALE * StaleTip.INTERVAL_MILLIS_MIN;
        town.wake();

        assertThat(doubtful).isEqualTo(Standing.WAITING);
        assertThat(standing(town, "stale-tip")).isEqualTo(Standing.FAILS);
    }
}
