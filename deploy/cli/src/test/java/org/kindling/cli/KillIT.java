package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.cli.node.Folders;
import org.kindling.peer.shell.api.ApiClient;
import org.kindling.peer.shell.api.ApiException;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;
import org.kindling.tracker.Patience;

/**
 * A mining peer is killed (SIGKILL) at random moments while people hand it transactions, again and again on the same folder.
 *
 * <p>Every transaction it acknowledged must be known again, waiting or in a block, and every block that its API named as the home of a
 * transaction must be on its chain again: such blocks were read from the log. What is in the index is lost or spoilt on purpose in
 * some rounds, and that may cost a rebuild and nothing else.
 */
final class KillIT {
    private static final int PAYERS = 4;
    private static final int ACKNOWLEDGED_MAX = 40;

    @TempDir
    private Path folder;

    private final KeyPair[] payers = new KeyPair[PAYERS];
    private final long[] nonces = new long[PAYERS];
    private final Set<String> acknowledged = new LinkedHashSet<>();
    private final Set<String> logged = new LinkedHashSet<>();

    @Test
    void nothingAcknowledgedOrLoggedIsLost() throws Exception {
        killed(10, 1);
    }

    @Test
    @Tag("long")
    void nothingAcknowledgedOrLoggedIsLostInAHundredRounds() throws Exception {
        killed(100, 2);
    }

    private void killed(int rounds, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        NetworkSpec network = found();
        for (int round = 0; round < rounds; round++) {
            try (Kindling peer =
                    Kindling.start(folder, "peer", "--network", "net", "--data", "me", "--mine", "--json")) {
                peer.ready();
                ApiClient api = Kindling.api(folder.resolve("me"));
                everythingIsThere(api, peer, round);
                payUntilKilled(api, network, peer, 1 + random.nextInt(ACKNOWLEDGED_MAX));
            }
            damage(round, random);
        }
        assertThat(logged).as("blocks that held transactions").hasSizeGreaterThan(rounds / 3);
        assertThat(acknowledged).hasSizeGreaterThan(rounds);
    }

    private NetworkSpec found() {
        for (int i = 0; i < PAYERS; i++) {
            payers[i] = NetworkFiles.devKey("net", i);
        }
        NetworkSpec network = NetworkFiles.spec(new NetworkFiles.Plan(
                "net",
                "kd",
                System.currentTimeMillis(),
                300,
                6_000,
                1_000,
                50,
                NetworkFiles.devAllocations("net", PAYERS, 1_000_000_000L)));
        NetworkFiles.write(folder.resolve("net"), network);
        return network;
    }

    private void everythingIsThere(ApiClient api, Kindling peer, int round) throws Exception {
        for (String id : logged) {
            Optional<JsonNode> block = api.find("/v1/blocks/" + id);
            assertThat(block)
                    .as("block %s in round %s; the peer said: %s", id, round, peer.story())
                    .isPresent();
            assertThat(block.get().path("onBestChain").asBoolean())
                    .as("block %s in round %s", id, round)
                    .isTrue();
        }
        for (String id : acknowledged) {
            Patience.until(
                    "transaction " + id + " is known again in round " + round,
                    () -> api.find("/v1/txs/" + id).map(this::learn).orElse(false));
        }
    }

    /** A transaction is found in a block by the index, which reads it from the log: so that block was logged. */
    private boolean learn(JsonNode transaction) {
        if (transaction.path("status").asText().equals("available")) {
            logged.add(transaction.path("block").asText());
        }
        return true;
    }

    /** Somebody pays without pause; after so many acknowledgements the peer is killed whatever it is at. */
    private void payUntilKilled(ApiClient api, NetworkSpec network, Kindling peer, int count) throws Exception {
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        Thread people = new Thread(() -> pay(api, network, heard), "people");
        people.start();
        Patience.until("people were told " + count + " times", () -> heard.size() >= count || !people.isAlive());
        peer.kill();
        people.join();
        assertThat(heard).as("the peer said: %s", peer.story()).hasSizeGreaterThanOrEqualTo(count);
        acknowledged.addAll(heard);
    }

    private void pay(ApiClient api, NetworkSpec network, ConcurrentLinkedQueue<String> heard) {
        try {
            for (int payer = 0; true; payer = (payer + 1) % PAYERS) {
                Address address = Address.of(payers[payer].publicKey());
                nonces[payer] = api.read("/v1/accounts/" + address.text(network.addressPrefix()))
                        .path("nextNonce")
                        .asLong();
                Transaction transaction = payment(network, payer);
                if (api.submit(transaction).path("level").asText().equals("logged")) {
                    heard.add(transaction.id().hex());
                }
            }
        } catch (IOException peerIsDead) {
            assertThat(peerIsDead).isNotInstanceOf(ApiException.class);
        }
    }

    private Transaction payment(NetworkSpec network, int payer) {
        Address to = Address.of(payers[(payer + 1) % PAYERS].publicKey());
        return new TransactionBody(
                        network.id(),
                        network.branch(),
                        payers[payer].publicKey(),
                        nonces[payer],
                        Amount.of(1),
                        Height.of(100_000),
                        Payload.Transfer.to(to, Amount.of(1)))
                .sign(payers[payer]);
    }

    /** The index is lost in every third round, and full of noise in every third. */
    private void damage(int round, SplittableRandom random) throws IOException {
        Path index = folder.resolve("me").resolve("index");
        assertThat(index).isDirectory();
        if (round % 3 == 1) {
            Folders.delete(index);
        } else if (round % 3 == 2) {
            for (Path file : files(index)) {
                byte[] noise = new byte[(int) Math.min(Files.size(file), 64 * 1024)];
                random.nextBytes(noise);
                Files.write(file, noise);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }
}
