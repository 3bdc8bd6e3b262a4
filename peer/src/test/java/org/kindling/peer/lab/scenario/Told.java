package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.kindling.peer.lab.report.RunReport;

/** Plays a scenario once; if it does not come out well, the failure names the command that shows it again. */
final class Told {
    private Told() {}

    static RunReport well(Scenario scenario, long seed, int peers) {
        RunReport report = ScenarioRunner.once(scenario, seed, peers);
        assertThat(report.verdict())
                .as("to see this again: %s", ScenarioRunner.replay(scenario.name(), seed, peers))
                .isEqualTo(RunReport.OK);
        return report;
    }
}
