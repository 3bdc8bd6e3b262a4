package org.kindling.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.Patience;
import org.kindling.tracker.directory.DirectoryLimits;

/** Three trackers on three machines, one of which loses the others for a while. */
@Tag("interop")
final class TrackerSplitInteropIT {
    private static final int MACHINES = 3;
    private static final Duration TWO_INTERVALS =
            Duration.ofMillis(2 * DirectoryLimits.Rhythm.standard().intervalMillis());
    private static final int PORT = 7070;
    private static final NetworkId NETWORK = new NetworkId(Hash.sha256(new byte[] {78}));
    private static final long HOUR_MILLIS = 3_600_000;
    /** Sends what stands in a file to an address, and prints the answer. */
    private static final String CALL = "exec 3<>/dev/tcp/\"$0\"/\"$1\" && cat \"$2\" >&3 && cat <&3";

    @TempDir
    private Path folder;

    private final List<Kindling> running = new ArrayList<>();

    @AfterEach
    void nothingIsLeftRunning() {
        end();
    }

    private void end() {
        Collections.reverse(running);
        running.forEach(Kindling::close);
        running.clear();
    }

    /** After two announce intervals, whoever is asked. */
    @Test
    void bothSidesOfASplitGoOnAnsweringAndListTheSameWhenItIsOver() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "only these three know\n", US_ASCII);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        try (SwitchedMachines machines = new SwitchedMachines(MACHINES)) {
            try {
                for (int machine = 0; machine < MACHINES; machine++) {
                    begin(machines, machine);
                }
                for (int peer = 0; peer < 6; peer++) {
                    announce(machines, peer % MACHINES, peer, Occasion.STARTED);
                }
                areListed(machines, nodes(0, 1, 2, 3, 4, 5), Patience.usual());

                machines.cut(2);
                for (int machine = 0; machine < MACHINES; machine++) {
                    Kindling tracker = running.get(machine);
                    Patience.until("the loss is noticed", () -> tracker.story().contains("lost another tracker"));
                }
                announce(machines, 0, 0, Occasion.STOPPED);
                announce(machines, 0, 10, Occasion.STARTED);
                announce(machines, 2, 5, Occasion.STOPPED);
                announce(machines, 2, 11, Occasion.STARTED);
                Patience.until(
                        "one side goes on together", () -> listed(machines, 1).containsAll(nodes(10)));
                assertThat(listed(machines, 1))
                        .doesNotContainAnyElementsOf(nodes(0, 11))
                        .contains(node(5));
                assertThat(listed(machines, 2)).containsAll(nodes(0, 11)).doesNotContainAnyElementsOf(nodes(5, 10));

                machines.mend(2);
                Patience.Deadline healed = Patience.within(TWO_INTERVALS);
                areListed(machines, nodes(1, 2, 3, 4, 10, 11), healed);
                assertThat(running.get(2).story() + running.get(0).story()).contains("met");
            } finally {
                end();
            }
        }
    }

    private void begin(SwitchedMachines machines, int machine) throws Exception {
        String all = machines.address(0) + "," + machines.address(1) + "," + machines.address(2);
        Kindling tracker = Kindling.start(
                machines.on(machine),
                folder,
                "tracker",
                "--listen",
                machines.address(machine) + ":" + PORT,
                "--cluster",
                all,
                "--cluster-secret",
                "secret",
                "--json");
        running.add(tracker);
        tracker.ready();
    }

    private void areListed(SwitchedMachines machines, Set<NodeId> nodes, Patience.Deadline deadline) throws Exception {
        for (int machine = 0; machine < MACHINES; machine++) {
            int here = machine;
            deadline.until(
                    "tracker " + machine + " lists " + nodes,
                    () -> listed(machines, here).equals(nodes));
        }
    }

    private void announce(SwitchedMachines machines, int machine, int peer, Occasion occasion) throws Exception {
        Patience.until(
                "tracker " + machine + " hears of " + peer,
                () -> post(machines, machine, announce(peer, occasion, machines.address(machine)))
                        .startsWith("HTTP/1.1 200"));
    }

    /** By somebody who is nowhere himself, and gone at once; asked again if so many looks are too many for the tracker. */
    private Set<NodeId> listed(SwitchedMachines machines, int machine) throws Exception {
        AtomicReference<String> answer = new AtomicReference<>("");
        Patience.until("tracker " + machine + " answers", () -> {
            answer.set(post(machines, machine, announce(99, Occasion.STARTED, "")));
            return answer.get().startsWith("HTTP/1.1 200");
        });
        post(machines, machine, announce(99, Occasion.STOPPED, ""));
        String body = answer.get().substring(answer.get().indexOf("\r\n\r\n") + 4);
        Set<NodeId> named = new TreeSet<>();
        AnnounceJson.reply(body.getBytes(UTF_8))
                .content()
                .listings()
                .forEach(listing -> named.add(listing.record().nodeId()));
        return named;
    }

    /** A machine is asked by itself, since nobody else can reach it during a split. */
    private String post(SwitchedMachines machines, int machine, Announce announce) throws Exception {
        byte[] body = AnnounceJson.encode(announce);
        String head = "POST /v1/announce HTTP/1.1\r\nHost: tracker\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n";
        Path request = Files.createTempFile(folder, "request-", ".txt");
        Files.writeString(request, head + new String(body, UTF_8), UTF_8);
        List<String> command = new ArrayList<>(machines.on(machine));
        command.addAll(
                List.of("bash", "-c", CALL, machines.address(machine), Integer.toString(PORT), request.toString()));
        try {
            return SwitchedMachines.run(command);
        } catch (IOException | AssertionError broken) {
            throw new AssertionError(
                    "tracker " + machine + " said: " + running.get(machine).story(), broken);
        }
    }

    private static Announce announce(int peer, Occasion occasion, String host) {
        KeyPair key = key(peer);
        List<Endpoint> endpoints = host.isEmpty() ? List.of() : List.of(new Endpoint(host, 8_000 + peer));
        long expiryMillis = System.currentTimeMillis() / HOUR_MILLIS * HOUR_MILLIS + 2 * HOUR_MILLIS;
        PeerRecord record =
                new PeerRecord.Content(NETWORK, key.publicKey(), 1, endpoints, List.of(), 0, expiryMillis).sign(key);
        return new Announce(NETWORK, record, occasion, 50);
    }

    private static KeyPair key(int peer) {
        return KeyPair.fromSeed(
                Hash.sha256(ByteBuffer.allocate(4).putInt(peer).array()).bytes());
    }

    private static NodeId node(int peer) {
        return NodeId.of(key(peer).publicKey());
    }

    private static Set<NodeId> nodes(int... peers) {
        Set<NodeId> nodes = new TreeSet<>();
        for (int peer : peers) {
            nodes.add(node(peer));
        }
        return nodes;
    }
}
