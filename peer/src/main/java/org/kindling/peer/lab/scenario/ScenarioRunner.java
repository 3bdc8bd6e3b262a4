package org.kindling.peer.lab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.kindling.peer.lab.engine.RunBroken;
import org.kindling.peer.lab.report.RunReport;
import org.kindling.peer.lab.report.ScenarioReport;
import org.kindling.protocol.Check;

/**
 * Plays scenarios over seeds.
 *
 * <p>A run has one thread; several runs may have one each, because they share nothing. Reports come in the order of the seeds.
 */
public final class ScenarioRunner {
    private static final int LARGE_RUN_PEERS = 500;

    private ScenarioRunner() {}

    /**
     * Plays one scenario once a seed.
     *
     * @param name one of {@link Scenarios#all()}
     * @param peers how many, or as many as the scenario likes
     * @param seedTo included
     * @throws IllegalArgumentException if there is no such scenario, no such peer or no such seed
     */
    public static ScenarioReport run(
            String name, OptionalInt peers, long seedFrom, long seedTo, ProgressListener progress) {
        Scenario scenario = Scenarios.find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario '" + name + "'"));
        int count = peers.orElse(scenario.peers());
        Check.argument(count >= 2, "a network of %s peers is none", count);
        Check.argument(seedFrom <= seedTo, "no seeds in %s..%s", seedFrom, seedTo);
        int threads = count > LARGE_RUN_PEERS ? 1 : Runtime.getRuntime().availableProcessors();
        ExecutorService runners = Executors.newFixedThreadPool(threads);
        try {
            return play(scenario, count, seedFrom, seedTo, progress, runners);
        } finally {
            runners.shutdownNow();
        }
    }

    private static ScenarioReport play(
            Scenario scenario,
            int peers,
            long seedFrom,
            long seedTo,
            ProgressListener progress,
            ExecutorService runners) {
        List<Future<RunReport>> running = new ArrayList<>();
        for (long seed = seedFrom; seed <= seedTo; seed++) {
            long thisSeed = seed;
            running.add(runners.submit(() -> once(scenario, thisSeed, peers)));
        }
        List<RunReport> reports = new ArrayList<>();
        for (Future<RunReport> run : running) {
            RunReport report = outcome(run);
            reports.add(report);
            progress.finished(report, reports.size(), running.size());
        }
        return new ScenarioReport(scenario.name(), peers, reports);
    }

    private static RunReport outcome(Future<RunReport> run) {
        try {
            return run.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two runs", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run ended without a report", e.getCause());
        }
    }

    /** Plays a scenario with one seed, on this thread. */
    static RunReport once(Scenario scenario, long seed, int peers) {
        Stage stage = new Stage(seed, peers, scenario);
        RunReport report;
        try {
            scenario.play(stage);
            report = stage.report();
        } catch (RunBroken e) {
            report = stage.report(e.story());
        }
        return report.isOk()
                ? report
                : stage.report(report.verdict() + "; replay: " + replay(scenario.name(), seed, peers));
    }

    /** The command that shows this run again. */
    static String replay(String scenario, long seed, int peers) {
        return "kindling lab run " + scenario + " --peers " + peers + " --seeds " + seed + ".." + seed;
    }
}
