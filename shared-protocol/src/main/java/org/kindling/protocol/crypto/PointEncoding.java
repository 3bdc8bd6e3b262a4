package org.kindling.protocol.crypto;

import java.util.Arrays;
import java.util.List;
import org.kindling.protocol.Bytes;

/**
 * What can be said of a point of the curve by looking at its 32 bytes alone (RFC 8032 §5.1.2): the coordinate y,
 * lowest byte first, and the sign of x in the topmost bit.
 */
final class PointEncoding {
    private static final int LAST = 31;
    private static final int LOWEST_BYTE_OF_P = 0xed;

    private static final byte[] ONE = coordinate("01" + "00".repeat(31));
    private static final byte[] MINUS_ONE = coordinate("ec" + "ff".repeat(30) + "7f");

    /** The coordinates y of the points whose order is 2, 4 (both signs of x) and 8 (two pairs). */
    private static final List<byte[]> SMALL_ORDER = List.of(
            MINUS_ONE,
            coordinate("00".repeat(32)),
            coordinate("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
            coordinate("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"));

    private PointEncoding() {}

    /** Whether y is below p = 2^255 - 19, and zero, the only x without a negative, is not called negative. */
    static boolean isCanonical(byte[] point) {
        return isReduced(point)
                && !(isNegative(point) && (hasCoordinate(point, ONE) || hasCoordinate(point, MINUS_ONE)));
    }

    /** Whether a canonical point is the neutral one. */
    static boolean isIdentity(byte[] point) {
        return hasCoordinate(point, ONE);
    }

    /** Whether a canonical point is one of the seven whose order is 2, 4 or 8. */
    static boolean isOfSmallOrder(byte[] point) {
        return SMALL_ORDER.stream().anyMatch(coordinate -> hasCoordinate(point, coordinate));
    }

    private static boolean isReduced(byte[] point) {
        if ((point[LAST] & 0x7f) != 0x7f) {
            return true;
        }
        for (int at = LAST - 1; at > 0; at--) {
            if (point[at] != (byte) 0xff) {
                return true;
            }
        }
        return (point[0] & 0xff) < LOWEST_BYTE_OF_P;
    }

    private static boolean isNegative(byte[] point) {
        return point[LAST] < 0;
    }

    private static boolean hasCoordinate(byte[] point, byte[] coordinate) {
        return (point[LAST] & 0x7f) == coordinate[LAST] && Arrays.equals(point, 0, LAST, coordinate, 0, LAST);
    }

    private static byte[] coordinate(String hex) {
        return Bytes.fromHex(hex).toArray();
    }
}
