package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.LabTracker;
import org.kindling.peer.lab.engine.PeerPlan;
import org.kindling.protocol.identity.AnchoredRecord;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;

/**
 * Some come back to a dead tracker, with nothing but the chain on their disks.
 *
 * <p>Nobody can call them, and what else could have led them back is watched for. Rationale: the others remember a peer that went, and would call it
 * before long; then the run would show nothing of the ledger.
 */
final class JoinsByLedgerRecordsAlone implements Scenario {
    private static final int ANCHORED = 3;
    private static final int LOST = 5;
    private static final int BLOCKS = 5;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration JOIN_MAX = Duration.ofMinutes(2);
    private static final double SECONDS_MAX = 10;

    @Override
    public String name() {
        return "joins-by-ledger-records-alone";
    }

    @Override
    public String sentence() {
        return "Some whom nobody can call lose their address books, and the tracker is dead; peer records anchored in the chain alone lead them back within 10 seconds.";
    }

    @Override
    public int peers() {
        return 20;
    }

    @Override
    public void play(Stage stage) {
        stage.begin(3, 1);
        List<LabPeer> anchored = List.copyOf(stage.honest().subList(0, ANCHORED));
        List<LabPeer> lost = joinFromBehindWalls(stage);
        anchored.forEach(peer -> anchor(stage, peer));
        long height = stage.height() + BLOCKS;
        boolean isOnDisk = stage.world().runUntil(() -> heightOfAll(lost) >= height, LOOK, JOIN_MAX);
        stage.expect(isOnDisk, "after two minutes not all have the blocks that name a door");

        FirstLinks links = loseAllWays(stage, lost);
        stage.world().runUntil(() -> lost.stream().allMatch(links::isLinked), LOOK, JOIN_MAX);

        Spread seconds = new Spread(lost.stream().map(links::seconds).toList());
        stage.measure("joinedSeconds", seconds.most());
        stage.expect(seconds.most() <= SECONDS_MAX, "joined after " + seconds.most() + " s, at most " + SECONDS_MAX);
        List<Endpoint> doors = anchored.stream().map(peer -> peer.plan().home()).toList();
        List<String> otherHelp = lost.stream()
                .flatMap(peer -> links.otherHelp(peer, doors).stream())
                .toList();
        stage.measure("joinedByLedgerAlone", LOST - otherHelp.size());
        stage.expect(otherHelp.isEmpty(), String.join(", ", otherHelp));
        stage.agree();
        stage.expectStruck("address-book-lost");
        stage.expectStruck("tracker-silent");
    }

    /** Some whom nobody can call arrive, and know the tracker alone. */
    private static List<LabPeer> joinFromBehindWalls(Stage stage) {
        List<LabPeer> newcomers = new ArrayList<>();
        for (int i = 0; i < LOST; i++) {
            int index = stage.world().peers().size();
            PeerPlan plan = stage.cast().uncallable(index, List.of(Stage.TRACKER), List.of());
            newcomers.add(stage.add(plan, Stage::honest));
        }
        stage.arrive(newcomers);
        return newcomers;
    }

    /** These begin another life without an address book, and the tracker is dead. */
    private static FirstLinks loseAllWays(Stage stage, List<LabPeer> lost) {
        stage.tracker().become(LabTracker.Mood.DEAD);
        for (LabPeer peer : lost) {
            stage.world().crash(peer);
            peer.disk().loseAddressBook();
        }
        stage.world().run(Duration.ofMinutes(1));
        FirstLinks links = new FirstLinks(stage.world());
        stage.world().watch(links);
        lost.forEach(stage.world()::start);
        return links;
    }

    private static long heightOfAll(List<LabPeer> peers) {
        return peers.stream()
                .mapToLong(peer -> peer.view().orElseThrow().head().height().value())
                .min()
                .orElse(0);
    }

    /** The owner of this peer pays for a place in the ledger. */
    private static void anchor(Stage stage, LabPeer peer) {
        PeerRecord record = peer.view().orElseThrow().self();
        boolean isPaid = stage.world()
                .runUntil(() -> stage.payers().inscribe(peer, AnchoredRecord.content(record)), LOOK, JOIN_MAX);
        stage.expect(isPaid, peer + " could not anchor its record");
    }
}
