package org.kindling.peer.shell;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Target;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;

/** A small network of real peers on loopback, in which one account owns everything at the start. */
final class Village implements AutoCloseable {
    static final KeyPair RICH = key(200);
    static final Address POOR = Address.of(key(201).publicKey());

    /** Guards against a wait for ever on a machine that does ten other things; says nothing of how fast anything is. */
    private static final long PATIENCE_SECONDS = 300;

    private static final double HASHES_PER_SECOND = 200;
    private static final long INTERVAL_MILLIS = 500;

    final Facilities facilities = Facilities.open();
    final NetworkSpec spec = new NetworkSpec(
            "village",
            Instant.now().toEpochMilli(),
            "kv",
            1,
            new NetworkSpec.Rules.ProofOfWork(
                    INTERVAL_MILLIS,
                    Target.forExpectedHashes(HASHES_PER_SECOND * INTERVAL_MILLIS / 1_000)
                            .bits(),
                    60 * INTERVAL_MILLIS),
            Amount.of(50),
            Amount.of(1),
            List.of(new NetworkSpec.Allocation(Address.of(RICH.publicKey()), Amount.of(1_000_000))));
    private final List<PeerNode> peers = new ArrayList<>();

    static KeyPair key(int number) {
        byte[] seed = new byte[KeyPair.SEED_SIZE];
        seed[0] = (byte) number;
        return KeyPair.fromSeed(Bytes.wrap(seed));
    }

    PeerOptions options(Path folder) {
        Limits limits = Limits.standard();
        return PeerOptions.in(folder).of(spec).within(limits.withMining(new Limits.Mining(HASHES_PER_SECOND, 50, 500)));
    }

    PeerNode start(PeerOptions options) throws Exception {
        PeerNode peer = settle(PeerNode.start(facilities, options));
        peers.add(peer);
        return peer;
    }

    static Door door(PeerNode peer) {
        return new Door(peer.node(), peer.endpoint());
    }

    Transaction payment(int nonce) {
        return new TransactionBody(
                        spec.id(),
                        spec.branch(),
                        RICH.publicKey(),
                        nonce,
                        Amount.of(10),
                        Height.of(100_000),
                        Payload.Transfer.to(POOR, Amount.of(1_000)))
                .sign(RICH);
    }

    /** Waits until this holds of a peer, looking again at each of its facts. */
    static void until(PeerNode peer, Function<PeerView, Boolean> claim) throws Exception {
        CompletableFuture<Boolean> held = new CompletableFuture<>();
        PeerAccess.Subscription subscription = peer.listen(fact -> look(peer, claim, held));
        try {
            look(peer, claim, held);
            held.get(PATIENCE_SECONDS, SECONDS);
        } finally {
            subscription.cancel();
        }
    }

    private static void look(PeerNode peer, Function<PeerView, Boolean> claim, CompletableFuture<Boolean> held) {
        peer.ask(claim).onSuccess(holds -> {
            if (holds) {
                held.complete(true);
            }
        });
    }

    static <T> T settle(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, SECONDS);
    }

    @Override
    public void close() {
        Future<?> closed = Future.join(peers.stream().map(PeerNode::close).toList())
                .eventually(facilities::close)
                .otherwiseEmpty();
        closed.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, SECONDS)
                .join();
    }
}
