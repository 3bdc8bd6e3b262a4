package org.kindling.peer.core.gossip;

import java.util.ArrayList;
import java.util.List;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

/** Fills messages with transactions without passing the limits of a message or a frame. */
final class Batch {
    /** Half a frame: room for the framing of many small transactions. */
    private static final int BYTES_MAX = 512 * 1024;

    private final LinkId link;
    private final Outbox out;
    private List<Transaction> pending = new ArrayList<>();
    private int bytes;

    Batch(LinkId link, Outbox out) {
        this.link = link;
        this.out = out;
    }

    void add(Transaction transaction) {
        if (pending.size() == Message.TRANSACTIONS_MAX || bytes + transaction.sizeBytes() > BYTES_MAX) {
            flush();
        }
        pending.add(transaction);
        bytes += transaction.sizeBytes();
    }

    void flush() {
        if (!pending.isEmpty()) {
            out.send(link, new Message.Transactions(pending));
            pending = new ArrayList<>();
            bytes = 0;
        }
    }
}
