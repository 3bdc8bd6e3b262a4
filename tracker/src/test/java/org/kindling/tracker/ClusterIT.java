package org.kindling.tracker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Listing;
import org.kindling.protocol.identity.NodeId;
import org.kindling.tracker.cluster.ClusterOptions;

/** Three trackers that share one directory, over real sockets of this machine. */
@Timeout(400)
final class ClusterIT {
    private static final int PEERS = 9;

    private final Vertx vertx = Vertx.vertx();
    private final Trio trio = Trio.onFreePorts();

    @AfterEach
    void stop() {
        Running.now(vertx.close());
    }

    @Test
    void whatOneTrackerHearsAllOfThemName() {
        List<Tracker> trackers = trio.startAll(vertx);

        Set<NodeId> peers = announce(trackers);

        for (Tracker tracker : trackers) {
            isNamedBy(tracker, peers);
        }
    }

    @Test
    void aPeerThatTakesLeaveOfOneTrackerIsNamedByNone() {
        List<Tracker> trackers = trio.startAll(vertx);
        Set<NodeId> peers = announce(trackers);
        trackers.forEach(tracker -> isNamedBy(tracker, peers));
        Caller leaving = Caller.of(trackers.get(2).url(), 0);

        leaving.post(leaving.announce(Occasion.STOPPED));

        peers.remove(NodeId.of(leaving.key().publicKey()));
        trackers.forEach(tracker -> isNamedBy(tracker, peers));
    }

    @Test
    void aPeerWhoseTrackerDiesIsWelcomeAtAnotherAtOnceAndHearsOfTheSamePeers() {
        List<Tracker> trackers = trio.startAll(vertx);
        Set<NodeId> peers = announce(trackers);
        trackers.forEach(tracker -> isNamedBy(tracker, peers));
        Caller bereft = Caller.of(trackers.get(1).url(), 0);

        vanish(0);
        Running.now(trackers.get(0).close());
        AnnounceReply reply = Caller.reply(bereft.post(bereft.announce(Occasion.REGULAR)));

        peers.remove(NodeId.of(bereft.key().publicKey()));
        assertThat(named(reply)).isEqualTo(peers);
        Caller newcomer = Caller.of(trackers.get(1).url(), PEERS);
        newcomer.post(newcomer.announce(Occasion.STARTED));
        peers.add(NodeId.of(bereft.key().publicKey()));
        peers.add(NodeId.of(newcomer.key().publicKey()));
        isNamedBy(trackers.get(2), peers);
    }

    @Test
    void aTrackerThatStartsAgainKnowsEverybodyInItsFirstAnswer() {
        List<Tracker> trackers = trio.startAll(vertx);
        Set<NodeId> peers = announce(trackers);
        trackers.forEach(tracker -> isNamedBy(tracker, peers));

        vanish(0);
        Running.now(trackers.get(0).close());
        Tracker again = trio.start(vertx, 0);

        assertThat(asked(again)).isEqualTo(peers);
    }

    @Test
    void whoSpeaksBitTorrentIsSharedToo() {
        List<Tracker> trackers = trio.startAll(vertx);
        Caller alice = Caller.of(trackers.get(0).url(), 1);

        alice.get(swarmQuery(7001, "left=0"));
        Patience.until("the others know the seeder", () -> trackers.stream().allMatch(ClusterIT::namesTheSeeder));
        alice.get(swarmQuery(7001, "left=0&event=stopped"));

        Patience.until("nobody names it", () -> trackers.stream().noneMatch(ClusterIT::namesTheSeeder));
    }

    /** A member has the cluster's time from the oldest one's last message, which may have been long on its way. */
    @Test
    void aFarewellIsNotTakenForOlderThanTheAnnounceBeforeItWhenWordOfTheTimeOfTheClusterComesLate() {
        Tracker first = startSeldomCalling(0);
        Tracker second = startSeldomCalling(1);
        Caller alice = Caller.of(second.url(), 1);

        clusterTimeIsLateAt(1, 0);
        alice.get(swarmQuery(7001, "left=0"));
        Patience.until("the other knows the seeder", () -> namesTheSeeder(first));
        clusterTimeIsLateAt(1, 4_000);
        alice.get(swarmQuery(7001, "left=0&event=stopped"));

        Patience.until("nobody names it", () -> !namesTheSeeder(first) && !namesTheSeeder(second));
    }

    @Test
    void aTrackerWhosePlaceInTheClusterIsLostGoesOnAloneAndTellsNobodyAnyMore() {
        List<Throwable> mistakes = new CopyOnWriteArrayList<>();
        vertx.exceptionHandler(mistakes::add);
        Tracker first = trio.start(vertx, 0);
        trio.start(vertx, 1);
        Patience.until("both are there", () -> metrics(first).contains("kindling_tracker_cluster_members 2.0"));

        vanish(0);

        Patience.until("it knows", () -> metrics(first).contains("kindling_tracker_cluster_members 1.0"));
        Caller alice = Caller.of(first.url(), 1);
        for (int port = 8_000; port < 8_200; port++) {
            alice.get(swarmQuery(port, "left=0"));
        }
        assertThat(Running.now(first.stats()).barePeers()).isEqualTo(200);
        Running.now(first.close());
        assertThat(mistakes).isEmpty();
    }

    @Test
    void theMetersShowWhoIsThere() {
        List<Tracker> trackers = trio.startAll(vertx);

        announce(trackers);

        for (Tracker tracker : trackers) {
            Patience.until("its meters show three members and what they keep", () -> {
                String metrics = metrics(tracker);
                return metrics.contains("kindling_tracker_cluster_members 3.0")
                        && metrics.lines().anyMatch(line -> line.matches("kindling_tracker_cluster_batches [1-9].*"))
                        && metrics.contains("kindling_tracker_cluster_refused_total{reason=\"unsealed\"} 0.0");
            });
        }
    }

    private static String metrics(Tracker tracker) {
        return new String(Caller.of(tracker.url(), 1).get("/metrics").body(), UTF_8);
    }

    /** Every third at each. */
    private static Set<NodeId> announce(List<Tracker> trackers) {
        return IntStream.range(0, PEERS)
                .mapToObj(number -> {
                    Caller peer =
                            Caller.of(trackers.get(number % trackers.size()).url(), number);
                    assertThat(peer.post(peer.announce(Occasion.STARTED)).statusCode())
                            .isEqualTo(200);
                    return NodeId.of(peer.key().publicKey());
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void isNamedBy(Tracker tracker, Set<NodeId> peers) {
        Patience.until(
                tracker.url() + " names " + peers.size(), () -> asked(tracker).equals(peers));
    }

    /** By somebody who is nowhere himself, and gone at once. */
    private static Set<NodeId> asked(Tracker tracker) {
        Caller onlooker = Caller.of(tracker.url(), 1_000).at();
        Set<NodeId> named = named(Caller.reply(onlooker.post(onlooker.announce(Occasion.STARTED))));
        onlooker.post(onlooker.announce(Occasion.STOPPED));
        return named;
    }

    private static Set<NodeId> named(AnnounceReply reply) {
        return reply.content().listings().stream()
                .map(Listing::record)
                .map(record -> record.nodeId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean namesTheSeeder(Tracker tracker) {
        Caller asking = Caller.of(tracker.url(), 2);
        byte[] answer = asking.get(swarmQuery(7002, "left=1&event=started")).body();
        asking.get(swarmQuery(7002, "left=1&event=stopped"));
        return new String(answer, java.nio.charset.StandardCharsets.ISO_8859_1).contains("8:completei1e");
    }

    private static String swarmQuery(int port, String more) {
        return "/announce?info_hash=abcdefghijklmnopqrst&peer_id=-XX0000-abcdefghijkl&uploaded=0&downloaded=0&port="
                + port + "&" + more;
    }

    /** So seldom that the test says what time the cluster has. */
    private Tracker startSeldomCalling(int number) {
        ClusterOptions.Pace seldom = new ClusterOptions.Pace(60, 120, 60, 50, 500);
        TrackerOptions options =
                TrackerOptions.standard().with(trio.options(number).with(seldom));
        return Running.now(Tracker.start(vertx, options));
    }

    private void clusterTimeIsLateAt(int number, long millis) {
        HazelcastInstanceProxy member = (HazelcastInstanceProxy) member(number);
        member.getOriginal()
                .node
                .getClusterService()
                .getClusterClock()
                .setMasterTime(System.currentTimeMillis() - millis);
    }

    /** As if it had been killed: its Hazelcast says nothing to anybody any more. */
    private void vanish(int number) {
        member(number).getLifecycleService().terminate();
    }

    private HazelcastInstance member(int number) {
        return Hazelcast.getAllHazelcastInstances().stream()
                .filter(one -> one.getCluster().getLocalMember().getAddress().getPort()
                        == trio.places().get(number).port())
                .findFirst()
                .orElseThrow();
    }
}
