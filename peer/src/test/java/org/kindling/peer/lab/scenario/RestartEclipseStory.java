package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.kindling.peer.lab.report.RunReport;

final class RestartEclipseStory {
    @Seeds(2)
    void aHundredRestartsAmongTenTimesAsManyFalsePeersFindAnHonestOne(long seed) {
        RunReport report = Told.well(new RestartEclipse(), seed, 25);

        assertThat(report.figures()).containsEntry("isolatedWithAnchor", 0.0);
        assertThat(report.figures().get("restartsWithAnchor")).isPositive();
        assertThat(report.figures().get("bookAttackerShare")).isGreaterThan(0.5);
    }

    @Test
    @Tag("long")
    void ofTenThousandRestartsNoMoreThanTwoInAThousandFindNobodyHonest() {
        double restarts = 0;
        double withoutAnchor = 0;
        double isolated = 0;

        for (int seed = 1; seed <= 100; seed++) {
            RunReport report = Told.well(new RestartEclipse(), seed, 100);
            restarts += report.figures().get("restarts") + report.figures().get("restartsWithAnchor");
            withoutAnchor += report.figures().get("restarts");
            isolated += report.figures().get("isolated");
        }

        assertThat(restarts).isEqualTo(10_000);
        assertThat(isolated / withoutAnchor).isLessThanOrEqualTo(0.002);
    }
}
