package org.kindling.peer.shell.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.shell.Facilities;
import org.kindling.peer.shell.PeerAccess;
import org.kindling.peer.shell.PeerNode;
import org.kindling.peer.shell.PeerOptions;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Target;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;
import org.kindling.tracker.gate.Callers;

/** One real peer of a network of its own, with its API on a free port of loopback. One account owns everything at the start. */
final class OnePeer implements AutoCloseable {
    static final KeyPair RICH = key(210);
    static final Address POOR = Address.of(key(211).publicKey());
    static final long WEALTH = 1_000_000;

    private static final long PATIENCE_SECONDS = 60;
    private static final double HASHES_PER_SECOND = 200;
    private static final long INTERVAL_MILLIS = 500;

    final NetworkSpec spec = spec("loner");
    final PeerNode node;
    final ApiServer server;
    private final Facilities facilities = Facilities.open();

    private OnePeer(PeerOptions options) throws Exception {
        node = settle(PeerNode.start(facilities, options.of(spec).within(limits())));
        server = serve(ApiOptions.loopback(0, node.apiToken()));
    }

    /** One more API of the same peer, which ends with it. */
    ApiServer serve(Callers.Limits limits) throws Exception {
        return settle(ApiServer.start(facilities.vertx(), node, ApiOptions.loopback(0, node.apiToken()), limits));
    }

    ApiServer serve(ApiOptions options) throws Exception {
        return settle(ApiServer.start(facilities.vertx(), node, options));
    }

    static OnePeer mining(Path folder) throws Exception {
        return new OnePeer(PeerOptions.in(folder).mining());
    }

    static OnePeer idle(Path folder) throws Exception {
        return new OnePeer(PeerOptions.in(folder));
    }

    /** It knows somebody, who does not answer. */
    static OnePeer cutOff(Path folder) throws Exception {
        Door deserted = new Door(NodeId.of(RICH.publicKey()), new Endpoint("127.0.0.1", 1));
        return new OnePeer(PeerOptions.in(folder).knowing(List.of(deserted)));
    }

    static NetworkSpec spec(String name) {
        return new NetworkSpec(
                name,
                Instant.now().toEpochMilli(),
                "kl",
                1,
                new NetworkSpec.Rules.ProofOfWork(
                        INTERVAL_MILLIS,
                        Target.forExpectedHashes(HASHES_PER_SECOND * INTERVAL_MILLIS / 1_000)
                                .bits(),
                        60 * INTERVAL_MILLIS),
                Amount.of(50),
                Amount.of(1),
                List.of(new NetworkSpec.Allocation(Address.of(RICH.publicKey()), Amount.of(WEALTH))));
    }

    private static Limits limits() {
        return Limits.standard().withMining(new Limits.Mining(HASHES_PER_SECOND, 50, 500));
    }

    private static KeyPair key(int number) {
        byte[] seed = new byte[KeyPair.SEED_SIZE];
        seed[0] = (byte) number;
        return KeyPair.fromSeed(Bytes.wrap(seed));
    }

    TransactionBody order(NetworkSpec network, long nonce, long units) {
        return order(network, nonce, units, Height.of(10_000));
    }

    TransactionBody order(NetworkSpec network, long nonce, long units, Height expiry) {
        return new TransactionBody(
                network.id(),
                network.branch(),
                RICH.publicKey(),
                nonce,
                Amount.of(10),
                expiry,
                Payload.Transfer.to(POOR, Amount.of(units)));
    }

    Transaction payment(long nonce) {
        return order(spec, nonce, 100).sign(RICH);
    }

    static String body(Transaction transaction) {
        return body(LedgerCodec.encode(transaction));
    }

    static String body(byte[] transaction) {
        return new JsonObject()
                .put("transaction", Base64.getEncoder().encodeToString(transaction))
                .encode();
    }

    URI address() {
        return URI.create(server.url());
    }

    /** A request that this API should like; what it is made of can be changed. */
    Request request(String method, String path) {
        return new Request(address(), method, path);
    }

    Spoken get(String path) throws Exception {
        return request("GET", path).send();
    }

    /** A change, made by the owner. */
    Spoken post(String path, String body) throws Exception {
        return change(path).body(body.getBytes(UTF_8)).send();
    }

    Request change(String path) {
        return change("POST", path);
    }

    Request change(String method, String path) {
        return request(method, path)
                .with("Authorization", "Bearer " + node.apiToken())
                .with("Content-Type", "application/json");
    }

    /** Waits until this holds of the peer, looking again at each of its facts. */
    void until(Function<PeerView, Boolean> claim) throws Exception {
        CompletableFuture<Boolean> held = new CompletableFuture<>();
        PeerAccess.Subscription subscription = node.listen(fact -> look(claim, held));
        try {
            look(claim, held);
            held.get(PATIENCE_SECONDS, SECONDS);
        } finally {
            subscription.cancel();
        }
    }

    private void look(Function<PeerView, Boolean> claim, CompletableFuture<Boolean> held) {
        node.ask(claim).onSuccess(holds -> {
            if (holds) {
                held.complete(true);
            }
        });
    }

    static <T> T settle(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, SECONDS);
    }

    @Override
    public void close() throws Exception {
        settle(server.close());
        settle(node.close().otherwiseEmpty());
        settle(facilities.close());
    }
}
