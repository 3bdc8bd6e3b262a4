package org.kindling.tracker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.tracker.cluster.ClusterOptions;

/** Who reaches the port on which two trackers talk to each other, and is no tracker of theirs. */
@Timeout(180)
final class ClusterStrangerIT {
    private static final int PEERS = 3;

    private final Vertx vertx = Vertx.vertx();
    private final Trio trio = Trio.onFreePorts();
    private final List<HazelcastInstance> strangers = new ArrayList<>();
    private Tracker first;
    private Tracker second;

    @BeforeEach
    void twoTrackersKnowThreePeers() {
        first = trio.start(vertx, 0);
        second = trio.start(vertx, 1);
        for (int i = 0; i < PEERS; i++) {
            Caller peer = Caller.of(first.url(), i);
            peer.post(peer.announce(Occasion.STARTED));
        }
        Patience.until("both know them", () -> listed(second) == PEERS && metric(first, "cluster_members") == 2);
    }

    @AfterEach
    void stop() {
        strangers.forEach(stranger -> stranger.getLifecycleService().terminate());
        Running.now(vertx.close());
    }

    @Test
    void nonsenseOnThePortChangesNothing() {
        Random chance = new Random(1);
        List<byte[]> words = new ArrayList<>(List.of(
                "GET /hazelcast/health/node-state HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII),
                "POST /hazelcast/rest/management/cluster/clusterShutdown HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(US_ASCII),
                "stats\r\n".getBytes(US_ASCII)));
        for (int i = 0; i < 100; i++) {
            byte[] noise = new byte[1 + chance.nextInt(4_000)];
            chance.nextBytes(noise);
            byte[] greeting = new String[] {"HZC", "CP2", ""}[i % 3].getBytes(US_ASCII);
            System.arraycopy(greeting, 0, noise, 0, Math.min(greeting.length, noise.length));
            words.add(noise);
        }

        words.forEach(word -> assertThat(new String(said(word), US_ASCII)).doesNotContain("HTTP/1.1 200", "STAT"));

        nothingHasChanged();
    }

    @Test
    void aMemberOfAnotherClusterIsNotLetIn() {
        HazelcastInstance stranger = stranger("somebody-elses");

        assertThat(stranger.getCluster().getMembers()).hasSize(1);
        nothingHasChanged();
    }

    @Test
    void aTrackerWithAnotherSecretStaysAlone() {
        ClusterOptions guessed = trio.options(2).with(Bytes.wrap("what somebody guessed".getBytes(US_ASCII)));

        Tracker stranger =
                Running.now(Tracker.start(vertx, TrackerOptions.standard().with(guessed)));
        Caller forged = Caller.of(stranger.url(), 50);
        forged.post(forged.announce(Occasion.STARTED));

        assertThat(metric(stranger, "cluster_members")).isEqualTo(1);
        assertThat(listed(stranger)).isEqualTo(1);
        nothingHasChanged();
    }

    @Test
    void aTrackerWithoutTheSecretStaysAlone() {
        ClusterOptions open = trio.options(2).with(Bytes.EMPTY);

        Tracker stranger =
                Running.now(Tracker.start(vertx, TrackerOptions.standard().with(open)));

        assertThat(metric(stranger, "cluster_members")).isEqualTo(1);
        nothingHasChanged();
    }

    /** The name goes over the wire in the open. */
    @Test
    void whoOverheardTheNameOfTheClusterCanStillSayNothingThatCounts() {
        HazelcastInstance insider = stranger(overheardName());
        Patience.until("it is let in", () -> metric(first, "cluster_members") == 3);

        insider.getMap("signed").put("0123456789abcdef-0000000000000000", new byte[300]);
        insider.getMap("signed").put("0123456789abcdef-0000000000000001", "words");
        insider.getMap("bare").put("no key of theirs", new byte[300]);
        insider.getMap("bare").put(7, 7);

        Patience.until(
                "both have refused it",
                () -> metric(first, "cluster_refused") >= 1 && metric(second, "cluster_refused") >= 1);
        assertThat(listed(first)).isEqualTo(PEERS);
        Caller later = Caller.of(first.url(), 60);
        later.post(later.announce(Occasion.STARTED));
        Patience.until("both still hear each other", () -> listed(second) == PEERS + 1);
    }

    @Test
    void whatRunsCodeWhenItIsReadTheJavaWayIsNotRead() {
        HazelcastInstance insider = stranger(overheardName());
        Patience.until("it is let in", () -> metric(first, "cluster_members") == 3);
        insider.getMap("signed").put("fedcba9876543210-0000000000000000", new Bomb());
        assertThat(insider.getMap("signed").get("fedcba9876543210-0000000000000000"))
                .isInstanceOf(Bomb.class);
        int before = Bomb.explosions();
        assertThat(before).as("read without a filter, it goes off").isPositive();

        Caller later = Caller.of(first.url(), 61);
        later.post(later.announce(Occasion.STARTED));
        for (Member member : insider.getCluster().getMembers()) {
            if (!member.localMember()) {
                assertThatThrownBy(() -> insider.getExecutorService("work")
                                .submitToMember(new Bomb(), member)
                                .get(30, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasStackTraceContaining("is not allowed");
            }
        }
        Patience.until("both still hear each other", () -> listed(second) == PEERS + 1);

        assertThat(Bomb.explosions()).isEqualTo(before);
    }

    private void nothingHasChanged() {
        Caller later = Caller.of(first.url(), 70);
        later.post(later.announce(Occasion.STARTED));
        Patience.until("both still hear each other", () -> listed(second) == PEERS + 1);
        assertThat(metric(first, "cluster_members")).isEqualTo(2);
        assertThat(metric(second, "cluster_members")).isEqualTo(2);
        assertThat(listed(first)).isEqualTo(PEERS + 1);
    }

    private static int listed(Tracker tracker) {
        return Running.now(tracker.stats()).peers();
    }

    /** The sum of all lines of a meter. */
    private static int metric(Tracker tracker, String name) {
        String metrics = new String(Caller.of(tracker.url(), 0).get("/metrics").body(), UTF_8);
        return metrics.lines()
                .filter(line -> line.startsWith("kindling_tracker_" + name))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Says it, and hears what comes until the other end hangs up or is silent for a moment. */
    private byte[] said(byte[] word) {
        Endpoint place = trio.places().get(0);
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Socket socket = new Socket(place.host(), place.port())) {
            socket.setSoTimeout(200);
            socket.getOutputStream().write(word);
            socket.shutdownOutput();
            socket.getInputStream().transferTo(heard);
            return heard.toByteArray();
        } catch (IOException hungUpOrSilent) {
            return heard.toByteArray();
        }
    }

    private static String overheardName() {
        return Hazelcast.getAllHazelcastInstances()
                .iterator()
                .next()
                .getConfig()
                .getClusterName();
    }

    /** A member that knows where ours are, how Hazelcast is set up there, and this name. */
    private HazelcastInstance stranger(String clusterName) {
        Config config = new Config().setClusterName(clusterName);
        config.setProperty("hazelcast.partition.count", "31");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.max.join.seconds", "5");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getNetworkConfig().setPort(trio.places().get(2).port()).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true);
        trio.places()
                .forEach(place ->
                        config.getNetworkConfig().getJoin().getTcpIpConfig().addMember(place.toString()));
        HazelcastInstance stranger = Hazelcast.newHazelcastInstance(config);
        strangers.add(stranger);
        return stranger;
    }
}
