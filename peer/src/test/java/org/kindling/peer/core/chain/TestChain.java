package org.kindling.peer.core.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Archive;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.RememberedBook;
import org.kindling.peer.boundary.Snapshot;
import org.kindling.peer.boundary.Verdict;
import org.kindling.peer.boundary.Work;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Transaction;

/** A chain with a disk and a worker of its own: what it asks to compute is done at {@link #work}, what it applies is written down. */
public final class TestChain {
    /** A clock far ahead of every block in these tests. */
    public static final long NOW = TestLedger.GENESIS_MILLIS + 1_000_000_000L;

    private final Outbox outbox = new Outbox();
    private final Deque<Work> todo = new ArrayDeque<>();
    private final List<ChainChange> changes = new ArrayList<>();
    private final Map<Hash, Block> disk = new LinkedHashMap<>();
    private final Map<Hash, BlockHeader> written = new LinkedHashMap<>();
    private final Archive archive = id -> Optional.ofNullable(disk.get(id));
    private final List<Hash> unconfirmed = new ArrayList<>();
    private boolean isDiskStuck;
    private final NetworkSpec spec;
    private final Limits limits;
    private Chain chain;

    public TestChain() {
        this(TestLedger.SPEC, limits());
    }

    public TestChain(NetworkSpec spec, Limits limits) {
        this.spec = spec;
        this.limits = limits;
        this.chain = new Chain(spec, limits, archive, Recovered.nothing());
    }

    /** Few of everything, so that bounds are reached. */
    public static Limits limits() {
        Limits standard = Limits.standard();
        Limits.Chain few = new Limits.Chain(8, 8, 20, 16, 64L << 20, 15_000, 2, 1_000, 1_000, 1_000);
        return new Limits(
                standard.links(),
                standard.discovery(),
                standard.standIn(),
                standard.gossip(),
                standard.mempool(),
                few,
                standard.sync(),
                standard.mining());
    }

    public Chain chain() {
        return chain;
    }

    /** Puts a block onto the disk, whatever this chain thinks of it. */
    public void write(Block block) {
        disk.put(block.id(), block);
        written.put(block.id(), block.header());
    }

    /** The bodies that the archive still has. */
    public Map<Hash, Block> disk() {
        return disk;
    }

    public List<ChainChange> changes() {
        return changes;
    }

    /** All headers, then each body and all the work that follows from it. */
    public TestChain take(Block... blocks) {
        for (Block block : blocks) {
            chain.offerHeader(block.header(), NOW);
        }
        for (Block block : blocks) {
            offerBody(block);
            work();
        }
        return this;
    }

    public TestChain take(Collection<Block> blocks) {
        return take(blocks.toArray(Block[]::new));
    }

    /** Header and body, the work left undone. */
    public Verdict offer(Block block) {
        Verdict verdict = chain.offerHeader(block.header(), NOW);
        if (verdict instanceof Verdict.Rejected || verdict instanceof Verdict.Waiting) {
            return verdict;
        }
        return offerBody(block);
    }

    public Verdict offerBody(Block block) {
        Verdict verdict = chain.offerBody(block, outbox);
        collect();
        return verdict;
    }

    /** From now on the disk confirms nothing. */
    public void diskGetsStuck() {
        isDiskStuck = true;
    }

    public void diskCatchesUp() {
        isDiskStuck = false;
        unconfirmed.forEach(chain::persisted);
        unconfirmed.clear();
    }

    public int workLeft() {
        return todo.size();
    }

    /** The oldest piece of work first, until none is left. */
    public void work() {
        while (!todo.isEmpty()) {
            run(todo.removeFirst());
        }
    }

    /** Any order in which workers may finish. */
    public void workInAnyOrder(RandomGenerator random) {
        while (!todo.isEmpty()) {
            List<Work> any = new ArrayList<>(todo);
            Work next = any.remove(random.nextInt(any.size()));
            todo.clear();
            todo.addAll(any);
            run(next);
        }
    }

    /** Another life from what the disk holds. */
    public TestChain reborn(Optional<Snapshot> snapshot) {
        TestChain next = new TestChain(spec, limits);
        next.disk.putAll(disk);
        next.written.putAll(written);
        List<BlockHeader> headers = List.copyOf(written.values());
        next.chain = new Chain(
                spec, limits, next.archive, new Recovered(headers, snapshot, List.of(), RememberedBook.nothing(), 0));
        return next;
    }

    public List<Transaction> returned() {
        return changes.stream()
                .filter(ChainChange.TipMoved.class::isInstance)
                .flatMap(change -> ((ChainChange.TipMoved) change).abandoned().stream())
                .flatMap(block -> block.transactions().stream())
                .toList();
    }

    private void run(Work work) {
        List<ChainChange> heard = chain.computed((BlockOutcome) work.run(SignatureRule.best()), outbox);
        for (ChainChange change : heard) {
            if (change instanceof ChainChange.Applied applied) {
                write(applied.block());
                unconfirmed.add(applied.block().id());
            }
        }
        if (!isDiskStuck) {
            diskCatchesUp();
        }
        changes.addAll(heard);
        collect();
    }

    private void collect() {
        for (Action action : outbox.drain()) {
            if (action instanceof Action.Compute compute) {
                todo.addLast(compute.work());
            }
        }
    }
}
