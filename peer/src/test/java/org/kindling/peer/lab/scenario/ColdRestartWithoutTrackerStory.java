package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.kindling.peer.lab.report.RunReport;

final class ColdRestartWithoutTrackerStory {
    @Seeds(5)
    void aNetworkComesBackFromItsDisksAlone(long seed) {
        RunReport report = Told.well(new ColdRestartWithoutTracker(), seed, 20);

        assertThat(report.mishaps()).containsEntry("peer-killed", 20L);
        assertThat(report.mishaps().get("disk-tail-lost")).isPositive();
        assertThat(report.figures().get("blocksOnDisk")).isGreaterThanOrEqualTo(10);
        assertThat(report.figures().get("recoverySeconds")).isLessThanOrEqualTo(30);
    }

    /** Seed 4 of forty: a peer told a new neighbour of a transaction that was not on disk yet. */
    @Test
    void aPeerThatGreetsAnotherInTheMomentOfASubmissionKeepsItsPromise() {
        RunReport report = Told.well(new ColdRestartWithoutTracker(), 4, 40);

        assertThat(report.mishaps()).containsEntry("peer-killed", 40L);
    }
}
