package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.kindling.peer.lab.report.RunReport;

final class TwoHalvesMeetAgainStory {
    @Seeds(5)
    void twoHalvesBecomeOneChainAndLoseNoTransaction(long seed) {
        RunReport report = Told.well(new TwoHalvesMeetAgain(), seed, 20);

        assertThat(report.mishaps().get("partition")).isPositive();
        assertThat(report.mishaps().get("message-stalled")).isPositive();
        assertThat(report.figures().get("transactionsReturned")).isPositive();
    }
}
