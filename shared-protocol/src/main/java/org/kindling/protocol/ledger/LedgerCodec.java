package org.kindling.protocol.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.CanonicalForm;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.schema.AllocationMessage;
import org.kindling.protocol.schema.BlockHeaderMessage;
import org.kindling.protocol.schema.BlockMessage;
import org.kindling.protocol.schema.NetworkSpecMessage;
import org.kindling.protocol.schema.PaymentMessage;
import org.kindling.protocol.schema.ProofOfWorkRulesMessage;
import org.kindling.protocol.schema.TransactionBodyMessage;
import org.kindling.protocol.schema.TransactionMessage;
import org.kindling.protocol.schema.TransferMessage;
import org.kindling.protocol.schema.WorkSealMessage;

/**
 * The one canonical encoding of ledger words, and the ids that are hashes of it. Its counterpart is {@link LedgerReader}.
 *
 * <p>Canonical: protobuf with fields in rising order, defaults left out and nothing unknown; the generated code writes exactly that.
 */
public final class LedgerCodec {
    private static final int SIGNATURE_FIELD_BYTES =
            CodedOutputStream.computeByteArraySize(TransactionMessage.SIGNATURE_FIELD_NUMBER, new byte[Signature.SIZE]);

    private LedgerCodec() {}

    /** All bytes of a transaction, signature included. */
    public static byte[] encode(Transaction transaction) {
        return toSchema(transaction).toByteArray();
    }

    /** All bytes of a header. */
    public static byte[] encode(BlockHeader header) {
        return encode(header.fields());
    }

    /** All bytes of a header that is still being made. */
    public static byte[] encode(BlockHeader.Fields fields) {
        return toSchema(fields).toByteArray();
    }

    /** All bytes of a block. */
    public static byte[] encode(Block block) {
        return toSchema(block).toByteArray();
    }

    /** All bytes of a network spec; their hash is the network's id. */
    public static byte[] encode(NetworkSpec spec) {
        return toSchema(spec).toByteArray();
    }

    static byte[] encode(TransactionBody body) {
        return toSchema(body).toByteArray();
    }

    static Hash transactionId(byte[] encodedBody) {
        return Hash.tagged(Domain.TRANSACTION, encodedBody);
    }

    /** The length of a transaction whose encoded body has this length, without encoding it a second time. */
    static int signedSize(int encodedBodyBytes) {
        return CodedOutputStream.computeTagSize(TransactionMessage.BODY_FIELD_NUMBER)
                + CodedOutputStream.computeUInt32SizeNoTag(encodedBodyBytes)
                + encodedBodyBytes
                + SIGNATURE_FIELD_BYTES;
    }

    static Hash headerId(BlockHeader.Fields fields) {
        return Hash.tagged(Domain.HEADER, encode(fields));
    }

    static NetworkId networkId(NetworkSpec spec) {
        return new NetworkId(Hash.tagged(Domain.NETWORK, encode(spec)));
    }

    /** A block as part of a larger message. */
    public static BlockMessage toSchema(Block block) {
        BlockMessage.Builder out =
                BlockMessage.newBuilder().setHeader(toSchema(block.header().fields()));
        for (Transaction transaction : block.transactions()) {
            out.addTransactions(toSchema(transaction));
        }
        return out.build();
    }

    /** A transaction as part of a larger message. */
    public static TransactionMessage toSchema(Transaction transaction) {
        return TransactionMessage.newBuilder()
                .setBody(toSchema(transaction.body()))
                .setSignature(bytes(transaction.signature().bytes()))
                .build();
    }

    private static TransactionBodyMessage toSchema(TransactionBody body) {
        TransactionBodyMessage.Builder out = TransactionBodyMessage.newBuilder()
                .setNetwork(bytes(body.network().hash().bytes()))
                .setBranch(body.branch())
                .setSender(bytes(body.sender().bytes()))
                .setNonce(body.nonce())
                .setFee(body.fee().units())
                .setExpiry(body.expiry().value());
        return body.payload().fold(new PayloadWriter(out)).build();
    }

    private record PayloadWriter(TransactionBodyMessage.Builder out)
            implements Payload.Cases<TransactionBodyMessage.Builder> {
        @Override
        public TransactionBodyMessage.Builder transfer(Payload.Transfer transfer) {
            TransferMessage.Builder list = TransferMessage.newBuilder();
            for (Payment payment : transfer.payments()) {
                list.addPayments(PaymentMessage.newBuilder()
                        .setTo(bytes(payment.to().bytes()))
                        .setAmount(payment.amount().units()));
            }
            return out.setTransfer(list);
        }

        @Override
        public TransactionBodyMessage.Builder inscription(Payload.Inscription inscription) {
            return out.setInscription(bytes(inscription.content()));
        }

        @Override
        public TransactionBodyMessage.Builder notarisation(Payload.Notarisation notarisation) {
            return out.setNotarisation(bytes(notarisation.document().bytes()));
        }
    }

    /** A header as part of a larger message. */
    public static BlockHeaderMessage toSchema(BlockHeader.Fields fields) {
        BlockHeaderMessage.Builder out = BlockHeaderMessage.newBuilder()
                .setVersion(fields.version())
                .setHeight(fields.height().value())
                .setParent(bytes(fields.parent().bytes()))
                .setTimeMillis(fields.timeMillis())
                .setTransactionRoot(bytes(fields.transactionRoot().bytes()))
                .setTransactionCount(fields.transactionCount())
                .setStateRoot(bytes(fields.stateRoot().bytes()))
                .setHistoryRoot(bytes(fields.historyRoot().bytes()))
                .setProducer(bytes(fields.producer().bytes()));
        return fields.seal()
                .<BlockHeaderMessage.Builder>fold(work -> out.setWork(
                        WorkSealMessage.newBuilder().setBits(work.bits()).setNonce(work.nonce())))
                .build();
    }

    /** A network spec as part of a larger message. */
    public static NetworkSpecMessage toSchema(NetworkSpec spec) {
        NetworkSpecMessage.Builder out = NetworkSpecMessage.newBuilder()
                .setName(spec.name())
                .setGenesisTimeMillis(spec.genesisTimeMillis())
                .setAddressPrefix(spec.addressPrefix())
                .setBranch(spec.branch())
                .setBlockReward(spec.blockReward().units())
                .setFeePerKibMin(spec.feePerKibMin().units());
        if (spec.rules() instanceof NetworkSpec.Rules.ProofOfWork pow) {
            out.setProofOfWork(ProofOfWorkRulesMessage.newBuilder()
                    .setBlockIntervalMillis(pow.blockIntervalMillis())
                    .setGenesisBits(pow.genesisBits())
                    .setHalfLifeMillis(pow.halfLifeMillis()));
        }
        for (NetworkSpec.Allocation allocation : spec.allocations()) {
            out.addAllocations(AllocationMessage.newBuilder()
                    .setOwner(bytes(allocation.owner().bytes()))
                    .setAmount(allocation.amount().units()));
        }
        return out.build();
    }

    private static ByteString bytes(Bytes bytes) {
        return CanonicalForm.schema(bytes);
    }
}
