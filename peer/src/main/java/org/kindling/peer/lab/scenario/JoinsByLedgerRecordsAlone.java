package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.List;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.LabTracker;
import org.kindling.protocol.identity.AnchoredRecord;
import org.kindling.protocol.identity.PeerRecord;

/** Somebody comes back to a dead tracker, with nothing but the chain on its disk. */
final class JoinsByLedgerRecordsAlone implements Scenario {
    private static final int ANCHORED = 3;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration JOIN_MAX = Duration.ofMinutes(2);
    private static final double SECONDS_MAX = 10;

    @Override
    public String name() {
        return "joins-by-ledger-records-alone";
    }

    @Override
    public String sentence() {
        return "The address book is lost and the tracker dead; peer records anchored in the chain on the disk lead back within 10 seconds.";
    }

    @Override
    public int peers() {
        return 20;
    }

    @Override
    public void play(Stage stage) {
        stage.begin(3, 1);
        List<LabPeer> honest = stage.honest();
        LabPeer lost = honest.get(honest.size() - 1);
        List<LabPeer> anchored = honest.subList(0, ANCHORED);
        anchored.forEach(peer -> anchor(stage, peer));
        long height = stage.height();
        stage.world().runUntil(() -> stage.height() >= height + 5, LOOK, JOIN_MAX);

        stage.tracker().become(LabTracker.Mood.DEAD);
        stage.world().crash(lost);
        lost.disk().loseAddressBook();
        stage.world().run(Duration.ofMinutes(1));
        stage.world().start(lost);
        Duration from = stage.world().elapsed();
        boolean isBack = stage.world().runUntil(() -> called(lost) > 0, LOOK, JOIN_MAX);
        double seconds = Stage.seconds(stage.world().elapsed().minus(from));

        stage.measure("joinedSeconds", seconds);
        stage.expect(isBack && seconds <= SECONDS_MAX, "joined after " + seconds + " s, at most " + SECONDS_MAX);
        stage.agree();
        stage.expectStruck("address-book-lost");
        stage.expectStruck("tracker-silent");
    }

    /** The owner of this peer pays for a place in the ledger. */
    private static void anchor(Stage stage, LabPeer peer) {
        PeerRecord record = peer.view().orElseThrow().self();
        boolean isPaid = stage.world()
                .runUntil(() -> stage.payers().inscribe(peer, AnchoredRecord.content(record)), LOOK, JOIN_MAX);
        stage.expect(isPaid, peer + " could not anchor its record");
    }

    private static int called(LabPeer peer) {
        return peer.links(Direction.OUTBOUND);
    }
}
