package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.LabTracker;
import org.kindling.peer.lab.engine.World;
import org.kindling.peer.lab.fault.Deaths;

/** Fault F4 and nothing else, so that it can be told of a thousand peers: four of five die at once, drawn by chance or the best linked first. */
final class SurvivorsReunite implements Scenario {
    private static final double SHARE = 0.8;
    private static final Duration BOOKS_WRITTEN = Duration.ofSeconds(30);

    private final String name;
    private final String who;
    private final double secondsMax;
    private final BiFunction<World, Double, List<LabPeer>> deaths;

    private SurvivorsReunite(
            String name, String who, double secondsMax, BiFunction<World, Double, List<LabPeer>> deaths) {
        this.name = name;
        this.who = who;
        this.secondsMax = secondsMax;
        this.deaths = deaths;
    }

    static SurvivorsReunite ofRandomDeaths() {
        return new SurvivorsReunite("survivors-reunite", "drawn by chance", 20, Deaths::atRandom);
    }

    static SurvivorsReunite ofTheLeastLinked() {
        return new SurvivorsReunite("least-linked-reunite", "the best linked first", 30, Deaths::ofTheBestLinked);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sentence() {
        return "Four peers of five die at once, " + who
                + ", and the tracker with them; the rest are one component within " + (int) secondsMax + " seconds.";
    }

    @Override
    public int peers() {
        return 50;
    }

    @Override
    public void play(Stage stage) {
        stage.begin(1, 0.2);
        stage.world().run(BOOKS_WRITTEN);

        stage.tracker().become(LabTracker.Mood.DEAD);
        stage.measure("killed", deaths.apply(stage.world(), SHARE).size());
        stage.measure("componentsAtDeath", stage.islands());
        double recoverySeconds = stage.reunite(Duration.ofMinutes(2));
        stage.measure("recoverySeconds", recoverySeconds);
        stage.expect(
                recoverySeconds <= secondsMax,
                "one component only after " + recoverySeconds + " s, at most " + secondsMax);
        double steadySeconds = stage.steady(Duration.ofSeconds(20));
        stage.measure("apartSeconds", steadySeconds);
        stage.expect(steadySeconds == 0, "fell apart again for " + steadySeconds + " s");
        stage.expect(stage.chronicle().repairs() > 0, "nobody started a repair");
        stage.expectStruck("peer-killed");
    }
}
