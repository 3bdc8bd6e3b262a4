package org.kindling.peer.shell.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.shell.api.OnePeer.body;
import static org.kindling.peer.shell.api.OnePeer.settle;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.Verdict;
import org.kindling.protocol.ledger.Transaction;

final class EventStreamIT {
    private OnePeer peer;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        peer = OnePeer.idle(folder);
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
    }

    private int readers() {
        return peer.server.routes().events().readers();
    }

    @Test
    void everyFactArrivesOnceWithItsNumberWhoeverElseReads() throws Exception {
        try (Listener first = new Listener(peer);
                Listener second = new Listener(peer)) {
            first.next(": facts of");
            second.next(": facts of");
            peer.post("/v1/txs", body(peer.payment(0)));
            peer.post("/v1/txs", body(peer.payment(0)));

            long one = Long.parseLong(first.next("id: "));
            String verb = first.next("event: ");
            JsonObject fact = new JsonObject(first.next("data: "));
            long two = Long.parseLong(first.next("id: "));

            assertThat(first.answer().header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(fact.getString("verb")).isEqualTo(verb);
            assertThat(fact.getJsonObject("fields")).isNotEmpty();
            assertThat(two).isEqualTo(one + 1);
            assertThat(second.next("id: ")).isEqualTo(String.valueOf(one));
        }
    }

    @Test
    void thereIsRoomForSoManyReadersAndAgainForOneWhenOneLeaves() throws Exception {
        List<Listener> listeners = new ArrayList<>();
        for (int i = 0; i < EventStream.READERS_MAX; i++) {
            listeners.add(new Listener(peer));
        }

        assertThat(peer.get("/v1/events").status()).isEqualTo(503);
        listeners.remove(0).close();
        until(EventStream.READERS_MAX - 1);

        try (Listener late = new Listener(peer)) {
            assertThat(late.answer().status()).isEqualTo(200);
        }
        for (Listener listener : listeners) {
            listener.close();
        }
        until(0);
    }

    @Test
    void aReaderThatDoesNotReadIsCutOffAndTheOthersAreNot() throws Exception {
        try (Socket sleeper = peer.request("GET", "/v1/events").open();
                Listener reader = new Listener(peer)) {
            until(2);
            Thread pump = new Thread(() -> drain(reader), "reader");
            pump.start();

            Transaction payment = peer.payment(0);
            for (int i = 0; i < 60_000 && readers() == 2; i++) {
                Verdict verdict = settle(peer.node.submit(payment));
                assertThat(verdict).isNotInstanceOf(Verdict.Rejected.class);
            }

            assertThat(readers()).isEqualTo(1);
            assertThat(sleeper.getInputStream().readNBytes(15)).asString().startsWith("HTTP/1.1 200 OK");
            reader.close();
            pump.join();
        }
    }

    private static void drain(Listener reader) {
        try {
            while (!reader.next("id: ").isEmpty()) {
                Thread.onSpinWait();
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks until so many read; every question is a round trip through the event loop that notices who left. */
    private void until(int wanted) throws Exception {
        for (int i = 0; i < 10_000 && readers() != wanted; i++) {
            peer.get("/livez");
        }
        assertThat(readers()).isEqualTo(wanted);
    }
}
