package org.kindling.peer.core.discovery;

import java.util.List;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.identity.NodeId;

/** When the address book, and with it the bans, is written down. */
final class BookSaving {
    /** How long a first meeting may stay unwritten: who is killed right after it comes back to nobody it ever knew. */
    private static final long FIRST_MEETING_SAVE_MILLIS = 1_000;

    private final AddressBook book;
    private final Neighbours neighbours;
    private final Limits.Discovery limits;
    private long nextMillis = Long.MAX_VALUE;

    BookSaving(AddressBook book, Neighbours neighbours, Limits.Discovery limits) {
        this.book = book;
        this.neighbours = neighbours;
        this.limits = limits;
    }

    void hurry(long nowMillis) {
        nextMillis = nowMillis;
    }

    void wake(long nowMillis, Picture picture, Outbox out) {
        if (nowMillis >= nextMillis) {
            save(nowMillis, picture, out);
        }
        if (book.hasMetSomebodyNew()) {
            nextMillis = Math.min(nextMillis, nowMillis + FIRST_MEETING_SAVE_MILLIS);
        } else if (book.isChanged() && nextMillis == Long.MAX_VALUE) {
            nextMillis = nowMillis + limits.bookSaveMillis();
        }
    }

    void save(long nowMillis, Picture picture, Outbox out) {
        nextMillis = Long.MAX_VALUE;
        neighbours.nodes().forEach(node -> book.met(node, nowMillis));
        List<NodeId> anchors = neighbours.oldestOutbound(limits.anchors());
        if (!anchors.isEmpty()) {
            book.anchor(anchors);
        }
        out.persist(List.of(new Entry.AddressBook(
                book.remembered().with(picture.sessions().bans().all(nowMillis)))));
        book.written();
    }

    long nextDeadline() {
        return nextMillis;
    }
}
