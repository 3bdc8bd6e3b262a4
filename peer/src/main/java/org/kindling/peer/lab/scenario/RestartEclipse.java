package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.List;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.RememberedPeer;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.LabTracker;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;

/**
 * Threat T3: somebody with ten times the addresses of all honest peers, in as many network groups, floods the book of one peer and then
 * restarts it again and again, in the hope that it once calls nobody else.
 *
 * <p>Only the one under attack is a production peer. Before every second restart the honest among its anchors are killed, so that the book
 * alone has to do.
 */
final class RestartEclipse implements Scenario {
    private static final int ADDRESSES = 10;
    private static final int NEIGHBOURS = 8;
    private static final int HONEST_FROM = 60;
    private static final int ATTACKERS_FROM = 120;
    private static final Duration CALM = Duration.ofMinutes(10);
    private static final Duration FLOOD = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final int RESTARTS = 100;
    private static final Duration AWAY = Duration.ofSeconds(5);
    private static final Duration BACK = Duration.ofSeconds(30);
    /** One: of two thousandths of the restarts that is less than one a run, so their sum over many runs is what counts. */
    private static final int ISOLATED_MAX = 1;

    @Override
    public String name() {
        return "restart-eclipse";
    }

    @Override
    public String sentence() {
        return "Ten false addresses for every honest one flood a peer's book and restart it 100 times; it never calls the false alone while an anchor lives.";
    }

    @Override
    public int peers() {
        return 100;
    }

    @Override
    public void play(Stage stage) {
        stage.tracker().become(LabTracker.Mood.DEAD);
        LabPeer victim = stage.world().peers().get(0);
        int honestCount = stage.world().peers().size();
        List<Endpoint> called = List.of(victim.plan().home());
        Crowd honest = new Crowd(stage, HONEST_FROM, honestCount);
        Crowd attackers = new Crowd(stage, ATTACKERS_FROM, honestCount);
        stage.world().start(victim);
        honest.arrive(Math.min(NEIGHBOURS, honestCount), called, 1, 1, PAUSE);
        honest.arrive(Math.max(0, honestCount - NEIGHBOURS));
        stage.world().run(CALM);
        attackers.arrive(ADDRESSES * honestCount, called, 1, 1, PAUSE);
        stage.world().run(FLOOD);
        measureBook(stage, victim, attackers);

        Trials anchored = new Trials();
        Trials alone = new Trials();
        for (int restart = 0; restart < RESTARTS; restart++) {
            List<NodeId> anchors =
                    anchors(victim).stream().filter(honest::contains).toList();
            boolean isAnchored = restart % 2 == 0 && !anchors.isEmpty();
            restart(stage, victim, honest, isAnchored ? List.of() : anchors, isAnchored ? anchored : alone);
        }

        stage.measure("restarts", alone.count);
        stage.measure("isolated", alone.isolated);
        stage.expect(
                alone.isolated <= ISOLATED_MAX,
                alone.isolated + " of " + alone.count + " restarts found nobody honest");
        stage.measure("restartsWithAnchor", anchored.count);
        stage.measure("isolatedWithAnchor", anchored.isolated);
        stage.expect(
                anchored.isolated == 0, anchored.isolated + " restarts found nobody honest although an anchor lived");
        stage.measure("outbound", (double) alone.outbound / alone.count);
        stage.measure("outboundHonestShare", (double) alone.outboundHonest / Math.max(1, alone.outbound));
        stage.expectStruck("peer-killed");
    }

    /** What came of restarts of one kind. */
    private static final class Trials {
        private int count;
        private int isolated;
        private long outbound;
        private long outboundHonest;

        void add(List<NodeId> called, Crowd honest) {
            long good = called.stream().filter(honest::contains).count();
            count++;
            isolated += good == 0 ? 1 : 0;
            outbound += called.size();
            outboundHonest += good;
        }
    }

    /** Once down and up again, while these are away. */
    private static void restart(Stage stage, LabPeer victim, Crowd honest, List<NodeId> away, Trials trials) {
        stage.world().crash(victim);
        List<LabPeer> killed = honest.crash(away);
        stage.world().run(AWAY);
        stage.world().start(victim);
        stage.world().run(BACK);
        trials.add(outbound(victim), honest);
        killed.forEach(stage.world()::start);
        stage.world().run(BACK);
    }

    private static void measureBook(Stage stage, LabPeer victim, Crowd attackers) {
        List<RememberedPeer> book = victim.disk().recovered().addressBook().peers();
        long known =
                book.stream().filter(peer -> attackers.contains(peer.node())).count();
        List<RememberedPeer> tried =
                book.stream().filter(peer -> peer.lastAnsweredMillis() > 0).toList();
        long triedAttackers =
                tried.stream().filter(peer -> attackers.contains(peer.node())).count();
        stage.measure("bookAttackerShare", book.isEmpty() ? 0 : (double) known / book.size());
        stage.measure("tried", tried.size());
        stage.measure("triedAttackerShare", tried.isEmpty() ? 0 : (double) triedAttackers / tried.size());
        stage.expect(known > book.size() / 2, "the flood has not filled the book: " + known + " of " + book.size());
    }

    private static List<NodeId> anchors(LabPeer victim) {
        return victim.disk().recovered().addressBook().peers().stream()
                .filter(RememberedPeer::isAnchor)
                .map(RememberedPeer::node)
                .toList();
    }

    private static List<NodeId> outbound(LabPeer victim) {
        return victim.view().orElseThrow().links().stream()
                .filter(link -> link.direction() == Direction.OUTBOUND)
                .map(PeerView.Link::node)
                .toList();
    }
}
