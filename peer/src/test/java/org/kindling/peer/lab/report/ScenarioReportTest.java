package org.kindling.peer.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScenarioReportTest {
    private static final RunReport GOOD = new RunReport(
            1, "ab12", RunReport.OK, 12.3456, 1_000, Map.of("components", 1.0), Map.of("peer-killed", 8L));
    private static final RunReport BAD =
            new RunReport(2, "cd34", "INV-001 broken", 3, 200, Map.of("recoverySeconds", 2.25), Map.of());

    @Test
    void aProgramReadsOneObjectOnOneLine() {
        assertThat(new ScenarioReport("some-story", 10, List.of(GOOD)).json())
                .isEqualTo("{\"scenario\":\"some-story\",\"peers\":10,\"runs\":[{\"seed\":1,\"fingerprint\":\"ab12\","
                        + "\"verdict\":\"ok\",\"virtualSeconds\":12.346,\"steps\":1000,\"components\":1,"
                        + "\"mishaps\":{\"peer-killed\":8}}],\"verdict\":\"ok\"}");
    }

    @Test
    void aPersonReadsALineARunAndTheVerdictLast() {
        String table = new ScenarioReport("some-story", 10, List.of(GOOD, BAD)).table();

        assertThat(table.lines()).hasSize(4).last().isEqualTo("some-story, 10 peers: 1 of 2 runs failed");
        assertThat(table).contains("components", "recoverySeconds", "1.00", "2.25", "INV-001 broken");
    }

    @Test
    void oneBadRunMakesTheWholeBad() {
        assertThat(new ScenarioReport("some-story", 10, List.of(GOOD)).isOk()).isTrue();
        assertThat(new ScenarioReport("some-story", 10, List.of(GOOD, BAD)).isOk())
                .isFalse();
    }
}
