package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.kindling.peer.lab.report.RunReport;

final class SurvivorsReuniteStory {
    @Seeds(5)
    void whoIsLeftByChanceFindsTheOthers(long seed) {
        RunReport report = Told.well(SurvivorsReunite.ofRandomDeaths(), seed, 50);

        assertThat(report.mishaps()).containsEntry("peer-killed", 40L);
        assertThat(report.figures().get("recoverySeconds")).isLessThanOrEqualTo(20);
    }

    @Seeds(5)
    void theLeastLinkedFindEachOther(long seed) {
        RunReport report = Told.well(SurvivorsReunite.ofTheLeastLinked(), seed, 50);

        assertThat(report.mishaps()).containsEntry("peer-killed", 40L);
        assertThat(report.figures().get("recoverySeconds")).isLessThanOrEqualTo(30);
    }

    @Seeds(50)
    @Tag("long")
    void theLeastLinkedFortyOfTwoHundredFindEachOther(long seed) {
        RunReport report = Told.well(SurvivorsReunite.ofTheLeastLinked(), seed, 200);

        assertThat(report.mishaps()).containsEntry("peer-killed", 160L);
    }

    @Test
    @Tag("long")
    void theLeastLinkedTwoHundredOfAThousandFindEachOther() {
        RunReport report = Told.well(SurvivorsReunite.ofTheLeastLinked(), 1, 1_000);

        assertThat(report.mishaps()).containsEntry("peer-killed", 800L);
    }
}
