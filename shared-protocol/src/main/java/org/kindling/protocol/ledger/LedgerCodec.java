package org.kindling.protocol.ledger;

import com.google.protobuf.ByteString;
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
    private LedgerCodec() {}

    public static byte[] encode(Transaction transaction) {
        return toSchema(transaction).toByteArray();
    }

    public static byte[] encode(BlockHeader header) {
        return encode(header.fields());
    }

    public static byte[] encode(BlockHeader.Fields fields) {
        return toSchema(fields).toByteArray();
    }

    public static byte[] encode(Block block) {
        return toSchema(block).toByteArray();
    }

    public static byte[] encode(NetworkSpec spec) {
        return toSchema(spec).toByteArray();
    }

    static Hash transactionId(TransactionBody body) {
        return Hash.tagged(Domain.TRANSACTION, toSchema(body).toByteArray());
    }

    static int size(TransactionBody body, Signature signature) {
        return toSchema(body, signature).getSerializedSize();
    }

    static Hash headerId(BlockHeader.Fields fields) {
        return Hash.tagged(Domain.HEADER, encode(fields));
    }

    static NetworkId networkId(NetworkSpec spec) {
        return new NetworkId(Hash.tagged(Domain.NETWORK, encode(spec)));
    }

    public static BlockMessage toSchema(Block block) {
        BlockMessage.Builder out =
                BlockMessage.newBuilder().setHeader(toSchema(block.header().fields()));
        for (Transaction transaction : block.transactions()) {
            out.addTransactions(toSchema(transaction));
        }
        return out.build();
    }

    public static TransactionMessage toSchema(Transaction transaction) {
        return toSchema(transaction.body(), transaction.signature());
    }

    private static TransactionMessage toSchema(TransactionBody body, Signature signature) {
        return TransactionMessage.newBuilder()
                .setBody(toSchema(body))
                .setSignature(bytes(signature.bytes()))
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
