package org.kindling.protocol.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.math.BigInteger;
import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.CanonicalForm;
import org.kindling.protocol.Check;
import org.kindling.protocol.announce.HeadCodec;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.IdentityCodec;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.ChainTip;
import org.kindling.protocol.message.Message;
import org.kindling.protocol.schema.BlockHeaderMessage;
import org.kindling.protocol.schema.BlockTransactionsMessage;
import org.kindling.protocol.schema.ChainTipMessage;
import org.kindling.protocol.schema.CompactBlockMessage;
import org.kindling.protocol.schema.EnvelopeMessage;
import org.kindling.protocol.schema.FullBlockMessage;
import org.kindling.protocol.schema.GetBlockTransactionsMessage;
import org.kindling.protocol.schema.GetBlocksMessage;
import org.kindling.protocol.schema.GetHeadersMessage;
import org.kindling.protocol.schema.GetPeersMessage;
import org.kindling.protocol.schema.GetSpecMessage;
import org.kindling.protocol.schema.GoodbyeMessage;
import org.kindling.protocol.schema.GraftMessage;
import org.kindling.protocol.schema.HeadersMessage;
import org.kindling.protocol.schema.HelloMessage;
import org.kindling.protocol.schema.IDontWantMessage;
import org.kindling.protocol.schema.IHaveMessage;
import org.kindling.protocol.schema.IWantMessage;
import org.kindling.protocol.schema.NotFoundMessage;
import org.kindling.protocol.schema.PeerRecordMessage;
import org.kindling.protocol.schema.PeersMessage;
import org.kindling.protocol.schema.PingMessage;
import org.kindling.protocol.schema.PongMessage;
import org.kindling.protocol.schema.PruneMessage;
import org.kindling.protocol.schema.ReceiptMessage;
import org.kindling.protocol.schema.SpecMessage;
import org.kindling.protocol.schema.TransactionMessage;
import org.kindling.protocol.schema.TransactionsMessage;

/** From each kind of message to its schema. */
record EnvelopeWriter(EnvelopeMessage.Builder out) implements Message.Cases<EnvelopeMessage.Builder> {
    @Override
    public EnvelopeMessage.Builder hello(Message.Hello hello) {
        return out.setHello(HelloMessage.newBuilder()
                .setVersion(hello.version())
                .setNetwork(bytes(hello.network().hash()))
                .setSelf(IdentityCodec.toSchema(hello.self()))
                .setTip(tip(hello.tip()))
                .setAgent(hello.agent())
                .setTimeMillis(hello.timeMillis())
                .setSeenHost(hello.seenHost()));
    }

    @Override
    public EnvelopeMessage.Builder goodbye(Message.Goodbye goodbye) {
        return out.setGoodbye(
                GoodbyeMessage.newBuilder().setReason(goodbye.reason().slug()).addAllOthers(records(goodbye.others())));
    }

    @Override
    public EnvelopeMessage.Builder ping(Message.Ping ping) {
        return out.setPing(PingMessage.newBuilder().setNonce(ping.nonce()));
    }

    @Override
    public EnvelopeMessage.Builder pong(Message.Pong pong) {
        return out.setPong(PongMessage.newBuilder().setNonce(pong.nonce()));
    }

    @Override
    public EnvelopeMessage.Builder getPeers(Message.GetPeers getPeers) {
        return out.setGetPeers(GetPeersMessage.newBuilder().setMost(getPeers.most()));
    }

    @Override
    public EnvelopeMessage.Builder peers(Message.Peers peers) {
        return out.setPeers(PeersMessage.newBuilder()
                .addAllRecords(records(peers.records()))
                .setLinks(peers.reach().links())
                .setContacts(peers.reach().contacts()));
    }

    @Override
    public EnvelopeMessage.Builder receipt(Message.Receipt receipt) {
        return out.setReceipt(ReceiptMessage.newBuilder().setHead(HeadCodec.toSchema(receipt.head())));
    }

    @Override
    public EnvelopeMessage.Builder getSpec(Message.GetSpec getSpec) {
        return out.setGetSpec(GetSpecMessage.getDefaultInstance());
    }

    @Override
    public EnvelopeMessage.Builder spec(Message.Spec spec) {
        return out.setSpec(SpecMessage.newBuilder().setSpec(LedgerCodec.toSchema(spec.spec())));
    }

    @Override
    public EnvelopeMessage.Builder transactions(Message.Transactions transactions) {
        return out.setTransactions(
                TransactionsMessage.newBuilder().addAllTransactions(transactions(transactions.transactions())));
    }

    @Override
    public EnvelopeMessage.Builder iHave(Message.IHave iHave) {
        return out.setIHave(IHaveMessage.newBuilder().addAllIds(ids(iHave.ids())));
    }

    @Override
    public EnvelopeMessage.Builder iWant(Message.IWant iWant) {
        return out.setIWant(IWantMessage.newBuilder().addAllIds(ids(iWant.ids())));
    }

    @Override
    public EnvelopeMessage.Builder iDontWant(Message.IDontWant iDontWant) {
        return out.setIDontWant(IDontWantMessage.newBuilder().addAllIds(ids(iDontWant.ids())));
    }

    @Override
    public EnvelopeMessage.Builder graft(Message.Graft graft) {
        return out.setGraft(GraftMessage.getDefaultInstance());
    }

    @Override
    public EnvelopeMessage.Builder prune(Message.Prune prune) {
        return out.setPrune(PruneMessage.newBuilder()
                .setBackoffMillis(prune.backoffMillis())
                .addAllOthers(records(prune.others())));
    }

    @Override
    public EnvelopeMessage.Builder compactBlock(Message.CompactBlock compactBlock) {
        return out.setCompactBlock(CompactBlockMessage.newBuilder()
                .setHeader(LedgerCodec.toSchema(compactBlock.header().fields()))
                .addAllShortIds(compactBlock.shortIds()));
    }

    @Override
    public EnvelopeMessage.Builder getBlockTransactions(Message.GetBlockTransactions asked) {
        return out.setGetBlockTransactions(GetBlockTransactionsMessage.newBuilder()
                .setBlock(bytes(asked.block()))
                .addAllPositions(asked.positions()));
    }

    @Override
    public EnvelopeMessage.Builder blockTransactions(Message.BlockTransactions answer) {
        return out.setBlockTransactions(BlockTransactionsMessage.newBuilder()
                .setBlock(bytes(answer.block()))
                .addAllTransactions(transactions(answer.transactions())));
    }

    @Override
    public EnvelopeMessage.Builder getHeaders(Message.GetHeaders getHeaders) {
        return out.setGetHeaders(GetHeadersMessage.newBuilder().addAllLocator(ids(getHeaders.locator())));
    }

    @Override
    public EnvelopeMessage.Builder headers(Message.Headers headers) {
        return out.setHeaders(HeadersMessage.newBuilder().addAllHeaders(headersOf(headers.headers())));
    }

    @Override
    public EnvelopeMessage.Builder getBlocks(Message.GetBlocks getBlocks) {
        return out.setGetBlocks(GetBlocksMessage.newBuilder().addAllIds(ids(getBlocks.ids())));
    }

    @Override
    public EnvelopeMessage.Builder fullBlock(Message.FullBlock fullBlock) {
        return out.setFullBlock(FullBlockMessage.newBuilder().setBlock(LedgerCodec.toSchema(fullBlock.block())));
    }

    @Override
    public EnvelopeMessage.Builder notFound(Message.NotFound notFound) {
        return out.setNotFound(NotFoundMessage.newBuilder().addAllIds(ids(notFound.ids())));
    }

    @Override
    public EnvelopeMessage.Builder unknown(Message.Unknown unknown) {
        Check.argument(
                EnvelopeMessage.KindCase.forNumber(unknown.kind()) == null, "kind %s is not unknown", unknown.kind());
        UnknownFieldSet.Field content = UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(bytes(unknown.content()))
                .build();
        return out.setUnknownFields(
                UnknownFieldSet.newBuilder().addField(unknown.kind(), content).build());
    }

    private static ChainTipMessage tip(ChainTip tip) {
        return ChainTipMessage.newBuilder()
                .setHeight(tip.height().value())
                .setBlock(bytes(tip.block()))
                .setWork(unsigned(tip.work()))
                .build();
    }

    /** Big-endian without leading zero bytes, so that zero is no byte at all. */
    private static ByteString unsigned(BigInteger number) {
        byte[] signed = number.toByteArray();
        int from = signed[0] == 0 ? 1 : 0;
        return ByteString.copyFrom(signed, from, signed.length - from);
    }

    private static List<PeerRecordMessage> records(List<PeerRecord> records) {
        return records.stream().map(IdentityCodec::toSchema).toList();
    }

    private static List<TransactionMessage> transactions(List<Transaction> transactions) {
        return transactions.stream().map(LedgerCodec::toSchema).toList();
    }

    private static List<BlockHeaderMessage> headersOf(List<BlockHeader> headers) {
        return headers.stream()
                .map(header -> LedgerCodec.toSchema(header.fields()))
                .toList();
    }

    private static List<ByteString> ids(List<Hash> ids) {
        return ids.stream().map(EnvelopeWriter::bytes).toList();
    }

    private static ByteString bytes(Hash hash) {
        return bytes(hash.bytes());
    }

    private static ByteString bytes(Bytes bytes) {
        return CanonicalForm.schema(bytes);
    }
}
