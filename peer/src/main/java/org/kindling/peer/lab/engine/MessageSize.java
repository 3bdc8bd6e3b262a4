package org.kindling.peer.lab.engine;

import java.util.List;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

/**
 * About how long a message would be on the wire.
 *
 * <p>Rationale: rate limits and bandwidth need a size, not the bytes; encoding every message only to count it would be most of the
 * work of a run.
 */
final class MessageSize implements Message.Cases<Integer> {
    private static final int FRAME = 12;
    private static final int SMALL = 16;
    private static final int HASH = 34;
    private static final int HEADER = 260;
    private static final int RECORD = 240;
    private static final int RECEIPT = 280;
    private static final MessageSize CASES = new MessageSize();

    private MessageSize() {}

    static int estimate(Message message) {
        return FRAME + message.fold(CASES);
    }

    private static int sum(List<Transaction> transactions) {
        int sum = 0;
        for (Transaction transaction : transactions) {
            sum += transaction.sizeBytes();
        }
        return sum;
    }

    private static int records(List<PeerRecord> records) {
        return records.size() * RECORD;
    }

    @Override
    public Integer hello(Message.Hello hello) {
        return RECORD + 3 * HASH + hello.agent().length() + hello.seenHost().length();
    }

    @Override
    public Integer goodbye(Message.Goodbye goodbye) {
        return SMALL + records(goodbye.others());
    }

    @Override
    public Integer ping(Message.Ping ping) {
        return SMALL;
    }

    @Override
    public Integer pong(Message.Pong pong) {
        return SMALL;
    }

    @Override
    public Integer getPeers(Message.GetPeers getPeers) {
        return SMALL;
    }

    @Override
    public Integer peers(Message.Peers peers) {
        return records(peers.records());
    }

    @Override
    public Integer receipt(Message.Receipt receipt) {
        return RECEIPT;
    }

    @Override
    public Integer getSpec(Message.GetSpec getSpec) {
        return SMALL;
    }

    @Override
    public Integer spec(Message.Spec spec) {
        return HEADER + spec.spec().allocations().size() * HASH;
    }

    @Override
    public Integer transactions(Message.Transactions transactions) {
        return sum(transactions.transactions());
    }

    @Override
    public Integer iHave(Message.IHave iHave) {
        return iHave.ids().size() * HASH;
    }

    @Override
    public Integer iWant(Message.IWant iWant) {
        return iWant.ids().size() * HASH;
    }

    @Override
    public Integer iDontWant(Message.IDontWant iDontWant) {
        return iDontWant.ids().size() * HASH;
    }

    @Override
    public Integer graft(Message.Graft graft) {
        return SMALL;
    }

    @Override
    public Integer prune(Message.Prune prune) {
        return SMALL + records(prune.others());
    }

    @Override
    public Integer compactBlock(Message.CompactBlock compactBlock) {
        return HEADER + compactBlock.shortIds().size() * Long.BYTES;
    }

    @Override
    public Integer getBlockTransactions(Message.GetBlockTransactions getBlockTransactions) {
        return HASH + 2 * getBlockTransactions.positions().size();
    }

    @Override
    public Integer blockTransactions(Message.BlockTransactions blockTransactions) {
        return HASH + sum(blockTransactions.transactions());
    }

    @Override
    public Integer getHeaders(Message.GetHeaders getHeaders) {
        return getHeaders.locator().size() * HASH;
    }

    @Override
    public Integer headers(Message.Headers headers) {
        return headers.headers().size() * HEADER;
    }

    @Override
    public Integer getBlocks(Message.GetBlocks getBlocks) {
        return getBlocks.ids().size() * HASH;
    }

    @Override
    public Integer fullBlock(Message.FullBlock fullBlock) {
        return HEADER + fullBlock.block().sizeBytes();
    }

    @Override
    public Integer notFound(Message.NotFound notFound) {
        return notFound.ids().size() * HASH;
    }

    @Override
    public Integer unknown(Message.Unknown unknown) {
        return unknown.content().size();
    }
}
