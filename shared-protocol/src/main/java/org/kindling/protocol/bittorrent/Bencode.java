package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;

/**
 * A value of bencode (BEP 3, "bencoding"): a string of bytes, a whole number, a list or a dictionary.
 *
 * <p>How deep it goes is bounded by {@link BencodeLimits} where it is read.
 */
public sealed interface Bencode {
    /** What to make of each kind of value. */
    interface Cases<R> {
        /** A string of bytes. */
        R text(Bytes bytes);

        /** A number. */
        R whole(long value);

        /** A list. */
        R sequence(List<Bencode> items);

        /** A dictionary. */
        R dictionary(SortedMap<Bytes, Bencode> entries);
    }

    /** The case of this value. */
    <R> R fold(Cases<R> cases);

    /** A string of bytes; whether it is text, and in what encoding, is for its reader to know. */
    record Text(Bytes bytes) implements Bencode {
        /** The text's characters as one byte each (ISO 8859-1): the way keys of the protocol are written. */
        public static Text of(String text) {
            return new Text(Bytes.wrap(text.getBytes(ISO_8859_1)));
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.text(bytes);
        }
    }

    /** A number of at most 64 bits. BEP 3 knows no bound; no number of these protocols is larger. */
    record Whole(long value) implements Bencode {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.whole(value);
        }
    }

    /** A list. */
    record Sequence(List<Bencode> items) implements Bencode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.sequence(items);
        }
    }

    /**
     * A dictionary, in the order of its keys as raw bytes.
     *
     * <p>A key that is there with another kind of value than the protocol gives it is refused, not taken as absent. Rationale: it is
     * another protocol's key, and what we would guess instead is not what was said.
     */
    record Dictionary(SortedMap<Bytes, Bencode> entries) implements Bencode {
        public Dictionary {
            entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        }

        /** A dictionary with keys of the protocol. */
        public static Dictionary of(Map<String, Bencode> named) {
            SortedMap<Bytes, Bencode> entries = new TreeMap<>();
            named.forEach((key, value) -> entries.put(Text.of(key).bytes(), value));
            return new Dictionary(entries);
        }

        /** What the key stands for, whatever it is. */
        public Optional<Bencode> value(String key) {
            return Optional.ofNullable(entries.get(Text.of(key).bytes()));
        }

        /** The string of this key. */
        public Optional<Bytes> text(String key) throws MalformedException {
            return value(key, Text.class, "a string").map(Text::bytes);
        }

        /** The number of this key. */
        public Optional<Long> whole(String key) throws MalformedException {
            return value(key, Whole.class, "a number").map(Whole::value);
        }

        /** The dictionary of this key. */
        public Optional<Dictionary> dictionary(String key) throws MalformedException {
            return value(key, Dictionary.class, "a dictionary");
        }

        private <T> Optional<T> value(String key, Class<T> kind, String name) throws MalformedException {
            Optional<Bencode> value = value(key);
            if (value.isPresent() && !kind.isInstance(value.get())) {
                throw new MalformedException(Fault.OUT_OF_RANGE, "'" + key + "' is not " + name);
            }
            return value.map(kind::cast);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.dictionary(entries);
        }
    }
}
