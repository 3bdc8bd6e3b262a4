package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.kindling.peer.lab.report.RunReport;

final class PoisonedTrackerStory {
    @Seeds(5)
    void inventedPeersHurtNobodyWhoKnowsOneRealOne(long seed) {
        RunReport report = Told.well(new PoisonedTracker(), seed, 12);

        assertThat(report.mishaps().get("tracker-lied")).isPositive();
        assertThat(report.figures().get("newcomersJoinedMaxSeconds")).isLessThanOrEqualTo(10);
    }

    @Seeds(50)
    @Tag("long")
    void inventedPeersHurtNobodyOfFiftyWhoKnowsOneRealOne(long seed) {
        RunReport report = Told.well(new PoisonedTracker(), seed, 50);

        assertThat(report.figures()).containsEntry("components", 1.0);
    }
}
