package org.kindling.protocol.bittorrent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;

/**
 * Reads bencode (BEP 3), which has one spelling for each value: a number with leading zeros or a negative zero, and a dictionary with a key
 * twice or out of order, are refused. Every complaint says at which byte.
 *
 * <p>Never calls itself: how deep the bytes go is a stranger's choice, how deep our stack is not.
 */
public final class BencodeReader {
    /** As many as the longest 64-bit number has, with its sign. */
    private static final int DIGITS_MAX = 20;

    private final byte[] bytes;
    private final BencodeLimits limits;
    private final KeyOrder order;
    private final Deque<Open> open = new ArrayDeque<>();
    private int position;
    private int items;

    private BencodeReader(byte[] bytes, BencodeLimits limits, KeyOrder order) {
        this.bytes = bytes;
        this.limits = limits;
        this.order = order;
    }

    /**
     * Reads a value that is all there is.
     *
     * @throws MalformedException as {@link Fault#UNREADABLE} if it is no bencode, {@link Fault#NOT_CANONICAL} if it is another spelling of the
     *     same, {@link Fault#OUT_OF_RANGE} or {@link Fault#TOO_MANY_ITEMS} beyond a limit
     */
    public static Bencode read(byte[] bytes, BencodeLimits limits, KeyOrder order) throws MalformedException {
        if (bytes.length > limits.bytesMax()) {
            throw new MalformedException(
                    Fault.OUT_OF_RANGE, "at most " + limits.bytesMax() + " bytes, not " + bytes.length);
        }
        return new BencodeReader(bytes, limits, order).read();
    }

    /** The same, of whatever must be a dictionary. */
    public static Bencode.Dictionary dictionary(byte[] bytes, BencodeLimits limits, KeyOrder order)
            throws MalformedException {
        if (read(bytes, limits, order) instanceof Bencode.Dictionary dictionary) {
            return dictionary;
        }
        throw new MalformedException(Fault.UNREADABLE, "the value is not a dictionary");
    }

    private Bencode read() throws MalformedException {
        while (true) {
            int start = position;
            Bencode value = next();
            Open around = open.peek();
            if (value != null && around == null) {
                require(position == bytes.length, Fault.UNREADABLE, "something follows the value", position);
                return value;
            }
            if (value != null) {
                around.add(value, start);
            }
        }
    }

    /** The next value that is complete; nothing if a list or a dictionary has only begun. */
    private @Nullable Bencode next() throws MalformedException {
        byte first = at(position);
        if (first == 'e') {
            return close();
        }
        require(++items <= limits.itemsMax(), Fault.TOO_MANY_ITEMS, "more than " + limits.itemsMax(), position);
        if (first == 'l' || first == 'd') {
            require(
                    open.size() < limits.depthMax(),
                    Fault.TOO_MANY_ITEMS,
                    "deeper than " + limits.depthMax(),
                    position);
            open.push(first == 'l' ? new OpenSequence() : new OpenDictionary(order));
            position++;
            return null;
        }
        return first == 'i' ? whole() : text();
    }

    private Bencode close() throws MalformedException {
        require(!open.isEmpty(), Fault.UNREADABLE, "an end without a beginning", position);
        return open.pop().close(position++);
    }

    private Bencode whole() throws MalformedException {
        int start = ++position;
        int sign = at(start) == '-' ? 1 : 0;
        position += sign;
        String digits = digits(start + sign, 'e');
        require(!(sign == 1 && digits.equals("0")), Fault.NOT_CANONICAL, "a negative zero", start);
        try {
            return new Bencode.Whole(Long.parseLong(sign == 1 ? "-" + digits : digits));
        } catch (NumberFormatException e) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "a number beyond 64 bits, at byte " + start, e);
        }
    }

    private Bencode text() throws MalformedException {
        int start = position;
        require(isDigit(at(start)), Fault.UNREADABLE, "neither a value nor its end", start);
        String digits = digits(start, ':');
        require(digits.length() < 10, Fault.UNREADABLE, "a string longer than all there is", start);
        int length = Integer.parseInt(digits);
        require(length <= bytes.length - position, Fault.UNREADABLE, "a string longer than all there is", start);
        position += length;
        return new Bencode.Text(Bytes.wrap(Arrays.copyOfRange(bytes, position - length, position)));
    }

    /** The digits from a place up to their end, which is skipped. */
    private String digits(int start, char end) throws MalformedException {
        while (isDigit(at(position))) {
            position++;
            require(position - start <= DIGITS_MAX, Fault.OUT_OF_RANGE, "a number beyond 64 bits", start);
        }
        require(position > start && at(position) == end, Fault.UNREADABLE, "a number without its end", start);
        require(position == start + 1 || at(start) != '0', Fault.NOT_CANONICAL, "a number with leading zeros", start);
        StringBuilder digits = new StringBuilder(position - start);
        for (int place = start; place < position; place++) {
            digits.append((char) bytes[place]);
        }
        position++;
        return digits.toString();
    }

    private byte at(int place) throws MalformedException {
        require(place < bytes.length, Fault.UNREADABLE, "the end is missing", place);
        return bytes[place];
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private static void require(boolean holds, Fault fault, String otherwise, int place) throws MalformedException {
        if (!holds) {
            throw new MalformedException(fault, otherwise + ", at byte " + place);
        }
    }

    /** What has begun and not ended. */
    private sealed interface Open {
        void add(Bencode value, int place) throws MalformedException;

        Bencode close(int place) throws MalformedException;
    }

    private static final class OpenSequence implements Open {
        private final List<Bencode> items = new ArrayList<>();

        @Override
        public void add(Bencode value, int place) {
            items.add(value);
        }

        @Override
        public Bencode close(int place) {
            return new Bencode.Sequence(items);
        }
    }

    private static final class OpenDictionary implements Open {
        private final KeyOrder order;
        private final SortedMap<Bytes, Bencode> entries = new TreeMap<>();
        private @Nullable Bytes key;

        OpenDictionary(KeyOrder order) {
            this.order = order;
        }

        @Override
        public void add(Bencode value, int place) throws MalformedException {
            Bytes name = key;
            if (name != null) {
                entries.put(name, value);
                key = null;
                return;
            }
            if (!(value instanceof Bencode.Text text)) {
                throw new MalformedException(Fault.UNREADABLE, "a key that is no string, before byte " + place);
            }
            require(!entries.containsKey(text.bytes()), Fault.NOT_CANONICAL, "a key twice", place);
            boolean isLast = entries.isEmpty() || entries.lastKey().compareTo(text.bytes()) < 0;
            require(isLast || order == KeyOrder.ANY, Fault.NOT_CANONICAL, "a key out of order", place);
            key = text.bytes();
        }

        @Override
        public Bencode close(int place) throws MalformedException {
            require(key == null, Fault.UNREADABLE, "a key without a value", place);
            return new Bencode.Dictionary(entries);
        }
    }
}
