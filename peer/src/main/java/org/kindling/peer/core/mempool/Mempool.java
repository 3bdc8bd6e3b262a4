package org.kindling.peer.core.mempool;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Verdict;
import org.kindling.peer.core.chain.StateTrie;
import org.kindling.peer.core.chain.TransactionRules;
import org.kindling.peer.core.validation.VerifiedTransaction;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Payment;
import org.kindling.protocol.ledger.Transaction;

/**
 * The transactions that wait to be included, bounded in bytes, in number and per sender.
 *
 * <p>Of one sender and nonce there is at most one. Rationale: only one can ever be included. A rival must pay noticeably more, else
 * replacing would be a free way of making everybody relay.
 *
 * <p>When there is no room, the cheapest gives way, and with it those of the same sender that cannot be included without it.
 * Rationale: what cannot be mined next must not keep out what can.
 *
 * <p>All that waits of one sender together costs no more than its balance. Rationale: nobody fills the pool with units he has once.
 */
public final class Mempool {
    private final TransactionRules rules;
    private final Limits.Mempool limits;
    private final Map<Hash, WaitingTransaction> byId = new LinkedHashMap<>();
    private final Map<Long, WaitingTransaction> byShortId = new LinkedHashMap<>();
    private final Map<Address, SenderQueue> bySender = new LinkedHashMap<>();
    private final TreeSet<WaitingTransaction> byFee = new TreeSet<>(WaitingTransaction.BEST_FIRST);
    private long bytes;
    private long arrivals;
    private long changes;
    private long earliestExpiry = Long.MAX_VALUE;

    /** An empty pool for this network. */
    public Mempool(NetworkSpec spec, Limits.Mempool limits) {
        this.rules = new TransactionRules(spec);
        this.limits = limits;
    }

    // ------------------------------------------------------------------ in

    /**
     * Whether a transaction would be taken in, its signature apart: cheap, to be asked before the signature is checked.
     *
     * @param state after the best chain
     * @param next height of the next block
     */
    public Verdict admissible(Transaction transaction, StateTrie state, Height next) {
        if (byId.containsKey(transaction.id())) {
            return Verdict.ALREADY_KNOWN;
        }
        Optional<Fault> fault = fault(transaction, state, next);
        return fault.isPresent() ? new Verdict.Rejected(fault.get()) : Verdict.ACCEPTED;
    }

    /** Takes a transaction in, or says why not; others may have to give way. */
    public Verdict add(VerifiedTransaction verified, StateTrie state, Height next) {
        return add(verified.transaction(), state, next);
    }

    private Verdict add(Transaction transaction, StateTrie state, Height next) {
        Verdict verdict = admissible(transaction, state, next);
        if (!verdict.isAccepted()) {
            return verdict;
        }
        WaitingTransaction entry = WaitingTransaction.of(transaction, ++arrivals);
        Optional<WaitingTransaction> rival = rival(entry.sender(), entry.nonce());
        rival.ifPresent(this::remove);
        givingWayTo(entry).forEach(this::remove);
        insert(entry);
        return verdict;
    }

    private Optional<Fault> fault(Transaction transaction, StateTrie state, Height next) {
        Optional<Fault> fault = rules.fault(transaction);
        if (fault.isPresent()) {
            return fault;
        }
        long expiry = transaction.body().expiry().value();
        if (expiry < next.value()) {
            return Optional.of(Fault.TRANSACTION_EXPIRED);
        }
        if (expiry - next.value() > limits.expiryAheadMax()) {
            return Optional.of(Fault.TRANSACTION_EXPIRES_TOO_LATE);
        }
        WaitingTransaction entry = WaitingTransaction.of(transaction, Long.MAX_VALUE);
        fault = accountFault(entry, state.account(entry.sender()));
        return fault.isPresent() ? fault : roomFault(entry);
    }

    private Optional<Fault> accountFault(WaitingTransaction entry, Account account) {
        if (entry.nonce() < account.nonce()) {
            return Optional.of(Fault.NONCE_USED);
        }
        if (entry.nonce() - account.nonce() > limits.nonceAheadMax()) {
            return Optional.of(Fault.NONCE_TOO_FAR);
        }
        Optional<WaitingTransaction> rival = rival(entry.sender(), entry.nonce());
        if (rival.isPresent() && !outbids(entry, rival.get())) {
            return Optional.of(Fault.CONFLICTING_TRANSACTION);
        }
        SenderQueue queue = bySender.getOrDefault(entry.sender(), new SenderQueue());
        if (rival.isEmpty() && queue.size() >= limits.perSenderMax()) {
            return Optional.of(Fault.TOO_MANY_PENDING);
        }
        boolean isCovered = queue.costBesides(entry.nonce()) + entry.cost().units()
                <= account.balance().units();
        return isCovered ? Optional.empty() : Optional.of(Fault.BALANCE_TOO_LOW);
    }

    private Optional<Fault> roomFault(WaitingTransaction entry) {
        List<WaitingTransaction> leaving = givingWayTo(entry);
        return fits(entry, leaving) ? Optional.empty() : Optional.of(Fault.MEMPOOL_FULL);
    }

    private boolean outbids(WaitingTransaction entry, WaitingTransaction rival) {
        long least = rival.fee().units() / 100 * (100 + limits.replacementPercent())
                + rival.fee().units() % 100 * (100 + limits.replacementPercent()) / 100;
        return entry.fee().units() > rival.fee().units() && entry.fee().units() >= least;
    }

    /** The cheapest ones that must leave for this one to fit, each cheaper than it; not enough if there are not enough of those. */
    private List<WaitingTransaction> givingWayTo(WaitingTransaction entry) {
        Set<WaitingTransaction> leaving = new LinkedHashSet<>();
        if (fits(entry, List.of())) {
            return List.of();
        }
        for (WaitingTransaction cheapest : byFee.descendingSet()) {
            if (fits(entry, leaving) || cheapest.feeRate() >= entry.feeRate()) {
                break;
            }
            if (!cheapest.sender().equals(entry.sender())) {
                leaving.addAll(queue(cheapest.sender()).from(cheapest));
            }
        }
        return List.copyOf(leaving);
    }

    private boolean fits(WaitingTransaction entry, Collection<WaitingTransaction> leaving) {
        long bytesLeaving = 0;
        for (WaitingTransaction other : leaving) {
            bytesLeaving += other.sizeBytes();
        }
        Optional<WaitingTransaction> rival = rival(entry.sender(), entry.nonce());
        long replaced = rival.map(WaitingTransaction::sizeBytes).orElse(0);
        int count = byId.size() - leaving.size() - (rival.isPresent() ? 1 : 0);
        return bytes - bytesLeaving - replaced + entry.sizeBytes() <= limits.bytesMax()
                && count < limits.transactionsMax();
    }

    // ------------------------------------------------------------------ out

    /**
     * Follows the best chain: what it now includes leaves, what only the abandoned blocks included waits again, and what no longer fits
     * the state or has expired leaves.
     *
     * @return how many transactions of the abandoned blocks wait again
     */
    public int chainMoved(List<Block> adopted, List<Block> abandoned, StateTrie state, Height next) {
        Set<Hash> included = new LinkedHashSet<>();
        Set<Address> touched = new LinkedHashSet<>();
        for (Block block : adopted) {
            block.transactions().forEach(transaction -> included.add(transaction.id()));
            touch(block, touched);
        }
        abandoned.forEach(block -> touch(block, touched));
        included.forEach(id -> Optional.ofNullable(byId.get(id)).ifPresent(this::remove));
        int returned = 0;
        for (Block block : abandoned) {
            for (Transaction transaction : block.transactions()) {
                boolean isBack = !included.contains(transaction.id()) && addBack(transaction, state, next);
                returned += isBack ? 1 : 0;
            }
        }
        touched.forEach(sender -> settle(sender, state.account(sender)));
        dropExpired(next);
        return returned;
    }

    /**
     * Before what the same sender has waiting behind it: where the balance no longer reaches for all, the later ones leave.
     *
     * <p>Rationale: an abandoned block may have been the sender's income, and what waits behind a gap can never be included.
     */
    private boolean addBack(Transaction transaction, StateTrie state, Height next) {
        Verdict verdict = add(transaction, state, next);
        if (verdict.refusal().filter(Fault.BALANCE_TOO_LOW::equals).isEmpty()) {
            return verdict.isAccepted();
        }
        SenderQueue queue = bySender.getOrDefault(transaction.sender(), new SenderQueue());
        queue.after(transaction.body().nonce()).forEach(this::remove);
        return add(transaction, state, next).isAccepted();
    }

    private static void touch(Block block, Set<Address> touched) {
        touched.add(block.header().producer());
        for (Transaction transaction : block.transactions()) {
            touched.add(transaction.sender());
            if (transaction.body().payload() instanceof Payload.Transfer transfer) {
                transfer.payments().stream().map(Payment::to).forEach(touched::add);
            }
        }
    }

    private void settle(Address sender, Account account) {
        Optional.ofNullable(bySender.get(sender))
                .ifPresent(queue -> queue.notFitting(account).forEach(this::remove));
    }

    private void dropExpired(Height next) {
        if (earliestExpiry >= next.value()) {
            return;
        }
        byId.values().stream()
                .filter(waiting -> waiting.expiry() < next.value())
                .toList()
                .forEach(this::remove);
        earliestExpiry = byId.values().stream()
                .mapToLong(WaitingTransaction::expiry)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    // ------------------------------------------------------------------ questions

    public boolean contains(Hash id) {
        return byId.containsKey(id);
    }

    public Optional<Transaction> find(Hash id) {
        return Optional.ofNullable(byId.get(id)).map(WaitingTransaction::transaction);
    }

    /** By the first eight bytes of its id, as compact blocks name it. */
    public Optional<Transaction> findShort(long shortId) {
        return Optional.ofNullable(byShortId.get(shortId)).map(WaitingTransaction::transaction);
    }

    /** The nonce its next transaction should have: after everything that waits of this sender without a gap. */
    public long nextNonce(Address sender, Account account) {
        SenderQueue queue = bySender.get(sender);
        return queue == null ? account.nonce() : queue.nextNonce(account.nonce());
    }

    /** The best fee first. */
    public List<Transaction> list(int most) {
        return byFee.stream().limit(most).map(WaitingTransaction::transaction).toList();
    }

    public int size() {
        return byId.size();
    }

    /** Sum of the encoded sizes. */
    public long bytes() {
        return bytes;
    }

    /** A number that changes whenever something comes or leaves. */
    public long changes() {
        return changes;
    }

    /**
     * What a block should include: best fee first, but of each sender without gap from its account's nonce on.
     *
     * @param height of the block
     * @param bytesMax bound on the sum of encoded sizes, besides {@link Block#BYTES_MAX}
     */
    public List<Transaction> select(StateTrie state, Height height, int bytesMax) {
        return new Selection(state, height, Math.min(bytesMax, Block.BYTES_MAX)).of(byFee);
    }

    // ------------------------------------------------------------------ indexes

    private SenderQueue queue(Address sender) {
        return bySender.computeIfAbsent(sender, any -> new SenderQueue());
    }

    private Optional<WaitingTransaction> rival(Address sender, long nonce) {
        return Optional.ofNullable(bySender.get(sender)).flatMap(queue -> queue.at(nonce));
    }

    private void insert(WaitingTransaction waiting) {
        byId.put(waiting.id(), waiting);
        byShortId.putIfAbsent(waiting.shortId(), waiting);
        queue(waiting.sender()).put(waiting);
        byFee.add(waiting);
        bytes += waiting.sizeBytes();
        earliestExpiry = Math.min(earliestExpiry, waiting.expiry());
        changes++;
    }

    private void remove(WaitingTransaction waiting) {
        byId.remove(waiting.id());
        byShortId.remove(waiting.shortId(), waiting);
        SenderQueue queue = queue(waiting.sender());
        queue.remove(waiting);
        if (queue.isEmpty()) {
            bySender.remove(waiting.sender());
        }
        byFee.remove(waiting);
        bytes -= waiting.sizeBytes();
        changes++;
    }
}
