package org.kindling.protocol.message;

import java.util.ArrayList;
import java.util.List;
import org.kindling.protocol.Check;
import org.kindling.protocol.ledger.Transaction;

/** How long the lists of messages may be, by count and by bytes. */
final class Bounds {
    private Bounds() {}

    static <T> List<T> list(List<T> list, int most, String what) {
        Check.argument(list.size() <= most, "%s %s, at most %s", list.size(), what, most);
        return List.copyOf(list);
    }

    static List<Transaction> transactions(List<Transaction> list, int most) {
        long bytes = 0;
        for (Transaction transaction : list) {
            bytes += transaction.sizeBytes();
        }
        Check.argument(
                bytes <= Message.TRANSACTIONS_BYTES_MAX,
                "%s bytes of transactions, at most %s",
                bytes,
                Message.TRANSACTIONS_BYTES_MAX);
        return list(list, most, "transactions");
    }

    /** Cuts a list so that every part keeps both bounds; one transaction alone always does. */
    static List<List<Transaction>> inTurn(List<Transaction> all) {
        List<List<Transaction>> parts = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int to = 0; to < all.size(); to++) {
            int size = all.get(to).sizeBytes();
            if (to - from == Message.TRANSACTIONS_MAX || bytes + size > Message.TRANSACTIONS_BYTES_MAX) {
                parts.add(all.subList(from, to));
                from = to;
                bytes = 0;
            }
            bytes += size;
        }
        if (from < all.size()) {
            parts.add(all.subList(from, all.size()));
        }
        return parts;
    }
}
