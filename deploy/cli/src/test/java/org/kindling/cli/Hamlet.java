package org.kindling.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.kindling.peer.shell.api.ApiClient;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;

/** A tracker and mining peers, every one a process of its own. One account owns everything at the start. */
final class Hamlet implements AutoCloseable {
    private static final KeyPair RICH = NetworkFiles.devKey("hamlet", 0);
    private static final KeyPair POOR = NetworkFiles.devKey("hamlet", 1);

    private final Path folder;
    private final NetworkSpec network = NetworkFiles.spec(new NetworkFiles.Plan(
            "hamlet",
            "kd",
            System.currentTimeMillis(),
            1_000,
            60_000,
            1_000,
            50,
            NetworkFiles.devAllocations("hamlet", 1, 1_000_000_000L)));
    private final List<Kindling> running = new ArrayList<>();
    private String tracker = "";

    Hamlet(Path folder) {
        this.folder = folder;
        NetworkFiles.write(folder.resolve("net"), network);
    }

    /** Begins the tracker, which the peers begun afterwards ask. */
    Kindling beginTracker() throws Exception {
        Kindling process = begin("tracker", "--listen", "127.0.0.1:0", "--json");
        tracker = process.ready().path("tracker").asText();
        return process;
    }

    private Kindling begin(String... line) throws IOException {
        Kindling process = Kindling.start(folder, line);
        running.add(process);
        return process;
    }

    /** The URL of the tracker. */
    String tracker() {
        return tracker;
    }

    NetworkId network() {
        return network.id();
    }

    /** What the network is to BitTorrent clients. */
    InfoHash swarm() {
        return InfoHash.of(network.id());
    }

    /** Begins a peer and waits until it is ready. */
    Kindling peer(String name) throws Exception {
        return peer(name, "127.0.0.1:0");
    }

    /** Begins a peer that only has the invitation of another, and waits until it is ready. */
    Kindling guest(String name, String host) throws Exception {
        return invited(name, api(host).read("/v1/capsule").path("capsule").asText());
    }

    /** Begins a peer that only has this invitation, and waits until it is ready. */
    Kindling invited(String name, String capsule) throws Exception {
        Kindling peer = begin("peer", "--join", capsule, "--data", name, "--json");
        peer.ready();
        return peer;
    }

    /** Begins a peer with these options and no others of its own, and waits until it is ready. */
    Kindling peerWith(String name, String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of("peer", "--network", "net", "--data", name, "--json"));
        line.addAll(List.of(options));
        Kindling peer = begin(line.toArray(String[]::new));
        peer.ready();
        return peer;
    }

    /** @param api where to serve the API */
    Kindling peer(String name, String api) throws Exception {
        Kindling peer = begin(
                "peer",
                "--network",
                "net",
                "--tracker",
                tracker,
                "--data",
                name,
                "--api-listen",
                api,
                "--mine",
                "--json");
        peer.ready();
        return peer;
    }

    /** The API of a running peer. */
    ApiClient api(String name) throws IOException {
        return Kindling.api(folder.resolve(name));
    }

    /** As the page names a peer. */
    String shortNode(String name) throws IOException {
        return api(name).read("/v1/status").path("node").asText().substring(0, 8);
    }

    long height(String name) throws IOException {
        return api(name).read("/v1/head").path("height").asLong();
    }

    /** The nonce that the rich account needs next. */
    long nextNonce(String name) throws IOException {
        return api(name)
                .read("/v1/accounts/" + Address.of(RICH.publicKey()).text(network.addressPrefix()))
                .path("nextNonce")
                .asLong();
    }

    Transaction payment(long nonce, long units) {
        return new TransactionBody(
                        network.id(),
                        network.branch(),
                        RICH.publicKey(),
                        nonce,
                        Amount.of(7),
                        Height.of(100_000),
                        Payload.Transfer.to(Address.of(POOR.publicKey()), Amount.of(units)))
                .sign(RICH);
    }

    @Override
    public void close() {
        Collections.reverse(running);
        running.forEach(Kindling::close);
    }
}
