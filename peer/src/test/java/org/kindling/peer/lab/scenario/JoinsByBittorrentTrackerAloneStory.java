package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.kindling.peer.lab.report.RunReport;

final class JoinsByBittorrentTrackerAloneStory {
    @Seeds(5)
    void bareAddressesOfATrackerThatDiesMakeOneNetwork(long seed) {
        RunReport report = Told.well(new JoinsByBittorrentTrackerAlone(), seed, 24);

        assertThat(report.figures())
                .containsEntry("components", 1.0)
                .containsEntry("trackerCallsNeeded", 0.0)
                .containsEntry("standIns", 0.0)
                .containsEntry("newcomersAtTip", 3.0);
        assertThat(report.figures().get("linksP95Seconds")).isLessThanOrEqualTo(10);
    }
}
