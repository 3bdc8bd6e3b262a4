package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.kindling.peer.lab.report.RunReport;
import org.kindling.peer.lab.report.ScenarioReport;

final class ScenarioRunnerTest {
    @Test
    void everyScenarioHasANameAndASentence() {
        assertThat(Scenarios.all())
                .extracting(Scenario::name)
                .containsExactly(
                        "tracker-dies",
                        "two-halves-meet-again",
                        "eighty-percent-gone",
                        "cold-restart-without-tracker",
                        "one-liar-among-forty",
                        "withheld-blocks",
                        "joins-by-ledger-records-alone",
                        "bad-week",
                        "joins-by-lan-alone",
                        "joins-by-dns-alone",
                        "joins-by-bittorrent-tracker-alone",
                        "lying-tracker-is-noticed",
                        "inventing-tracker-is-noticed",
                        "passing-over-tracker-is-noticed",
                        "tracker-in-many-lives-is-noticed",
                        "later-inventing-tracker-is-noticed",
                        "elsewhere-inventing-tracker-is-noticed",
                        "honest-tracker-under-churn",
                        "honest-tracker-under-churn-for-a-day",
                        "cold-start",
                        "crowded-tracker",
                        "warm-start",
                        "capsule-alone",
                        "tracker-never-there",
                        "survivors-reunite",
                        "least-linked-reunite",
                        "poisoned-tracker",
                        "restart-eclipse",
                        "sybils-swallow",
                        "stand-ins-serve");
        assertThat(Scenarios.all()).allSatisfy(scenario -> {
            assertThat(scenario.sentence()).endsWith(".");
            assertThat(Scenarios.find(scenario.name())).contains(scenario);
        });
    }

    @Test
    void runsAreReportedInTheOrderOfTheirSeeds() {
        List<Long> told = new ArrayList<>();

        ScenarioReport report = ScenarioRunner.run(
                "cold-restart-without-tracker", OptionalInt.of(4), 3, 5, (run, done, all) -> told.add(run.seed()));

        assertThat(told).containsExactly(3L, 4L, 5L);
        assertThat(report.runs()).extracting(RunReport::seed).isEqualTo(told);
        assertThat(report.peers()).isEqualTo(4);
    }

    @Test
    void aRunThatFailsNamesTheCommandThatRepeatsIt() {
        RunReport report = ScenarioRunner.once(new Grumbler(), 3, 2);

        assertThat(report.verdict()).isEqualTo("it rained; replay: kindling lab run grumbler --peers 2 --seeds 3..3");
    }

    @Test
    void whatCannotBePlayedIsRefusedInWords() {
        assertThatThrownBy(() -> ScenarioRunner.run("no-such", OptionalInt.empty(), 1, 1, (run, done, all) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-such");
        assertThatThrownBy(() -> ScenarioRunner.run("tracker-dies", OptionalInt.of(1), 1, 1, (run, done, all) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScenarioRunner.run("tracker-dies", OptionalInt.of(5), 2, 1, (run, done, all) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final class Grumbler implements Scenario {
        @Override
        public String name() {
            return "grumbler";
        }

        @Override
        public String sentence() {
            return "Nothing is right.";
        }

        @Override
        public int peers() {
            return 2;
        }

        @Override
        public void play(Stage stage) {
            stage.expect(false, "it rained");
        }
    }
}
