package org.kindling.protocol.ledger;

import static org.kindling.protocol.CanonicalForm.bytes;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.kindling.protocol.CanonicalForm;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.schema.AllocationMessage;
import org.kindling.protocol.schema.BlockHeaderMessage;
import org.kindling.protocol.schema.BlockMessage;
import org.kindling.protocol.schema.NetworkSpecMessage;
import org.kindling.protocol.schema.PaymentMessage;
import org.kindling.protocol.schema.TransactionBodyMessage;
import org.kindling.protocol.schema.TransactionMessage;

/** Turns bytes into ledger words, or says why it cannot: too long, unreadable, out of range, or not canonical. */
public final class LedgerReader {
    /** Longest encoding of a network spec. */
    public static final int SPEC_BYTES_MAX = 256 * 1024;
    /** Longest encoding of a block: its transactions, their framing and the header. */
    public static final int BLOCK_BYTES_MAX = Block.BYTES_MAX + 64 * 1024;

    private static final int HEADER_BYTES_MAX = 512;
    /** Field number and wire type, as protobuf joins them. */
    private static final int BLOCK_HEADER_TAG = BlockMessage.HEADER_FIELD_NUMBER << 3 | 2;

    private static final CanonicalForm<TransactionMessage, Transaction> TRANSACTION = new CanonicalForm<>(
            "transaction",
            Transaction.BYTES_MAX,
            TransactionMessage.getDefaultInstance(),
            in -> new Transaction(body(in.getBody()), new Signature(bytes(in.getSignature()))),
            LedgerCodec::encode);
    private static final CanonicalForm<BlockHeaderMessage, BlockHeader> HEADER = new CanonicalForm<>(
            "block header",
            HEADER_BYTES_MAX,
            BlockHeaderMessage.getDefaultInstance(),
            LedgerReader::readHeader,
            LedgerCodec::encode);
    private static final CanonicalForm<BlockMessage, Block> BLOCK = new CanonicalForm<>(
            "block", BLOCK_BYTES_MAX, BlockMessage.getDefaultInstance(), LedgerReader::readBlock, LedgerCodec::encode);
    private static final CanonicalForm<NetworkSpecMessage, NetworkSpec> SPEC = new CanonicalForm<>(
            "network spec",
            SPEC_BYTES_MAX,
            NetworkSpecMessage.getDefaultInstance(),
            LedgerReader::readSpec,
            LedgerCodec::encode);

    private LedgerReader() {}

    /** @throws MalformedException if these are not exactly one transaction's bytes */
    public static Transaction transaction(byte[] bytes) throws MalformedException {
        return TRANSACTION.decode(bytes);
    }

    /** Reads one transaction out of a larger message; the caller checks that the whole is canonical. */
    public static Transaction transaction(TransactionMessage in) throws MalformedException {
        return TRANSACTION.within(in);
    }

    /** @throws MalformedException if these are not exactly one header's bytes */
    public static BlockHeader header(byte[] bytes) throws MalformedException {
        return HEADER.decode(bytes);
    }

    /** Reads one header out of a larger message; the caller checks that the whole is canonical. */
    public static BlockHeader header(BlockHeaderMessage in) throws MalformedException {
        return HEADER.within(in);
    }

    /** @throws MalformedException if these are not exactly one block's bytes */
    public static Block block(byte[] bytes) throws MalformedException {
        return BLOCK.decode(bytes);
    }

    /**
     * The header of an encoded block; the transactions stay unread, so that a long log of blocks is listed quickly.
     *
     * @throws MalformedException if the bytes do not begin with exactly one header's bytes
     */
    public static BlockHeader headerOfBlock(byte[] bytes) throws MalformedException {
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            if (in.readTag() != BLOCK_HEADER_TAG) {
                throw new MalformedException(Fault.UNREADABLE, "a block that does not begin with its header");
            }
            return header(in.readByteArray());
        } catch (IOException e) {
            throw new MalformedException(Fault.UNREADABLE, "a block: " + e.getMessage(), e);
        }
    }

    /** Reads one block out of a larger message; the caller checks that the whole is canonical. */
    public static Block block(BlockMessage in) throws MalformedException {
        return BLOCK.within(in);
    }

    /** @throws MalformedException if these are not exactly one network spec's bytes */
    public static NetworkSpec networkSpec(byte[] bytes) throws MalformedException {
        return SPEC.decode(bytes);
    }

    /** Reads a network spec out of a larger message; the caller checks that the whole is canonical. */
    public static NetworkSpec networkSpec(NetworkSpecMessage in) throws MalformedException {
        return SPEC.within(in);
    }

    private static BlockHeader readHeader(BlockHeaderMessage in) throws MalformedException {
        if (in.getSealCase() != BlockHeaderMessage.SealCase.WORK) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "a block header without a seal");
        }
        return new BlockHeader(new BlockHeader.Fields(
                in.getVersion(),
                Height.of(in.getHeight()),
                hash(in.getParent()),
                in.getTimeMillis(),
                hash(in.getTransactionRoot()),
                in.getTransactionCount(),
                hash(in.getStateRoot()),
                hash(in.getHistoryRoot()),
                new Address(bytes(in.getProducer())),
                new Seal.Work(in.getWork().getBits(), in.getWork().getNonce())));
    }

    private static Block readBlock(BlockMessage in) throws MalformedException {
        List<Transaction> transactions = new ArrayList<>(in.getTransactionsCount());
        for (TransactionMessage transaction : in.getTransactionsList()) {
            transactions.add(transaction(transaction));
        }
        return new Block(header(in.getHeader()), transactions);
    }

    private static NetworkSpec readSpec(NetworkSpecMessage in) throws MalformedException {
        if (in.getRulesCase() != NetworkSpecMessage.RulesCase.PROOF_OF_WORK) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "a network spec without rules this version knows");
        }
        List<NetworkSpec.Allocation> allocations = new ArrayList<>(in.getAllocationsCount());
        for (AllocationMessage allocation : in.getAllocationsList()) {
            allocations.add(new NetworkSpec.Allocation(
                    new Address(bytes(allocation.getOwner())), Amount.of(allocation.getAmount())));
        }
        return new NetworkSpec(
                in.getName(),
                in.getGenesisTimeMillis(),
                in.getAddressPrefix(),
                in.getBranch(),
                new NetworkSpec.Rules.ProofOfWork(
                        in.getProofOfWork().getBlockIntervalMillis(),
                        in.getProofOfWork().getGenesisBits(),
                        in.getProofOfWork().getHalfLifeMillis()),
                Amount.of(in.getBlockReward()),
                Amount.of(in.getFeePerKibMin()),
                allocations);
    }

    private static TransactionBody body(TransactionBodyMessage in) throws MalformedException {
        return new TransactionBody(
                new NetworkId(hash(in.getNetwork())),
                in.getBranch(),
                new PublicKey(bytes(in.getSender())),
                in.getNonce(),
                Amount.of(in.getFee()),
                Height.of(in.getExpiry()),
                payload(in));
    }

    private static Payload payload(TransactionBodyMessage in) throws MalformedException {
        return switch (in.getPayloadCase()) {
            case TRANSFER -> transfer(in);
            case INSCRIPTION -> new Payload.Inscription(bytes(in.getInscription()));
            case NOTARISATION -> new Payload.Notarisation(hash(in.getNotarisation()));
            case PAYLOAD_NOT_SET -> throw new MalformedException(Fault.OUT_OF_RANGE, "a transaction without payload");
        };
    }

    private static Payload transfer(TransactionBodyMessage in) throws MalformedException {
        List<PaymentMessage> list = in.getTransfer().getPaymentsList();
        List<Payment> payments = new ArrayList<>(list.size());
        Amount total = Amount.of(in.getFee());
        for (PaymentMessage payment : list) {
            total = sum(total, Amount.of(payment.getAmount()));
            payments.add(new Payment(new Address(bytes(payment.getTo())), Amount.of(payment.getAmount())));
        }
        return new Payload.Transfer(payments);
    }

    private static Amount sum(Amount total, Amount next) throws MalformedException {
        if (!total.canHold(next)) {
            throw new MalformedException(Fault.AMOUNT_OVERFLOW, "payments and fee exceed " + Amount.MAX);
        }
        return total.plus(next);
    }

    private static Hash hash(ByteString bytes) {
        return new Hash(bytes(bytes));
    }
}
