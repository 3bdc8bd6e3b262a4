package org.kindling.tracker.directory;

import java.nio.ByteBuffer;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.IpAddress;

/**
 * An address and a port as 18 bytes, IPv4 as RFC 4291 §2.5.5.2 maps it.
 *
 * @param high the first eight bytes of the address
 * @param low the others
 */
record BareAddress(long high, long low, int port) {
    private static final long MAPPED_IPV4 = 0xffffL;

    static BareAddress of(IpAddress ip, int port) {
        Bytes bytes = ip.bytes();
        return ip.isIpv4()
                ? new BareAddress(0, MAPPED_IPV4 << Integer.SIZE | Integer.toUnsignedLong(bytes.intAt(0)), port)
                : new BareAddress(bytes.longAt(0), bytes.longAt(Long.BYTES), port);
    }

    IpAddress ip() {
        if (isIpv4()) {
            return new IpAddress(
                    Bytes.wrap(new byte[] {(byte) (low >> 24), (byte) (low >> 16), (byte) (low >> 8), (byte) low}));
        }
        return new IpAddress(Bytes.wrap(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array()));
    }

    /** Appends what a compact answer has of it (BEP 7, BEP 23). */
    void writeTo(ByteBuffer out) {
        if (isIpv4()) {
            out.putInt((int) low);
        } else {
            out.putLong(high).putLong(low);
        }
        out.putShort((short) port);
    }

    boolean isIpv4() {
        return high == 0 && low >>> 32 == MAPPED_IPV4;
    }

    /** Equal for one host as {@link SeenHost#host} means it; never 0, and never one of both families, for a public address. */
    long hostKey() {
        return isIpv4() ? low : high;
    }

    /** The same for {@link SeenHost#neighbourhood}. */
    long neighbourhoodKey() {
        return isIpv4() ? low >>> 8 : high >>> 16;
    }
}
