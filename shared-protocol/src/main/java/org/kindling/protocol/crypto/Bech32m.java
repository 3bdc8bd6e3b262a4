package org.kindling.protocol.crypto;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;

/**
 * Text for bytes that people copy: a readable prefix, the data, and a checksum that finds up to four wrong
 * characters (BIP 173, with the constant of BIP 350).
 *
 * <p>The older bech32 is refused. Rationale: its checksum does not notice a {@code q} inserted before a final
 * {@code p}.
 */
public final class Bech32m {
    /** The longest text for which the checksum keeps its promise. */
    public static final int LENGTH_MAX = 90;

    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int BECH32M = 0x2bc830a3;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int PREFIX_LENGTH_MAX = 83;
    private static final char SEPARATOR = '1';

    private Bech32m() {}

    /**
     * What a text said.
     *
     * @param prefix the human-readable part, lower case
     * @param data whole bytes
     */
    public record Decoded(String prefix, Bytes data) {}

    /** A readable part and data in groups of five bits, as the checksum sees them. */
    record Words(String prefix, Bytes words) {}

    /**
     * The lower-case text for the data.
     *
     * @param prefix 1 to 83 printable ASCII characters, none of them upper case
     * @throws IllegalArgumentException if the prefix is not such, or the text would exceed {@link #LENGTH_MAX}
     */
    public static String encode(String prefix, byte[] data) {
        return encode(prefix, data, LENGTH_MAX);
    }

    /** The same for longer texts, which trade the checksum's promise for a mere one in 2^30. */
    public static String encode(String prefix, byte[] data, int lengthMax) {
        return encodeWords(new Words(prefix, Bytes.wrap(toWords(data))), lengthMax);
    }

    static String encodeWords(Words words, int lengthMax) {
        requirePrefix(words.prefix);
        byte[] data = words.words.toArray();
        StringBuilder text = new StringBuilder(words.prefix).append(SEPARATOR);
        for (byte word : data) {
            text.append(ALPHABET.charAt(word));
        }
        int checksum = checksum(words.prefix, data, CHECKSUM_LENGTH) ^ BECH32M;
        for (int place = CHECKSUM_LENGTH - 1; place >= 0; place--) {
            text.append(ALPHABET.charAt((checksum >>> (5 * place)) & 31));
        }
        Check.argument(text.length() <= lengthMax, "%s characters are more than %s", text.length(), lengthMax);
        return text.toString();
    }

    /**
     * Reads a text, all in lower or all in upper case.
     *
     * @throws IllegalArgumentException if the text is not exactly what {@link #encode} writes, but for its case
     */
    public static Decoded decode(String text) {
        return decode(text, LENGTH_MAX);
    }

    /** The same for longer texts. */
    public static Decoded decode(String text, int lengthMax) {
        Words words = decodeWords(text, lengthMax);
        return new Decoded(words.prefix, Bytes.wrap(toBytes(words.words.toArray())));
    }

    static Words decodeWords(String text, int lengthMax) {
        Check.argument(text.length() <= lengthMax, "%s characters are more than %s", text.length(), lengthMax);
        String lower = text.toLowerCase(Locale.ROOT);
        Check.argument(text.equals(lower) || text.equals(text.toUpperCase(Locale.ROOT)), "upper and lower case mixed");
        int separator = lower.lastIndexOf(SEPARATOR);
        Check.argument(separator >= 0, "no '1' between prefix and data");
        String prefix = lower.substring(0, separator);
        requirePrefix(prefix);
        byte[] words = readWords(lower.substring(separator + 1));
        Check.argument(words.length >= CHECKSUM_LENGTH, "too short for a checksum");
        Check.argument(checksum(prefix, words, 0) == BECH32M, "the checksum does not fit: a character is wrong");
        return new Words(prefix, Bytes.of(words).slice(0, words.length - CHECKSUM_LENGTH));
    }

    private static byte[] readWords(String text) {
        byte[] words = new byte[text.length()];
        for (int at = 0; at < words.length; at++) {
            int word = ALPHABET.indexOf(text.charAt(at));
            Check.argument(word >= 0, "character %s of the data is not one of %s", at, ALPHABET);
            words[at] = (byte) word;
        }
        return words;
    }

    private static void requirePrefix(String prefix) {
        int length = prefix.length();
        Check.argument(length >= 1 && length <= PREFIX_LENGTH_MAX, "a prefix of %s characters", length);
        boolean readable = prefix.chars().allMatch(c -> c >= 33 && c <= 126 && !(c >= 'A' && c <= 'Z'));
        Check.argument(readable, "a prefix is made of printable ASCII without capitals");
    }

    /** The polynomial of BIP 173 over prefix, words and so many zeros. */
    private static int checksum(String prefix, byte[] words, int zeros) {
        int check = 1;
        for (int at = 0; at < prefix.length(); at++) {
            check = step(check, prefix.charAt(at) >> 5);
        }
        check = step(check, 0);
        for (int at = 0; at < prefix.length(); at++) {
            check = step(check, prefix.charAt(at) & 31);
        }
        for (byte word : words) {
            check = step(check, word);
        }
        for (int zero = 0; zero < zeros; zero++) {
            check = step(check, 0);
        }
        return check;
    }

    private static int step(int check, int word) {
        int top = check >>> 25;
        int next = ((check & 0x1ffffff) << 5) ^ word;
        for (int bit = 0; bit < GENERATOR.length; bit++) {
            next ^= ((top >> bit) & 1) * GENERATOR[bit];
        }
        return next;
    }

    private static byte[] toWords(byte[] data) {
        byte[] words = new byte[(data.length * 8 + 4) / 5];
        int held = 0;
        int bits = 0;
        int at = 0;
        for (byte octet : data) {
            held = ((held << 8) | (octet & 0xff)) & 0xfff;
            for (bits += 8; bits >= 5; bits -= 5) {
                words[at++] = (byte) ((held >> (bits - 5)) & 31);
            }
        }
        if (bits > 0) {
            words[at] = (byte) ((held << (5 - bits)) & 31);
        }
        return words;
    }

    private static byte[] toBytes(byte[] words) {
        ByteArrayOutputStream data = new ByteArrayOutputStream(words.length * 5 / 8);
        int held = 0;
        int bits = 0;
        for (byte word : words) {
            held = ((held << 5) | word) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                data.write(held >> bits);
            }
        }
        Check.argument(bits < 5 && (held & ((1 << bits) - 1)) == 0, "the last bits are not the padding of whole bytes");
        return data.toByteArray();
    }
}
