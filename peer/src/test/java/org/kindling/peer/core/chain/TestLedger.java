package org.kindling.peer.core.chain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.kindling.peer.core.consensus.WorkNetwork;
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

/** A small network and valid blocks for it, worked out without any of the code that chooses between chains. */
public final class TestLedger {
    public static final long INTERVAL_MILLIS = 1_000;
    public static final long GENESIS_MILLIS = 1_700_000_000_000L;
    public static final KeyPair ALICE = key("alice");
    public static final KeyPair BOB = key("bob");
    public static final KeyPair CAROL = key("carol");
    public static final Address MINER = address(key("miner"));
    public static final NetworkSpec SPEC = spec(Amount.of(50));

    private record Known(BlockHeader header, StateTrie state, MountainRange history) {}

    private final NetworkSpec spec;
    private final Block genesis;
    private final StateTransition transition;
    private final Map<Hash, Known> known = new LinkedHashMap<>();

    public TestLedger() {
        this(SPEC);
    }

    public TestLedger(NetworkSpec spec) {
        Genesis born = Genesis.of(spec);
        this.spec = spec;
        this.genesis = born.block();
        this.transition = new StateTransition(spec);
        learn(genesis.header(), born.state(), MountainRange.EMPTY);
    }

    /** Alice, Bob and Carol own a million units each; every second hash makes a block. */
    public static NetworkSpec spec(Amount reward) {
        List<NetworkSpec.Allocation> allocations = List.of(ALICE, BOB, CAROL).stream()
                .map(key -> new NetworkSpec.Allocation(address(key), Amount.of(1_000_000)))
                .sorted(Comparator.comparing(NetworkSpec.Allocation::owner))
                .toList();
        NetworkSpec.Rules rules =
                new NetworkSpec.Rules.ProofOfWork(INTERVAL_MILLIS, Target.EASIEST.bits(), 100 * INTERVAL_MILLIS);
        return new NetworkSpec("test", GENESIS_MILLIS, "test", 1, rules, reward, Amount.of(10), allocations);
    }

    public static KeyPair key(String name) {
        return KeyPair.fromSeed(
                Hash.sha256(name.getBytes(StandardCharsets.UTF_8)).bytes());
    }

    public static Address address(KeyPair key) {
        return Address.of(key.publicKey());
    }

    /** A transfer that pays the minimum fee and does not expire soon. */
    public static Transaction pay(KeyPair from, long nonce, KeyPair to, long units) {
        return transfer(from, nonce, 10, to, units);
    }

    public static Transaction transfer(KeyPair from, long nonce, long fee, KeyPair to, long units) {
        return order(from, nonce, fee, Payload.Transfer.to(address(to), Amount.of(units)));
    }

    public static Transaction order(KeyPair from, long nonce, long fee, Payload payload) {
        return body(from, nonce, fee, payload).sign(from);
    }

    public static TransactionBody body(KeyPair from, long nonce, long fee, Payload payload) {
        return new TransactionBody(
                SPEC.id(), SPEC.branch(), from.publicKey(), nonce, Amount.of(fee), Height.of(1_000), payload);
    }

    public NetworkSpec spec() {
        return spec;
    }

    public Block genesis() {
        return genesis;
    }

    public StateTrie stateAfter(Block block) {
        return known.get(block.id()).state();
    }

    /** A valid block one interval after its parent. */
    public Block next(Block parent, Transaction... transactions) {
        return next(parent, MINER, transactions);
    }

    /** Another producer makes another block of the same transactions. */
    public Block next(Block parent, Address producer, Transaction... transactions) {
        Known below = known.get(parent.id());
        List<Transaction> list = Arrays.asList(transactions);
        StateTransition.Result result =
                transition.apply(below.state(), parent.height().next(), producer, list);
        StateTrie state = ((StateTransition.Result.Moved) result).state();
        Block block = new Block(mined(fields(below, producer, list, state.root())), list);
        learn(block.header(), state, below.history());
        return block;
    }

    /** So many empty blocks on top of one another. */
    public List<Block> run(Block parent, Address producer, int blocks) {
        Block[] run = new Block[blocks];
        Block below = parent;
        for (int i = 0; i < blocks; i++) {
            below = next(below, producer);
            run[i] = below;
        }
        return List.of(run);
    }

    /** A block whose header claims what this ledger would not: true work over false words. */
    public Block claiming(Block parent, UnaryOperator<BlockHeader.Fields> lie, Transaction... transactions) {
        Known below = known.get(parent.id());
        List<Transaction> list = Arrays.asList(transactions);
        BlockHeader.Fields honest = fields(below, MINER, list, below.state().root());
        Block block = new Block(mined(lie.apply(honest)), list);
        learn(block.header(), below.state(), below.history());
        return block;
    }

    private BlockHeader.Fields fields(Known parent, Address producer, List<Transaction> list, Hash stateRoot) {
        return new BlockHeader.Fields(
                BlockHeader.VERSION,
                parent.header().height().next(),
                parent.header().id(),
                parent.header().timeMillis() + INTERVAL_MILLIS,
                Block.transactionRoot(list),
                list.size(),
                stateRoot,
                parent.history().root(),
                producer,
                new Seal.Work(
                        WorkNetwork.retarget(spec).targetAfter(parent.header()).bits(), 0));
    }

    public static BlockHeader mined(BlockHeader.Fields fields) {
        int bits = fields.seal().fold(Seal.Work::bits);
        ProofOfWork.Search search = new ProofOfWork.Search(ProofOfWork.seed(fields));
        long nonce = 0;
        while (!Target.ofBits(bits).isMetBy(search.hash(nonce))) {
            nonce++;
        }
        return new BlockHeader(fields.with(new Seal.Work(bits, nonce)));
    }

    private void learn(BlockHeader header, StateTrie state, MountainRange before) {
        known.put(header.id(), new Known(header, state, before.append(header.id())));
    }
}
