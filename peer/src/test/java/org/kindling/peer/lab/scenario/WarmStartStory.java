package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.kindling.peer.lab.report.RunReport;

final class WarmStartStory {
    @Seeds(5)
    void whoRestartsNeedsNoTrackerToFindItsPlaceAgain(long seed) {
        RunReport report = Told.well(new WarmStart(), seed, 14);

        assertThat(report.mishaps()).containsEntry("peer-killed", 14L);
        assertThat(report.figures().get("linksP95Seconds")).isLessThanOrEqualTo(5);
    }

    @Seeds(50)
    @Tag("long")
    void whoRestartsAmongFiftyNeedsNoTrackerToFindItsPlaceAgain(long seed) {
        RunReport report = Told.well(new WarmStart(), seed, 50);

        assertThat(report.figures().get("linksP95Seconds")).isLessThanOrEqualTo(5);
    }
}
