package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.kindling.peer.lab.report.RunReport;

final class WithheldBlocksStory {
    @Seeds(5)
    void aPeerWhoseNeighboursAreSilentFindsTheRealTip(long seed) {
        RunReport report = Told.well(new WithheldBlocks(), seed, 24);

        assertThat(report.figures().get("tipFoundSeconds")).isLessThanOrEqualTo(60);
        assertThat(report.mishaps().get("block-withheld")).isPositive();
    }

    @Seeds(200)
    @Tag("long")
    void aPeerWhoseNeighboursAreSilentFindsTheRealTipTwoHundredTimes(long seed) {
        RunReport report = Told.well(new WithheldBlocks(), seed, 24);

        assertThat(report.figures().get("tipFoundSeconds")).isLessThanOrEqualTo(60);
    }
}
