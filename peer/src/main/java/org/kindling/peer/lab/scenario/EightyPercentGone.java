package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.lab.engine.LabTracker;
import org.kindling.peer.lab.engine.World;
import org.kindling.peer.lab.fault.Deaths;

/** Fault F4: four peers of five die at once, and the tracker with them. */
final class EightyPercentGone implements Scenario {
    private static final double SHARE = 0.8;
    private static final int BLOCKS_BEFORE = 5;
    private static final int RETARGET_BLOCKS = 60;
    private static final int MEASURED_BLOCKS = 60;
    private static final double RECOVERY_SECONDS_MAX = 20;
    private static final double FIRST_BLOCK_INTERVALS_MAX = 50;
    private static final double RATE_MIN = 0.5;
    private static final double RATE_MAX = 1.5;

    @Override
    public String name() {
        return "eighty-percent-gone";
    }

    @Override
    public String sentence() {
        return "Four peers of five die at once; the rest are one component within 20 seconds, blocks go on and find their pace again.";
    }

    @Override
    public int peers() {
        return 200;
    }

    @Override
    public void play(Stage stage) {
        stage.begin(BLOCKS_BEFORE, 1);
        World world = stage.world();
        stage.measure("predictedOwn", foretold(stage, PeerView.Independence::own));
        stage.measure("predictedNetwork", foretold(stage, PeerView.Independence::network));

        stage.tracker().become(LabTracker.Mood.DEAD);
        Deaths.atRandom(world, SHARE);
        long heightAtDeath = stage.height();
        Instant death = world.now();

        double recoverySeconds = stage.reunite(Duration.ofMinutes(2));
        stage.measure("recoverySeconds", recoverySeconds);
        stage.expect(
                recoverySeconds <= RECOVERY_SECONDS_MAX,
                "one component only after " + recoverySeconds + " s, at most " + RECOVERY_SECONDS_MAX);
        measureFirstBlock(stage, death);
        measureRate(stage, heightAtDeath);
        stage.agree();
        stage.expect(stage.chronicle().repairs() > 0, "nobody started a repair");
        stage.expectStruck("peer-killed");
    }

    /** What the peers themselves expect of such a loss, the middle of what they say. */
    private static double foretold(Stage stage, ToDoubleFunction<PeerView.Independence> chance) {
        return new Spread(stage.honest().stream()
                        .map(peer ->
                                chance.applyAsDouble(peer.view().orElseThrow().independence()))
                        .toList())
                .median();
    }

    private static void measureFirstBlock(Stage stage, Instant death) {
        int before = (int) stage.chronicle().blocksProduced().stream()
                .filter(found -> !found.isAfter(death))
                .count();
        boolean isFound = stage.world()
                .runUntil(
                        () -> stage.chronicle().blocksProduced().size() > before,
                        Duration.ofMillis(500),
                        Stage.INTERVAL.multipliedBy(100));
        double intervals = intervals(Duration.between(
                death,
                isFound
                        ? stage.chronicle().blocksProduced().get(before)
                        : stage.world().now()));
        stage.measure("firstBlockIntervals", intervals);
        stage.expect(
                intervals <= FIRST_BLOCK_INTERVALS_MAX,
                "the first block came after " + intervals + " intervals, at most " + FIRST_BLOCK_INTERVALS_MAX);
    }

    /** Over as many blocks again, after two retarget windows of 30 blocks each. */
    private static void measureRate(Stage stage, long heightAtDeath) {
        long from = heightAtDeath + RETARGET_BLOCKS;
        long to = from + MEASURED_BLOCKS;
        boolean isReached = stage.world()
                .runUntil(() -> stage.chronicle().height() >= to, Stage.INTERVAL, Stage.INTERVAL.multipliedBy(1_000));
        if (!isReached) {
            stage.expect(
                    false,
                    "a thousand intervals later the chain is at "
                            + stage.chronicle().height());
            return;
        }
        Duration taken = Duration.between(
                stage.chronicle().reachedAt(from), stage.chronicle().reachedAt(to));
        double rate = MEASURED_BLOCKS / intervals(taken);
        stage.measure("rateAfter", rate);
        stage.expect(
                rate >= RATE_MIN && rate <= RATE_MAX,
                "after two retarget windows the block rate is " + rate + " of the nominal one");
    }

    private static double intervals(Duration time) {
        return Stage.seconds(time) / Stage.seconds(Stage.INTERVAL);
    }
}
