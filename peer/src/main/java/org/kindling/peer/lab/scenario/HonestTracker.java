package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.LabTracker;

/** Fault F1 the other way round: whatever befalls an honest tracker and its peers, nobody ever suspects it. */
final class HonestTracker implements Scenario {
    private static final Duration RESTART_EVERY = Duration.ofMinutes(7);
    /** With fewer peers they come and go less often, so that each lives about as long, and is asked and judged. */
    private static final int EVERY_SECOND_FROM = 100;

    private static final Duration DOWN = Duration.ofSeconds(20);

    private final String name;
    private final Duration length;

    private HonestTracker(String name, Duration length) {
        this.name = name;
        this.length = length;
    }

    static HonestTracker forHalfAnHour() {
        return new HonestTracker("honest-tracker-under-churn", Duration.ofMinutes(30));
    }

    static HonestTracker forADay() {
        return new HonestTracker("honest-tracker-under-churn-for-a-day", Duration.ofHours(24));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sentence() {
        return "Every second a peer dies without a word and another joins, and the tracker restarts empty now and then; for "
                + length.toMinutes() + " minutes nobody suspects it.";
    }

    @Override
    public int peers() {
        return 100;
    }

    @Override
    public void play(Stage stage) {
        List<LabPeer> everybody = stage.world().peers();
        SplittableRandom chance = stage.world().chance().stream("churn");
        stage.arrive(everybody.subList(0, everybody.size() / 2));
        stage.stopMining();
        long turnOverSeconds = Math.max(1, EVERY_SECOND_FROM / everybody.size());
        stage.world().every(Duration.ofSeconds(turnOverSeconds), () -> turnOver(stage, chance));
        stage.world().every(RESTART_EVERY, () -> {
            stage.tracker().become(LabTracker.Mood.DEAD);
            stage.world().after(DOWN, () -> stage.tracker().become(LabTracker.Mood.HONEST));
        });

        stage.world().run(length);

        stage.expect(
                stage.chronicle().suspects() == 0,
                "an honest tracker is suspected: " + stage.chronicle().suspicion());
        stage.measure("trackerCalls", stage.tracker().calls());
        stage.expectStruck("peer-killed");
        stage.expectStruck("tracker-silent");
    }

    private static void turnOver(Stage stage, SplittableRandom chance) {
        List<LabPeer> living = stage.world().living();
        List<LabPeer> dead =
                stage.world().peers().stream().filter(peer -> !peer.isAlive()).toList();
        stage.world().crash(living.get(chance.nextInt(living.size())));
        LabPeer comer = dead.get(chance.nextInt(dead.size()));
        stage.world().start(comer);
        stage.stopMining(comer);
    }
}
