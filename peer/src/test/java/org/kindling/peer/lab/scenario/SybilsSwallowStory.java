package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.kindling.peer.lab.report.RunReport;

final class SybilsSwallowStory {
    @Seeds(5)
    void whatSybilsSwallowArrivesByOtherWays(long seed) {
        RunReport report = Told.well(new SybilsSwallow(), seed, 20);

        assertThat(report.mishaps().get("message-swallowed")).isPositive();
        assertThat(report.figures().get("delivery")).isGreaterThanOrEqualTo(0.999);
    }

    @Seeds(20)
    @Tag("long")
    void whatSybilsAroundAHundredSwallowArrivesByOtherWays(long seed) {
        RunReport report = Told.well(new SybilsSwallow(), seed, 100);

        assertThat(report.figures().get("p99Times")).isLessThanOrEqualTo(2);
    }
}
