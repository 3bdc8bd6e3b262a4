package org.kindling.protocol.bittorrent;

import org.kindling.protocol.Check;

/**
 * How much bencode is read from a stranger.
 *
 * @param bytesMax of the whole, judged before anything is read
 * @param depthMax lists and dictionaries within each other, at most {@link #DEPTH_MAX}
 * @param itemsMax values and keys together. Rationale: an empty string costs a stranger two bytes, and us fifty
 */
public record BencodeLimits(int bytesMax, int depthMax, int itemsMax) {
    /** As deep as any reader goes, so that a value can be written and compared by methods that call themselves. */
    public static final int DEPTH_MAX = 64;

    public BencodeLimits {
        Check.argument(bytesMax >= 1 && itemsMax >= 1, "limits of %s bytes and %s items", bytesMax, itemsMax);
        Check.argument(depthMax >= 0 && depthMax <= DEPTH_MAX, "depth %s is outside 0..%s", depthMax, DEPTH_MAX);
    }
}
