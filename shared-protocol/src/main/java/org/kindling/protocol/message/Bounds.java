package org.kindling.protocol.message;

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

    /** Positions in a list of so many, each above the one before. */
    static List<Integer> rising(List<Integer> positions, int ofHowMany) {
        int last = -1;
        for (int position : positions) {
            boolean isRising = position > last && position < ofHowMany;
            Check.argument(isRising, "position %s after %s in a block", position, last);
            last = position;
        }
        return list(positions, ofHowMany, "positions");
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
}
