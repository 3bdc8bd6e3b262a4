package org.kindling.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable string of bytes, ordered as unsigned numbers from the left.
 *
 * <p>Rationale: arrays are mutable and compare by identity; whatever is hashed, signed or used as a key must not
 * change under its owner's hands.
 */
public final class Bytes implements Comparable<Bytes> {
    /** The string of no bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private static final int SHOWN_BYTES = 32;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] value;
    /** Zero until somebody asks, as in {@link String}: every thread computes the same. */
    private int hash;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** A copy of the given bytes. */
    public static Bytes of(byte... copied) {
        return wrap(copied.clone());
    }

    /** The given array itself, uncopied: the caller must never touch it again. */
    public static Bytes wrap(byte[] given) {
        return given.length == 0 ? EMPTY : new Bytes(given);
    }

    /**
     * Reads pairs of hexadecimal digits, upper or lower case.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Bytes fromHex(String hex) {
        return wrap(HexFormat.of().parseHex(hex));
    }

    /** How many bytes there are. */
    public int size() {
        return value.length;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return value.length == 0;
    }

    /**
     * The byte at a position counted from zero.
     *
     * @throws IndexOutOfBoundsException if there is no such position
     */
    public byte at(int position) {
        return value[position];
    }

    /**
     * The four bytes from a position on as a number, big-endian.
     *
     * @throws IndexOutOfBoundsException if there are fewer
     */
    public int intAt(int position) {
        return (int) INTS.get(value, position);
    }

    /**
     * The eight bytes from a position on as a number, big-endian.
     *
     * @throws IndexOutOfBoundsException if there are fewer
     */
    public long longAt(int position) {
        return (long) LONGS.get(value, position);
    }

    /** A fresh copy, the caller's to keep. */
    public byte[] toArray() {
        return value.clone();
    }

    /** The array itself, for encoders of this module that only read it. */
    byte[] shared() {
        return value;
    }

    /**
     * The bytes from position {@code from} up to, not including, {@code to}.
     *
     * @throws IllegalArgumentException unless {@code 0 <= from <= to <= size()}
     */
    public Bytes slice(int from, int to) {
        Check.argument(0 <= from && from <= to && to <= value.length, "no slice %s..%s of %s bytes", from, to, size());
        return from == 0 && to == value.length ? this : wrap(Arrays.copyOfRange(value, from, to));
    }

    /** These bytes followed by the others. */
    public Bytes concat(Bytes others) {
        byte[] both = Arrays.copyOf(value, value.length + others.value.length);
        System.arraycopy(others.value, 0, both, value.length, others.value.length);
        return wrap(both);
    }

    /** Whether these bytes begin with all of the given ones. */
    public boolean startsWith(Bytes beginning) {
        int length = beginning.value.length;
        return length <= value.length && Arrays.equals(value, 0, length, beginning.value, 0, length);
    }

    /** Appends all bytes to a buffer that has room for them. */
    public void writeTo(ByteBuffer buffer) {
        buffer.put(value);
    }

    /** Feeds all bytes to a digest. */
    public void update(MessageDigest digest) {
        digest.update(value);
    }

    /** All bytes as lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(value);
    }

    /** Unsigned lexicographic order; a beginning comes before the whole. */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    /** The same in every JVM: maps keyed by bytes behave alike on every machine. */
    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = Arrays.hashCode(value);
        }
        return hash;
    }

    /** Hexadecimal digits, shortened beyond 32 bytes so that a log line stays a line. */
    @Override
    public String toString() {
        if (value.length <= SHOWN_BYTES) {
            return hex();
        }
        return HexFormat.of().formatHex(value, 0, SHOWN_BYTES) + "…(" + value.length + " bytes)";
    }
}
