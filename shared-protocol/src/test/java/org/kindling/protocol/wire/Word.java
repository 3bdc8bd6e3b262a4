package org.kindling.protocol.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.MalformedException;

/**
 * One word with its canonical bytes, the reader that takes such bytes and everything that derives from it.
 *
 * @param name the name of its vector file
 * @param about what it is, in a line
 * @param derived ids, addresses and the like, by name, in hexadecimal or as text
 */
record Word(String name, String about, byte[] bytes, Reader reader, Map<String, String> derived) {
    private static final int HEX_DIGITS_A_LINE = 96;

    /** Reads bytes and writes the word again: the same bytes, or a refusal. */
    interface Reader {
        byte[] again(byte[] bytes) throws MalformedException;
    }

    Word(String name, String about, byte[] bytes, Reader reader) {
        this(name, about, bytes, reader, Map.of());
    }

    Word with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(derived);
        more.put(key, value);
        return new Word(name, about, bytes, reader, more);
    }

    /** The vector file's text. */
    String text() {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add("# " + about);
        lines.add("bytes " + bytes.length);
        String hex = Bytes.of(bytes).hex();
        for (int from = 0; from < hex.length(); from += HEX_DIGITS_A_LINE) {
            lines.add("  " + hex.substring(from, Math.min(hex.length(), from + HEX_DIGITS_A_LINE)));
        }
        derived.forEach((key, value) -> lines.add(key + " " + value));
        return lines.toString();
    }

    @Override
    public String toString() {
        return name;
    }
}
