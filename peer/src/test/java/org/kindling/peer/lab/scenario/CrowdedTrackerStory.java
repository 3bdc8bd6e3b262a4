package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.kindling.peer.lab.report.RunReport;

final class CrowdedTrackerStory {
    @Seeds(5)
    void whoMustWaitForAPlaceHasItsLinksAsSoonAsTheOthers(long seed) {
        RunReport report = Told.well(new CrowdedTracker(), seed, 30);

        assertThat(report.figures()).containsEntry("listed", 15.0);
        assertThat(report.figures().get("linksP95Seconds")).isLessThanOrEqualTo(3);
    }
}
