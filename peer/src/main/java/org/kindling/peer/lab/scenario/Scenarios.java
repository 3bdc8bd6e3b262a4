package org.kindling.peer.lab.scenario;

import java.util.List;
import java.util.Optional;

/** All scenarios there are. */
public final class Scenarios {
    private static final List<Scenario> ALL = List.of(
            new TrackerDies(),
            new TwoHalvesMeetAgain(),
            new EightyPercentGone(),
            new ColdRestartWithoutTracker(),
            new OneLiarAmongForty(),
            new WithheldBlocks(),
            new JoinsByLedgerRecordsAlone(),
            new BadWeek(),
            new JoinsByLanAlone(),
            new JoinsByDnsAlone(),
            new JoinsByBittorrentTrackerAlone(),
            LyingTracker.hiding(),
            LyingTracker.inventing(),
            LyingTracker.passingOver(),
            LyingTracker.inManyLives(),
            LyingTracker.inventingLater(),
            LyingTracker.inventingElsewhere(),
            HonestTracker.forHalfAnHour(),
            HonestTracker.forADay(),
            new ColdStartWithTracker(),
            new CrowdedTracker(),
            new WarmStart(),
            new CapsuleAlone(),
            new TrackerNeverThere(),
            SurvivorsReunite.ofRandomDeaths(),
            SurvivorsReunite.ofTheLeastLinked(),
            new PoisonedTracker(),
            new RestartEclipse(),
            new SybilsSwallow(),
            new StandInsServe());

    private Scenarios() {}

    /** In the order of their telling. */
    public static List<Scenario> all() {
        return ALL;
    }

    /** The one of this name. */
    public static Optional<Scenario> find(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }
}
