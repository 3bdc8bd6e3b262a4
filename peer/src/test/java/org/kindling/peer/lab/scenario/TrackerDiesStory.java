package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.kindling.peer.lab.report.RunReport;

final class TrackerDiesStory {
    @Seeds(5)
    void theNetworkGoesOnWithoutItsTracker(long seed) {
        RunReport report = Told.well(new TrackerDies(), seed, 20);

        assertThat(report.mishaps().get("tracker-silent")).isPositive();
        assertThat(report.figures())
                .containsEntry("trackerCallsNeeded", 0.0)
                .containsEntry("newcomersAtTip", 3.0)
                .containsEntry("components", 1.0);
    }

    @Test
    @Tag("long")
    void aThousandPeersGoOnWithoutTheirTracker() {
        RunReport report = Told.well(new TrackerDies(), 1, 1_000);

        assertThat(report.figures()).containsEntry("components", 1.0);
    }
}
