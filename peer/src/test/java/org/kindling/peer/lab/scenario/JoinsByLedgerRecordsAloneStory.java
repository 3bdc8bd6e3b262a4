package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.kindling.peer.lab.report.RunReport;

final class JoinsByLedgerRecordsAloneStory {
    @Seeds(5)
    void theChainOnTheDiskLeadsBack(long seed) {
        RunReport report = Told.well(new JoinsByLedgerRecordsAlone(), seed, 20);

        assertThat(report.figures().get("joinedSeconds")).isLessThanOrEqualTo(10);
        assertThat(report.figures()).containsEntry("joinedByLedgerAlone", 5.0);
    }

    @Seeds(200)
    @Tag("long")
    void theChainOnTheDiskLeadsBackTwoHundredTimes(long seed) {
        RunReport report = Told.well(new JoinsByLedgerRecordsAlone(), seed, 20);

        assertThat(report.figures().get("joinedSeconds")).isLessThanOrEqualTo(10);
    }
}
