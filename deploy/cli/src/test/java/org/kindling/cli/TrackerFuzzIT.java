package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;

/** A tracker in a process of its own, and a great deal of what it should not be asked. It serves one network, so that what is listed has an end. */
final class TrackerFuzzIT {
    private static final NetworkId NETWORK = new NetworkId(Hash.sha256(new byte[] {3}));
    private static final long SLACK_BYTES = 16L << 20;

    /** Sooner than a connection id grows old. */
    private static final int INPUTS_WITH_ONE_ID = 1_000;

    @TempDir
    private Path folder;

    @Test
    void tenThousandDamagedRequestsAreAllTheAskersMistake() throws Exception {
        besiege(10_000);
    }

    @Test
    @Tag("long")
    void aMillionDamagedRequestsAreAllTheAskersMistake() throws Exception {
        besiege(1_000_000);
    }

    private void besiege(int inputs) throws Exception {
        try (Kindling tracker =
                Kindling.start(folder, "tracker", "--listen", "127.0.0.1:0", "--only", NETWORK.hex(), "--json")) {
            JsonNode ready = tracker.ready();
            URI url = URI.create(ready.path("tracker").asText());
            int udpPort = URI.create(ready.path("udp").asText()).getPort();
            Fuzz fuzz = new Fuzz(17, NETWORK);
            Map<Integer, Integer> statuses = new TreeMap<>();

            ask(url.getPort(), udpPort, fuzz, inputs / 4, statuses);
            long early = heapUsed(tracker, url);
            ask(url.getPort(), udpPort, fuzz, 3 * inputs / 4, statuses);
            long late = heapUsed(tracker, url);

            long announced = metric(url, "swarm_announces_total{protocol=\"udp\"}");
            long scraped = metric(url, "scrapes_total{protocol=\"udp\"}");
            System.out.printf(
                    "fuzz: %d inputs, %s, heap %d then %d bytes; of %d datagrams %d announces and %d scrapes got past the id%n",
                    inputs, statuses, early, late, inputs / 2, announced, scraped);
            assertThat(announced).isGreaterThan(inputs / 10);
            assertThat(scraped).isGreaterThan(inputs / 40);
            assertThat(metric(url, "datagrams_ignored_total{reason=\"our-mistake\"}"))
                    .isZero();
            assertThat(statuses.keySet())
                    .allMatch(status -> status >= 200 && status < 500)
                    .contains(200, 400);
            assertThat(late - early).isLessThan(SLACK_BYTES);
            assertThat(tracker.isAlive()).isTrue();
            assertThat(tracker.story()).doesNotContain("\tat ", "ERROR", "Exception");
        }
    }

    /** Half of them over HTTP, answered one by one; half as datagrams, which need no answer. */
    private static void ask(int port, int udpPort, Fuzz fuzz, int inputs, Map<Integer, Integer> statuses)
            throws IOException {
        try (HttpTalk talk = new HttpTalk(port);
                DatagramSocket udp = new DatagramSocket()) {
            udp.connect(InetAddress.getLoopbackAddress(), udpPort);
            long id = 0;
            for (int i = 0; i < inputs / 2; i++) {
                id = i % INPUTS_WITH_ONE_ID == 0 ? connectionId(udpPort) : id;
                byte[] datagram = fuzz.datagram(id);
                udp.send(new DatagramPacket(datagram, datagram.length));
                statuses.merge(talk.ask(fuzz.request()), 1, Integer::sum);
            }
        }
    }

    /** By somebody who hears nothing but this: an id is given to an address, whatever its port. */
    private static long connectionId(int port) throws IOException {
        byte[] connect = ByteBuffer.allocate(16)
                .putLong(0x41727101980L)
                .putInt(0)
                .putInt(7)
                .array();
        try (DatagramSocket udp = new DatagramSocket()) {
            udp.connect(InetAddress.getLoopbackAddress(), port);
            udp.setSoTimeout(10_000);
            udp.send(new DatagramPacket(connect, connect.length));
            DatagramPacket answer = new DatagramPacket(new byte[16], 16);
            udp.receive(answer);
            return ByteBuffer.wrap(answer.getData()).getLong(8);
        }
    }

    private static long heapUsed(Kindling tracker, URI url) throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process collection = new ProcessBuilder(jcmd, Long.toString(tracker.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(collection.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return sum(url, "jvm_memory_used_bytes{area=\"heap\"");
    }

    private static long metric(URI url, String name) throws Exception {
        return sum(url, "kindling_tracker_" + name);
    }

    /** Of all lines of a meter. */
    private static long sum(URI url, String beginning) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/metrics")).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
