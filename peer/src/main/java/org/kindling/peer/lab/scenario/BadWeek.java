package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.kindling.peer.lab.engine.LabDisk;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.LabTracker;
import org.kindling.peer.lab.engine.Weather;
import org.kindling.peer.lab.engine.World;

/** Fault F24: crashes, partitions, stalling and full disks and a moody tracker in bad weather, all at random, until it is over. */
final class BadWeek implements Scenario {
    private static final int MISHAPS = 40;
    /** Of every kind one, then as it comes. */
    private static final int KINDS = 7;

    private static final Duration GAP = Duration.ofSeconds(6);
    private static final int MISHAP_SECONDS_MAX = 70;

    @Override
    public String name() {
        return "bad-week";
    }

    @Override
    public String sentence() {
        return "Everything goes wrong at random; when it is over the network is one again and nothing acknowledged is lost.";
    }

    @Override
    public int peers() {
        return 20;
    }

    @Override
    public Weather weather() {
        return Weather.fair().withLoss(0.03);
    }

    @Override
    public void play(Stage stage) {
        stage.begin(3, 2);
        World world = stage.world();
        SplittableRandom random = world.chance().stream("bad week");

        for (int mishap = 0; mishap < MISHAPS; mishap++) {
            strike(stage, mishap < KINDS ? mishap : random.nextInt(KINDS), random);
            world.run(GAP);
        }
        world.run(Duration.ofSeconds(MISHAP_SECONDS_MAX));

        stage.measure("recoverySeconds", stage.reunite(Duration.ofMinutes(1)));
        stage.agree();
        for (String mishap : List.of(
                "peer-killed",
                "partition",
                "disk-stalled",
                "disk-slow",
                "disk-refused",
                "tracker-silent",
                "packet-lost")) {
            stage.expectStruck(mishap);
        }
    }

    private static void strike(Stage stage, int kind, SplittableRandom random) {
        World world = stage.world();
        Duration until = Duration.ofSeconds(1 + random.nextInt(MISHAP_SECONDS_MAX - 2));
        LabPeer victim = world.peers().get(random.nextInt(world.peers().size()));
        switch (kind) {
            case 0, 1, 2 -> {
                if (victim.isAlive()) {
                    world.crash(victim);
                    world.after(until, () -> world.start(victim));
                }
            }
            case 3 -> {
                long sides = random.nextLong();
                world.network().split(index -> (int) (sides >>> index) & 1);
                world.after(until, world.network()::heal);
            }
            case 4, 5 -> {
                victim.disk().become(kind == 4 ? LabDisk.Health.STALLED : LabDisk.Health.REFUSING);
                world.after(until, () -> victim.disk().become(LabDisk.Health.WORKING));
            }
            default -> {
                LabTracker.Mood[] moods = LabTracker.Mood.values();
                stage.tracker().become(moods[random.nextInt(moods.length)]);
            }
        }
    }
}
