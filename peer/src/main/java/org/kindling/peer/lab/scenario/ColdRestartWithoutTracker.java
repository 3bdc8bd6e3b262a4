package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.LabTracker;
import org.kindling.peer.lab.fault.Deaths;
import org.kindling.protocol.ledger.BlockHeader;

/** Fault F6: the power goes everywhere, and with it the only tracker. */
final class ColdRestartWithoutTracker implements Scenario {
    private static final Duration DARK = Duration.ofMinutes(1);
    /** After this long a payment has been checked and is on its way to the disk, where a crash may catch it. */
    private static final Duration FSYNC_BEGUN = Duration.ofMillis(3);

    private static final double REUNION_SECONDS_MAX = 30;

    @Override
    public String name() {
        return "cold-restart-without-tracker";
    }

    @Override
    public String sentence() {
        return "The power goes everywhere and comes back everywhere at once, without the tracker; peers find each other from their own disks and no block is lost.";
    }

    @Override
    public int peers() {
        return 40;
    }

    @Override
    public void play(Stage stage) {
        stage.begin(10, 1);
        stage.world().run(Duration.ofSeconds(45));

        stage.tracker().become(LabTracker.Mood.DEAD);
        stage.payers().payAllAtOnce();
        stage.world().run(FSYNC_BEGUN);
        Deaths.ofEveryone(stage.world());
        Map<Integer, List<BlockHeader>> onDisk = new TreeMap<>();
        for (LabPeer peer : stage.world().peers()) {
            onDisk.put(peer.index(), peer.disk().recovered().headers());
        }
        stage.world().run(DARK);
        Deaths.inRandomOrder(stage.world()).forEach(stage.world()::start);
        double recoverySeconds = stage.reunite(Duration.ofMinutes(2));
        stage.measure("recoverySeconds", recoverySeconds);
        stage.expect(
                recoverySeconds <= REUNION_SECONDS_MAX,
                "one component only after " + recoverySeconds + " s, at most " + REUNION_SECONDS_MAX);
        onDisk.forEach(
                (index, headers) -> expectAll(stage, stage.world().peers().get(index), headers));
        stage.measure(
                "blocksOnDisk",
                onDisk.values().stream().mapToInt(List::size).max().orElse(0));
        stage.agree();
        stage.expectStruck("tracker-silent");
        stage.expectStruck("peer-killed");
        stage.expectStruck("disk-tail-lost");
    }

    private static void expectAll(Stage stage, LabPeer peer, List<BlockHeader> headers) {
        PeerView view = peer.view().orElseThrow();
        for (BlockHeader header : headers) {
            stage.expect(view.block(header.id()).isPresent(), peer + " has lost " + header);
        }
        long highest = headers.stream()
                .mapToLong(header -> header.height().value())
                .max()
                .orElse(0);
        long now = view.head().height().value();
        stage.expect(now >= highest, peer + " had height " + highest + " on disk and restarts at " + now);
    }
}
