package org.kindling.protocol.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.kindling.protocol.Bytes;
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

/**
 * Turns bytes into ledger words, or says why it cannot: too long, unreadable, out of range, or not canonical.
 *
 * <p>A size limit is checked before anything is parsed (CWE-770); what does not re-encode to the same bytes is refused, so that
 * no two byte strings stand for one word.
 */
public final class LedgerReader {
    /** Longest encoding of a network spec. */
    public static final int SPEC_BYTES_MAX = 256 * 1024;
    /** Longest encoding of a block: its transactions, their framing and the header. */
    public static final int BLOCK_BYTES_MAX = Block.BYTES_MAX + 64 * 1024;

    private static final int HEADER_BYTES_MAX = 512;

    private LedgerReader() {}

    public static Transaction transaction(byte[] bytes) throws MalformedException {
        limit(bytes, Transaction.BYTES_MAX, "transaction");
        Transaction transaction = read(() -> transaction(TransactionMessage.parseFrom(bytes)));
        canonical(bytes, LedgerCodec.encode(transaction));
        return transaction;
    }

    public static BlockHeader header(byte[] bytes) throws MalformedException {
        limit(bytes, HEADER_BYTES_MAX, "block header");
        BlockHeader header = read(() -> header(BlockHeaderMessage.parseFrom(bytes)));
        canonical(bytes, LedgerCodec.encode(header.fields()));
        return header;
    }

    public static Block block(byte[] bytes) throws MalformedException {
        limit(bytes, BLOCK_BYTES_MAX, "block");
        Block block = read(() -> block(BlockMessage.parseFrom(bytes)));
        canonical(bytes, LedgerCodec.encode(block));
        return block;
    }

    public static NetworkSpec networkSpec(byte[] bytes) throws MalformedException {
        limit(bytes, SPEC_BYTES_MAX, "network spec");
        NetworkSpec spec = read(() -> networkSpec(NetworkSpecMessage.parseFrom(bytes)));
        canonical(bytes, LedgerCodec.encode(spec));
        return spec;
    }

    /** Reads one transaction out of a larger message; the caller checks that the whole is canonical. */
    public static Transaction transaction(TransactionMessage in) throws MalformedException {
        if (in.getSerializedSize() > Transaction.BYTES_MAX) {
            throw new MalformedException(
                    Fault.OUT_OF_RANGE, "a transaction has at most " + Transaction.BYTES_MAX + " bytes");
        }
        return new Transaction(body(in.getBody()), new Signature(bytes(in.getSignature())));
    }

    /** Reads one header out of a larger message; the caller checks that the whole is canonical. */
    public static BlockHeader header(BlockHeaderMessage in) throws MalformedException {
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

    /** Reads one block out of a larger message; the caller checks that the whole is canonical. */
    public static Block block(BlockMessage in) throws MalformedException {
        if (in.getTransactionsCount() > Block.TRANSACTIONS_MAX) {
            throw new MalformedException(
                    Fault.TOO_MANY_ITEMS, "a block has at most " + Block.TRANSACTIONS_MAX + " transactions");
        }
        List<Transaction> transactions = new ArrayList<>(in.getTransactionsCount());
        for (TransactionMessage transaction : in.getTransactionsList()) {
            transactions.add(transaction(transaction));
        }
        return new Block(header(in.getHeader()), transactions);
    }

    /** Reads a network spec out of a larger message; the caller checks that the whole is canonical. */
    public static NetworkSpec networkSpec(NetworkSpecMessage in) throws MalformedException {
        if (in.getRulesCase() != NetworkSpecMessage.RulesCase.PROOF_OF_WORK) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "a network spec without rules this version knows");
        }
        if (in.getAllocationsCount() > NetworkSpec.ALLOCATIONS_MAX) {
            throw new MalformedException(
                    Fault.TOO_MANY_ITEMS, "more than " + NetworkSpec.ALLOCATIONS_MAX + " allocations");
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
        if (list.size() > Payload.Transfer.PAYMENTS_MAX) {
            throw new MalformedException(
                    Fault.TOO_MANY_ITEMS, "more than " + Payload.Transfer.PAYMENTS_MAX + " payments");
        }
        List<Payment> payments = new ArrayList<>(list.size());
        for (PaymentMessage payment : list) {
            payments.add(new Payment(new Address(bytes(payment.getTo())), Amount.of(payment.getAmount())));
        }
        return new Payload.Transfer(payments);
    }

    private static Hash hash(ByteString bytes) {
        return new Hash(bytes(bytes));
    }

    private static Bytes bytes(ByteString bytes) {
        return Bytes.wrap(bytes.toByteArray());
    }

    private static void limit(byte[] bytes, int most, String what) throws MalformedException {
        if (bytes.length > most) {
            throw new MalformedException(
                    Fault.OUT_OF_RANGE, "a " + what + " has at most " + most + " bytes, not " + bytes.length);
        }
    }

    private static void canonical(byte[] given, byte[] again) throws MalformedException {
        if (!Arrays.equals(given, again)) {
            throw new MalformedException(Fault.NOT_CANONICAL, "they re-encode differently");
        }
    }

    /** Parsing and range checks in one place: protobuf's and the records' own complaints become faults. */
    private static <T> T read(Parse<T> parse) throws MalformedException {
        try {
            return parse.run();
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedException(Fault.UNREADABLE, String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedException(Fault.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
        }
    }

    private interface Parse<T> {
        T run() throws InvalidProtocolBufferException, MalformedException;
    }
}
