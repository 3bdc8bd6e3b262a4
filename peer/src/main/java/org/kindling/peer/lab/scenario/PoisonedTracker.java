package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.LabTracker;
import org.kindling.peer.lab.fault.Deaths;

/** Threat T4: the only tracker lists nobody but peers that do not exist. */
final class PoisonedTracker implements Scenario {
    private static final Duration BOOKS_WRITTEN = Duration.ofSeconds(45);
    private static final Duration CALM = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration POISONED = Duration.ofMinutes(3);
    private static final Duration AWAY = Duration.ofSeconds(4);
    private static final Duration BACK = Duration.ofSeconds(8);
    private static final int RESTARTS = 10;
    private static final int NEWCOMERS = 5;
    private static final double LINKS_P95_SECONDS_MAX = 5;
    private static final double JOINED_SECONDS_MAX = 10;

    /** A few links more than wanted are held for a while when a block is late. */
    private static final double LINKS_SHARE_LEAST = 0.99;

    @Override
    public String name() {
        return "poisoned-tracker";
    }

    @Override
    public String sentence() {
        return "The tracker lists only invented peers; warm peers keep their links and find them again, a newcomer with one door joins in 10 seconds.";
    }

    @Override
    public int peers() {
        return 50;
    }

    @Override
    public void play(Stage stage) {
        stage.begin(2, 0.5);
        stage.world().run(BOOKS_WRITTEN);
        List<LabPeer> warm = stage.honest();
        int linksWanted = 2 * warm.get(0).plan().limits().links().outboundSmallNetwork();
        double before = meanLinks(stage, warm, CALM);
        long heightBefore = stage.height();

        stage.tracker().become(LabTracker.Mood.LYING);
        double after = meanLinks(stage, warm, POISONED);
        stage.measure("linksBefore", before);
        stage.measure("linksPoisoned", after);
        stage.expect(
                after >= LINKS_SHARE_LEAST * Math.min(before, linksWanted),
                "warm peers had " + before + " links and have " + after);
        stage.expect(stage.height() > heightBefore, "no block was found after the tracker was poisoned");

        stage.measure("suspectedBy", stage.chronicle().suspects());
        stage.expect(stage.chronicle().suspects() > 0, "nobody suspects the tracker");

        List<LabPeer> living = Deaths.inAnyOrder(stage.world());
        List<LabPeer> restarted = living.subList(0, Math.min(RESTARTS, living.size()));
        for (LabPeer peer : restarted) {
            stage.world().crash(peer);
            stage.world().run(AWAY);
            stage.world().start(peer);
            stage.world().run(BACK);
        }
        stage.expectLinks(restarted, LINKS_P95_SECONDS_MAX);

        List<LabPeer> newcomers = stage.joinThroughOneDoor(NEWCOMERS);
        stage.world().run(POISONED);
        stage.expectJoined("newcomers", newcomers, JOINED_SECONDS_MAX);
        long few = newcomers.stream()
                .filter(peer -> stage.arrivals().links(peer) < stage.arrivals().linksEnough())
                .count();
        stage.expect(
                few == 0, few + " newcomers have fewer than " + stage.arrivals().linksEnough() + " links");
        stage.expect(stage.islands() == 1, "the peers are " + stage.islands() + " components");
        stage.agree();
        stage.expectStruck("tracker-lied");
    }

    /** Over some time. Rationale: at any one moment somebody may just have lost a link. */
    private static double meanLinks(Stage stage, List<LabPeer> peers, Duration time) {
        List<Double> looks = new ArrayList<>();
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(LOOK)) {
            stage.world().run(LOOK);
            peers.forEach(peer -> looks.add((double) stage.arrivals().links(peer)));
        }
        return looks.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
