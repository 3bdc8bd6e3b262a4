package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.kindling.peer.lab.report.RunReport;

final class ColdStartWithTrackerStory {
    @Seeds(5)
    void aTrackerAloneGivesEverybodyEightLinksWithinSeconds(long seed) {
        RunReport report = Told.well(new ColdStartWithTracker(), seed, 30);

        assertThat(report.figures()).containsEntry("withFewLinks", 0.0);
        assertThat(report.figures().get("linksP95Seconds")).isLessThanOrEqualTo(3);
    }

    @Seeds(200)
    @Tag("long")
    void aTrackerAloneGivesFiftyPeersEightLinksWithinSeconds(long seed) {
        RunReport report = Told.well(new ColdStartWithTracker(), seed, 50);

        assertThat(report.figures().get("linksP95Seconds")).isLessThanOrEqualTo(3);
    }
}
