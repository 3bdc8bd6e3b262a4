package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.fault.Withholder;
import org.kindling.protocol.identity.Door;

/** Threat T6: everybody a peer has called keeps blocks from it, and nobody can call it. */
final class WithheldBlocks implements Scenario {
    /** Two more than a peer calls, so that the first one tried besides may be another of them. */
    private static final int WITHHOLDERS = 18;

    private static final int OUTBOUND = 16;
    private static final int DOORS = 4;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration CAPTURE_MAX = Duration.ofMinutes(1);
    private static final Duration SEARCH_MAX = Duration.ofMinutes(3);
    private static final double SECONDS_MAX = 60;

    @Override
    public String name() {
        return "withheld-blocks";
    }

    @Override
    public String sentence() {
        return "All outbound neighbours of a peer keep blocks from it; it notices the silence, tries one more and has the real tip within 60 seconds.";
    }

    @Override
    public int peers() {
        return 24;
    }

    @Override
    public void play(Stage stage) {
        AtomicBoolean isWithholding = new AtomicBoolean();
        stage.begin(5, 1);
        LabPeer victim = capture(stage, isWithholding::get);
        long links = victim.links(Direction.OUTBOUND);
        stage.expect(links == OUTBOUND, "the victim has " + links + " outbound links and not " + OUTBOUND);
        stage.expect(
                stage.honest().stream().noneMatch(other -> isLinked(victim, other)), "the victim has an honest link");

        isWithholding.set(true);
        stage.world().network().heal();
        long before = height(victim);
        Duration from = stage.world().elapsed();
        boolean isFound = stage.world()
                .runUntil(() -> height(victim) > before && height(victim) >= honestHeight(stage), LOOK, SEARCH_MAX);
        double seconds = Stage.seconds(stage.world().elapsed().minus(from));
        stage.measure("tipFoundSeconds", seconds);
        stage.expect(
                isFound && seconds <= SECONDS_MAX,
                "the real tip was found after " + seconds + " s, at most " + SECONDS_MAX);
        stage.agree();
        stage.expectStruck("block-withheld");
    }

    /** While they are cut off together, the victim can call nobody but the withholders. */
    private LabPeer capture(Stage stage, BooleanSupplier isWithholding) {
        int first = stage.world().peers().size();
        List<LabPeer> withholders = new ArrayList<>();
        List<Door> doors = doors(stage.honest());
        for (int i = 0; i < WITHHOLDERS; i++) {
            withholders.add(stage.addUntrusted(
                    stage.cast().newcomer(first + i, doors),
                    (setup, recovered, now) -> new Withholder(
                            Stage.honest(setup, recovered, now),
                            isWithholding,
                            stage.world().tally())));
        }
        stage.arrive(withholders);
        stage.world().run(Duration.ofSeconds(10));
        LabPeer victim = stage.add(stage.cast().uncallable(first + WITHHOLDERS, doors(withholders)), Stage::honest);
        stage.world().network().split(index -> index < first ? 0 : 1);
        stage.world().start(victim);
        stage.world().runUntil(() -> victim.links(Direction.OUTBOUND) >= OUTBOUND, LOOK, CAPTURE_MAX);
        return victim;
    }

    private static List<Door> doors(List<LabPeer> peers) {
        return peers.stream()
                .limit(DOORS)
                .map(peer -> new Door(peer.node(), peer.plan().home()))
                .toList();
    }

    private static boolean isLinked(LabPeer peer, LabPeer other) {
        return peer.view().map(PeerView::links).orElse(List.of()).stream()
                .anyMatch(link -> link.node().equals(other.node()));
    }

    private static long height(LabPeer peer) {
        return peer.view().orElseThrow().head().height().value();
    }

    private static long honestHeight(Stage stage) {
        return stage.honest().stream().mapToLong(WithheldBlocks::height).max().orElse(0);
    }
}
