package org.kindling.peer.lab.engine;

import java.util.List;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

/** What a fingerprint keeps of each kind of message: its kind and the ids in it. */
final class MessagePrint implements Message.Cases<Fingerprint> {
    private final Fingerprint out;

    MessagePrint(Fingerprint out) {
        this.out = out;
    }

    /** Reads better: the link first, then the message on it. */
    MessagePrint on(Fingerprint link) {
        link.kind(0);
        return this;
    }

    private Fingerprint ids(int kind, List<Hash> ids) {
        out.kind(kind).number(ids.size());
        ids.forEach(out::id);
        return out;
    }

    private Fingerprint records(int kind, List<PeerRecord> records) {
        out.kind(kind).number(records.size());
        for (PeerRecord record : records) {
            out.shortly(record.content().key().bytes()).number(record.sequence());
        }
        return out;
    }

    private Fingerprint transactions(int kind, List<Transaction> transactions) {
        out.kind(kind).number(transactions.size());
        for (Transaction transaction : transactions) {
            out.id(transaction.id());
        }
        return out;
    }

    @Override
    public Fingerprint hello(Message.Hello hello) {
        return out.kind(1)
                .number(hello.self().sequence())
                .id(hello.tip().block())
                .text(hello.seenHost());
    }

    @Override
    public Fingerprint goodbye(Message.Goodbye goodbye) {
        return records(2, goodbye.others()).text(goodbye.reason().name());
    }

    @Override
    public Fingerprint ping(Message.Ping ping) {
        return out.kind(3).number(ping.nonce());
    }

    @Override
    public Fingerprint pong(Message.Pong pong) {
        return out.kind(4).number(pong.nonce());
    }

    @Override
    public Fingerprint getPeers(Message.GetPeers getPeers) {
        return out.kind(5).number(getPeers.most());
    }

    @Override
    public Fingerprint peers(Message.Peers peers) {
        return records(6, peers.records())
                .number(peers.reach().links())
                .number(peers.reach().contacts());
    }

    @Override
    public Fingerprint receipt(Message.Receipt receipt) {
        return out.kind(24)
                .number(receipt.head().content().timeMillis())
                .id(receipt.head().content().members());
    }

    @Override
    public Fingerprint getSpec(Message.GetSpec getSpec) {
        return out.kind(7);
    }

    @Override
    public Fingerprint spec(Message.Spec spec) {
        return out.kind(8).text(spec.spec().name());
    }

    @Override
    public Fingerprint transactions(Message.Transactions transactions) {
        return transactions(9, transactions.transactions());
    }

    @Override
    public Fingerprint iHave(Message.IHave iHave) {
        return ids(10, iHave.ids());
    }

    @Override
    public Fingerprint iWant(Message.IWant iWant) {
        return ids(11, iWant.ids());
    }

    @Override
    public Fingerprint iDontWant(Message.IDontWant iDontWant) {
        return ids(12, iDontWant.ids());
    }

    @Override
    public Fingerprint graft(Message.Graft graft) {
        return out.kind(13);
    }

    @Override
    public Fingerprint prune(Message.Prune prune) {
        return records(14, prune.others()).number(prune.backoffMillis());
    }

    @Override
    public Fingerprint compactBlock(Message.CompactBlock compactBlock) {
        out.kind(15).id(compactBlock.header().id());
        compactBlock.shortIds().forEach(out::number);
        return out;
    }

    @Override
    public Fingerprint getBlockTransactions(Message.GetBlockTransactions getBlockTransactions) {
        out.kind(16).id(getBlockTransactions.block());
        getBlockTransactions.positions().forEach(out::number);
        return out;
    }

    @Override
    public Fingerprint blockTransactions(Message.BlockTransactions blockTransactions) {
        return transactions(17, blockTransactions.transactions()).id(blockTransactions.block());
    }

    @Override
    public Fingerprint getHeaders(Message.GetHeaders getHeaders) {
        return ids(18, getHeaders.locator());
    }

    @Override
    public Fingerprint headers(Message.Headers headers) {
        out.kind(19).number(headers.headers().size());
        for (BlockHeader header : headers.headers()) {
            out.id(header.id());
        }
        return out;
    }

    @Override
    public Fingerprint getBlocks(Message.GetBlocks getBlocks) {
        return ids(20, getBlocks.ids());
    }

    @Override
    public Fingerprint fullBlock(Message.FullBlock fullBlock) {
        return out.kind(21).id(fullBlock.block().id());
    }

    @Override
    public Fingerprint notFound(Message.NotFound notFound) {
        return ids(22, notFound.ids());
    }

    @Override
    public Fingerprint unknown(Message.Unknown unknown) {
        return out.kind(23).number(unknown.kind()).number(unknown.content().size());
    }
}
