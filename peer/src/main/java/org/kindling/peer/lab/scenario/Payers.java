package org.kindling.peer.lab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.Moment;
import org.kindling.peer.lab.engine.Watcher;
import org.kindling.peer.lab.engine.World;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;

/**
 * People who pay each other all the time, each through a peer of their own, and remember what was acknowledged to them.
 *
 * <p>One peer each, and never a second payment before the first is settled. Rationale: then the ledger must in the end count exactly as
 * many transactions of each of them as were acknowledged, and no nonce is ever in doubt.
 */
final class Payers implements Watcher {
    private static final long FEE_MAX = 10;
    private static final Height EXPIRY = Height.of(100_000);

    /** One account holder. */
    private static final class Payer {
        private final KeyPair key;
        private final LabPeer through;
        private long acknowledged;
        private @Nullable Hash open;

        Payer(KeyPair key, LabPeer through) {
            this.key = key;
            this.through = through;
        }
    }

    private final World world;
    private final NetworkSpec spec;
    private final NetworkId network;
    private final SplittableRandom random;
    private final List<Payer> payers = new ArrayList<>();
    private final Map<Integer, Payer> byPeer = new TreeMap<>();
    private boolean isPaying;
    private long submitted;
    private long refused;

    Payers(World world, NetworkSpec spec) {
        this.world = world;
        this.spec = spec;
        this.network = spec.id();
        this.random = world.chance().stream("payments");
    }

    void add(KeyPair key, LabPeer through) {
        Payer payer = new Payer(key, through);
        payers.add(payer);
        byPeer.put(through.index(), payer);
    }

    void start() {
        isPaying = true;
    }

    void stop() {
        isPaying = false;
    }

    /** One payment by somebody whose peer runs and who waits for nothing. */
    void payOnce() {
        pay(payers.get(random.nextInt(payers.size())));
    }

    /** One payment by each of those. */
    void payAllAtOnce() {
        payers.forEach(this::pay);
    }

    private void pay(Payer payer) {
        Payer payee = payers.get(random.nextInt(payers.size()));
        if (isPaying && payer.open == null && payer.through.isAlive()) {
            Transaction transaction = transfer(payer, payee);
            payer.open = transaction.id();
            submitted++;
            world.submit(payer.through, transaction);
        }
    }

    /** Somebody who waits for nothing has these bytes written into the ledger. @return whether he could */
    boolean inscribe(LabPeer through, Bytes content) {
        Payer payer = byPeer.get(through.index());
        if (payer == null || payer.open != null || !through.isAlive()) {
            return false;
        }
        Transaction transaction = new TransactionBody(
                        network,
                        spec.branch(),
                        payer.key.publicKey(),
                        payer.acknowledged,
                        Amount.of(FEE_MAX),
                        EXPIRY,
                        new Payload.Inscription(content))
                .sign(payer.key);
        payer.open = transaction.id();
        submitted++;
        world.submit(through, transaction);
        return true;
    }

    private Transaction transfer(Payer payer, Payer payee) {
        return new TransactionBody(
                        network,
                        spec.branch(),
                        payer.key.publicKey(),
                        payer.acknowledged,
                        Amount.of(1 + random.nextLong(FEE_MAX)),
                        EXPIRY,
                        Payload.Transfer.to(Address.of(payee.key.publicKey()), Amount.of(1 + random.nextInt(1_000))))
                .sign(payer.key);
    }

    // ------------------------------------------------------------------ what they remember

    @Override
    public void stepped(Moment moment) {
        for (Action action : moment.step().actions()) {
            if (action instanceof Action.Report report && report.fact() instanceof Fact.SubmissionSettled settled) {
                settle(byPeer.get(moment.peer().index()), settled);
            }
        }
    }

    private void settle(@Nullable Payer payer, Fact.SubmissionSettled settled) {
        if (payer == null || !settled.transaction().equals(payer.open)) {
            return;
        }
        payer.open = null;
        if (settled.verdict().isAccepted()) {
            payer.acknowledged++;
        } else {
            refused++;
        }
    }

    /** After a crash a payment counts if it had reached the disk, and never happened if it had not. */
    @Override
    public void born(LabPeer peer) {
        Payer payer = byPeer.get(peer.index());
        if (payer == null || payer.open == null) {
            return;
        }
        Hash open = payer.open;
        payer.open = null;
        if (peer.disk().recovered().ownTransactions().stream()
                .anyMatch(transaction -> transaction.id().equals(open))) {
            payer.acknowledged++;
        }
    }

    // ------------------------------------------------------------------ what must be in the ledger

    /** The first account that lacks a transaction acknowledged to somebody whose peer still runs, in words. */
    Optional<String> firstMissing(PeerView view) {
        return first(view, (payer, included) -> payer.through.isAlive() && included < payer.acknowledged);
    }

    /** The first account with a transaction that was refused, or counted twice, in words. */
    Optional<String> firstSurplus(PeerView view) {
        return first(view, (payer, included) -> payer.open == null && included > payer.acknowledged);
    }

    private Optional<String> first(PeerView view, BiPredicate<Payer, Long> isWrong) {
        for (Payer payer : payers) {
            long included = view.account(Address.of(payer.key.publicKey())).nonce();
            if (isWrong.test(payer, included)) {
                return Optional.of("the payer at peer " + payer.through.index() + " was acknowledged "
                        + payer.acknowledged + " transactions, the ledger has " + included);
            }
        }
        return Optional.empty();
    }

    long submitted() {
        return submitted;
    }

    long refused() {
        return refused;
    }

    /** Transactions acknowledged to anybody so far. */
    long acknowledged() {
        return payers.stream().mapToLong(payer -> payer.acknowledged).sum();
    }
}
