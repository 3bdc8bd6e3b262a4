package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.kindling.peer.lab.report.RunReport;

final class JoinsByLanAloneStory {
    @Seeds(5)
    void neighboursAloneMakeOneNetwork(long seed) {
        RunReport report = Told.well(new JoinsByLanAlone(), seed, 50);

        assertThat(report.figures()).containsEntry("components", 1.0);
        assertThat(report.figures().get("joinedSecondsP95")).isLessThanOrEqualTo(10);
    }
}
