package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.kindling.peer.lab.report.RunReport;

final class OneLiarAmongFortyStory {
    @Seeds(5)
    void nobodyBelievesTheLiarAndNobodyElseSuffers(long seed) {
        RunReport report = Told.well(new OneLiarAmongForty(), seed, 40);

        assertThat(report.mishaps()).containsKeys("lie-transaction", "lie-state", "lie-work", "lie-record");
        assertThat(report.figures().get("penalisedBy")).isPositive();
        assertThat(report.figures()).containsEntry("linksToLiar", 0.0).containsEntry("components", 1.0);
    }
}
