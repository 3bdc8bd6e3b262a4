package org.kindling.peer.shell.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.MountainRange;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Payment;
import org.kindling.protocol.ledger.Seal;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;

/** Blocks that are whole but never checked: what a disk has to carry, the same in every process. */
final class TestBlocks {
    static final NetworkSpec SPEC = new NetworkSpec(
            "disk-test",
            1_700_000_000_000L,
            "tst",
            0,
            new NetworkSpec.Rules.ProofOfWork(1_000, 0x207fffff, 10_000),
            Amount.of(50),
            Amount.of(1),
            List.of());
    static final Hash GENESIS = Hash.sha256(new byte[] {1});

    private static final PublicKey[] KEYS = new PublicKey[8];

    static {
        for (int i = 0; i < KEYS.length; i++) {
            byte[] seed = new byte[KeyPair.SEED_SIZE];
            seed[0] = (byte) (i + 1);
            KEYS[i] = KeyPair.fromSeed(Bytes.wrap(seed)).publicKey();
        }
    }

    private TestBlocks() {}

    /** One of eight people. */
    static Address person(int number) {
        return Address.of(KEYS[Math.floorMod(number, KEYS.length)]);
    }

    /** Person n pays person n+1; every number gives another transaction. */
    static Transaction transaction(int number) {
        return transaction(
                number, new Payload.Transfer(List.of(new Payment(person(number + 1), Amount.of(1 + number % 100)))));
    }

    static Transaction transaction(int number, Payload payload) {
        byte[] signature = new byte[Signature.SIZE];
        ByteBuffer.wrap(signature).putInt(number);
        TransactionBody body = new TransactionBody(
                SPEC.id(),
                0,
                KEYS[Math.floorMod(number, KEYS.length)],
                number,
                Amount.of(2),
                Height.of(1_000_000),
                payload);
        return new Transaction(body, new Signature(Bytes.wrap(signature)));
    }

    /** A block on this parent; another branch number gives another block. */
    static Block block(Hash parent, long height, int branch, List<Transaction> transactions) {
        return block(parent, height, branch, transactions, Hash.ZERO, MountainRange.EMPTY);
    }

    static Block block(
            Hash parent,
            long height,
            int branch,
            List<Transaction> transactions,
            Hash stateRoot,
            MountainRange history) {
        return new Block(
                new BlockHeader(new BlockHeader.Fields(
                        BlockHeader.VERSION,
                        Height.of(height),
                        parent,
                        1_700_000_000_000L + height,
                        Block.transactionRoot(transactions),
                        transactions.size(),
                        stateRoot,
                        history.root(),
                        person(branch),
                        new Seal.Work(0x207fffff, branch))),
                transactions);
    }

    /** A chain from height 1 on, with so many transactions in each block. */
    static List<Block> chain(int blocks, int transactionsEach) {
        return branch(GENESIS, 1, blocks, 0, transactionsEach);
    }

    static List<Block> branch(Hash parent, long firstHeight, int blocks, int branch, int transactionsEach) {
        List<Block> chain = new ArrayList<>();
        Hash tip = parent;
        for (int i = 0; i < blocks; i++) {
            long height = firstHeight + i;
            List<Transaction> transactions = new ArrayList<>();
            for (int j = 0; j < transactionsEach; j++) {
                transactions.add(transaction((int) (branch * 1_000_000 + height * 100 + j)));
            }
            Block block = block(tip, height, branch, transactions);
            chain.add(block);
            tip = block.id();
        }
        return chain;
    }
}
