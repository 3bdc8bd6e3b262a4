package org.kindling.protocol.bittorrent;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;

/**
 * Bytes within a query (RFC 3986 §2.1): what is not unreserved is written as {@code %} and two hexadecimal digits.
 *
 * <p>A plus sign is a plus sign, not a space. Rationale: it is one to every client, whose peer ids may hold it, and to opentracker; only HTML
 * forms think otherwise.
 */
final class PercentText {
    private static final String UNRESERVED = "-._~";
    private static final String DIGITS = "0123456789ABCDEF";

    private PercentText() {}

    static String write(Bytes bytes) {
        StringBuilder out = new StringBuilder(3 * bytes.size());
        for (int place = 0; place < bytes.size(); place++) {
            int value = bytes.at(place) & 0xff;
            if (isUnreserved((char) value)) {
                out.append((char) value);
            } else {
                out.append('%').append(DIGITS.charAt(value >> 4)).append(DIGITS.charAt(value & 0xf));
            }
        }
        return out.toString();
    }

    /** Reads the text between two places; characters that somebody forgot to write as digits stand for themselves. */
    static Bytes read(String text, int from, int to) throws MalformedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        for (int place = from; place < to; place++) {
            char character = text.charAt(place);
            if (character == '%') {
                boolean isWhole = place + 2 < to
                        && HexFormat.isHexDigit(text.charAt(place + 1))
                        && HexFormat.isHexDigit(text.charAt(place + 2));
                require(isWhole, "a percent sign without two hexadecimal digits", place);
                out.write(HexFormat.fromHexDigits(text, place + 1, place + 3));
                place += 2;
            } else {
                require(character <= 0xff, "a character that is no byte", place);
                out.write(character);
            }
        }
        return Bytes.wrap(out.toByteArray());
    }

    private static boolean isUnreserved(char character) {
        boolean isLetter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
        return isLetter || (character >= '0' && character <= '9') || UNRESERVED.indexOf(character) >= 0;
    }

    private static void require(boolean holds, String otherwise, int place) throws MalformedException {
        if (!holds) {
            throw new MalformedException(Fault.UNREADABLE, otherwise + ", at character " + place);
        }
    }
}
