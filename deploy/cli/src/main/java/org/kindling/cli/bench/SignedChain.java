package org.kindling.cli.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.kindling.peer.core.chain.Genesis;
import org.kindling.peer.core.chain.StateTransition;
import org.kindling.peer.core.chain.StateTrie;
import org.kindling.peer.core.consensus.Retarget;
import org.kindling.peer.core.consensus.WorkNetwork;
import org.kindling.protocol.InvariantBroken;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.MountainRange;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.ProofOfWork;
import org.kindling.protocol.ledger.Seal;
import org.kindling.protocol.ledger.Target;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;

/**
 * A valid chain full of signed payments, made as fast as it can be: the work is the least that any network may ask for.
 *
 * <p>A block holds ten payments of each of a hundred accounts, about 200 KiB.
 */
final class SignedChain {
    private static final int ACCOUNTS = 100;
    private static final int PER_BLOCK = 1_000;
    private static final long INTERVAL_MILLIS = 1_000;
    private static final Height EXPIRY = Height.of(1_000_000);

    private final int transactions;
    private final List<KeyPair> accounts = new ArrayList<>();
    private final NetworkSpec spec;
    private final StateTransition transition;
    private final Retarget retarget;
    private BlockHeader parent;
    private StateTrie state;
    private MountainRange history;

    /** @param nowMillis when its last block will have been found */
    SignedChain(int transactions, long nowMillis) {
        this.transactions = transactions;
        List<NetworkSpec.Allocation> allocations = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            KeyPair key = KeyPair.fromSeed(Hash.sha256(("account " + i).getBytes(StandardCharsets.UTF_8))
                    .bytes());
            accounts.add(key);
            allocations.add(new NetworkSpec.Allocation(Address.of(key.publicKey()), Amount.of(1_000_000_000)));
        }
        allocations.sort(Comparator.comparing(NetworkSpec.Allocation::owner));
        this.spec = new NetworkSpec(
                "bench",
                nowMillis - (blocks() + 1) * INTERVAL_MILLIS,
                "bench",
                1,
                new NetworkSpec.Rules.ProofOfWork(INTERVAL_MILLIS, Target.EASIEST.bits(), 100 * INTERVAL_MILLIS),
                Amount.of(50),
                Amount.of(1),
                allocations);
        Genesis genesis = Genesis.of(spec);
        this.transition = new StateTransition(spec);
        this.retarget = WorkNetwork.retarget(spec);
        this.parent = genesis.block().header();
        this.state = genesis.state();
        this.history = MountainRange.EMPTY.append(parent.id());
    }

    NetworkSpec spec() {
        return spec;
    }

    int blocks() {
        return (transactions + PER_BLOCK - 1) / PER_BLOCK;
    }

    /** The end of what has been made so far. */
    BlockHeader tip() {
        return parent;
    }

    /** Makes all blocks, one after the other; signing takes all cores. */
    void make(Consumer<Block> each) {
        for (int from = 0; from < transactions; from += PER_BLOCK) {
            int to = Math.min(from + PER_BLOCK, transactions);
            each.accept(next(
                    IntStream.range(from, to).parallel().mapToObj(this::payment).toList()));
        }
    }

    /** The n-th payment of the chain: accounts take turns, so each one's nonces rise by one. */
    private Transaction payment(int number) {
        KeyPair from = accounts.get(number % ACCOUNTS);
        Address to = Address.of(accounts.get((number + 1) % ACCOUNTS).publicKey());
        return new TransactionBody(
                        spec.id(),
                        spec.branch(),
                        from.publicKey(),
                        number / ACCOUNTS,
                        Amount.of(1),
                        EXPIRY,
                        Payload.Transfer.to(to, Amount.of(1 + number % 7)))
                .sign(from);
    }

    private Block next(List<Transaction> payments) {
        Address producer = Address.of(accounts.get(0).publicKey());
        Height height = parent.height().next();
        if (!(transition.apply(state, height, producer, payments) instanceof StateTransition.Result.Moved moved)) {
            throw new InvariantBroken("a payment made for a measurement is not allowed");
        }
        state = moved.state();
        BlockHeader header = mined(new BlockHeader.Fields(
                BlockHeader.VERSION,
                height,
                parent.id(),
                parent.timeMillis() + INTERVAL_MILLIS,
                Block.transactionRoot(payments),
                payments.size(),
                state.root(),
                history.root(),
                producer,
                new Seal.Work(retarget.targetAfter(parent).bits(), 0)));
        history = history.append(header.id());
        parent = header;
        return new Block(header, payments);
    }

    private static BlockHeader mined(BlockHeader.Fields fields) {
        int bits = fields.seal().fold(Seal.Work::bits);
        Target target = Target.ofBits(bits);
        ProofOfWork.Search search = new ProofOfWork.Search(ProofOfWork.seed(fields));
        long nonce = 0;
        while (!target.isMetBy(search.hash(nonce))) {
            nonce++;
        }
        return new BlockHeader(fields.with(new Seal.Work(bits, nonce)));
    }
}
