package org.kindling.protocol.wire;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kindling.protocol.CanonicalForm;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.announce.HeadCodec;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.IdentityReader;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.LedgerReader;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.ChainTip;
import org.kindling.protocol.message.Message;
import org.kindling.protocol.schema.BlockHeaderMessage;
import org.kindling.protocol.schema.BlockTransactionsMessage;
import org.kindling.protocol.schema.ChainTipMessage;
import org.kindling.protocol.schema.CompactBlockMessage;
import org.kindling.protocol.schema.EnvelopeMessage;
import org.kindling.protocol.schema.GetBlockTransactionsMessage;
import org.kindling.protocol.schema.GoodbyeMessage;
import org.kindling.protocol.schema.HeadersMessage;
import org.kindling.protocol.schema.HelloMessage;
import org.kindling.protocol.schema.PeerRecordMessage;
import org.kindling.protocol.schema.PruneMessage;
import org.kindling.protocol.schema.TransactionMessage;

/** From the schema to each kind of message. The caller has counted the lists and checks that the whole is canonical. */
final class EnvelopeReader {
    private static final Map<String, Fault> REASONS =
            Arrays.stream(Fault.values()).collect(Collectors.toUnmodifiableMap(Fault::slug, Function.identity()));

    private EnvelopeReader() {}

    static Message message(EnvelopeMessage in) throws MalformedException {
        return switch (in.getKindCase()) {
            case HELLO -> hello(in.getHello());
            case GOODBYE -> goodbye(in.getGoodbye());
            case PING -> new Message.Ping(in.getPing().getNonce());
            case PONG -> new Message.Pong(in.getPong().getNonce());
            case GET_PEERS -> new Message.GetPeers(in.getGetPeers().getMost());
            case PEERS ->
                new Message.Peers(
                        records(in.getPeers().getRecordsList()),
                        new Message.Reach(
                                in.getPeers().getLinks(), in.getPeers().getContacts()));
            case GET_SPEC -> new Message.GetSpec();
            case SPEC -> new Message.Spec(LedgerReader.networkSpec(in.getSpec().getSpec()));
            case TRANSACTIONS ->
                new Message.Transactions(transactions(in.getTransactions().getTransactionsList()));
            case I_HAVE -> new Message.IHave(ids(in.getIHave().getIdsList()));
            case I_WANT -> new Message.IWant(ids(in.getIWant().getIdsList()));
            case I_DONT_WANT -> new Message.IDontWant(ids(in.getIDontWant().getIdsList()));
            case GRAFT -> new Message.Graft();
            case PRUNE -> prune(in.getPrune());
            case COMPACT_BLOCK -> compactBlock(in.getCompactBlock());
            case GET_BLOCK_TRANSACTIONS -> getBlockTransactions(in.getGetBlockTransactions());
            case BLOCK_TRANSACTIONS -> blockTransactions(in.getBlockTransactions());
            case GET_HEADERS -> new Message.GetHeaders(ids(in.getGetHeaders().getLocatorList()));
            case HEADERS -> headers(in.getHeaders());
            case GET_BLOCKS -> new Message.GetBlocks(ids(in.getGetBlocks().getIdsList()));
            case FULL_BLOCK ->
                new Message.FullBlock(LedgerReader.block(in.getFullBlock().getBlock()));
            case NOT_FOUND -> new Message.NotFound(ids(in.getNotFound().getIdsList()));
            case RECEIPT -> new Message.Receipt(HeadCodec.head(in.getReceipt().getHead()));
            case KIND_NOT_SET -> throw new MalformedException(Fault.UNREADABLE, "a message without a kind");
        };
    }

    private static Message hello(HelloMessage in) throws MalformedException {
        return new Message.Hello(
                in.getVersion(),
                new NetworkId(hash(in.getNetwork())),
                IdentityReader.record(in.getSelf()),
                tip(in.getTip()),
                in.getAgent(),
                in.getTimeMillis(),
                in.getSeenHost());
    }

    private static ChainTip tip(ChainTipMessage in) {
        byte[] work = in.getWork().toByteArray();
        return new ChainTip(Height.of(in.getHeight()), hash(in.getBlock()), new BigInteger(1, work));
    }

    private static Message goodbye(GoodbyeMessage in) throws MalformedException {
        Fault reason = REASONS.get(in.getReason());
        if (reason == null) {
            throw new MalformedException(Fault.UNKNOWN_MESSAGE, "a goodbye for a reason this version does not know");
        }
        return new Message.Goodbye(reason, records(in.getOthersList()));
    }

    private static Message prune(PruneMessage in) throws MalformedException {
        return new Message.Prune(in.getBackoffMillis(), records(in.getOthersList()));
    }

    private static Message compactBlock(CompactBlockMessage in) throws MalformedException {
        return new Message.CompactBlock(LedgerReader.header(in.getHeader()), in.getShortIdsList());
    }

    private static Message getBlockTransactions(GetBlockTransactionsMessage in) throws MalformedException {
        return new Message.GetBlockTransactions(hash(in.getBlock()), in.getPositionsList());
    }

    private static Message blockTransactions(BlockTransactionsMessage in) throws MalformedException {
        List<Transaction> transactions = transactions(in.getTransactionsList());
        return new Message.BlockTransactions(hash(in.getBlock()), transactions);
    }

    private static Message headers(HeadersMessage in) throws MalformedException {
        List<BlockHeader> headers = new ArrayList<>(in.getHeadersCount());
        for (BlockHeaderMessage header : in.getHeadersList()) {
            headers.add(LedgerReader.header(header));
        }
        return new Message.Headers(headers);
    }

    private static List<PeerRecord> records(List<PeerRecordMessage> in) throws MalformedException {
        List<PeerRecord> records = new ArrayList<>(in.size());
        for (PeerRecordMessage record : in) {
            records.add(IdentityReader.record(record));
        }
        return records;
    }

    private static List<Transaction> transactions(List<TransactionMessage> in) throws MalformedException {
        List<Transaction> transactions = new ArrayList<>(in.size());
        for (TransactionMessage transaction : in) {
            transactions.add(LedgerReader.transaction(transaction));
        }
        return transactions;
    }

    private static List<Hash> ids(List<ByteString> in) throws MalformedException {
        List<Hash> ids = new ArrayList<>(in.size());
        for (ByteString id : in) {
            ids.add(hash(id));
        }
        return ids;
    }

    private static Hash hash(ByteString bytes) {
        return new Hash(CanonicalForm.bytes(bytes));
    }
}
