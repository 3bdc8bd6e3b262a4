package org.kindling.tracker.udp;

/**
 * SipHash-2-4 (Aumasson, Bernstein 2012) of whole words: 64 bits that nobody can foretell without the key.
 *
 * <p>Rationale: connection ids are made and checked for every datagram, are 64 bits long and good for minutes. This is made for that, and takes a small
 * part of HMAC-SHA-256's time.
 */
final class SipHash {
    private static final int ROUNDS_A_WORD = 2;
    private static final int ROUNDS_AT_THE_END = 4;
    private static final int LENGTH_BIT = 56;

    private long v0;
    private long v1;
    private long v2;
    private long v3;

    private SipHash(long firstKey, long secondKey) {
        v0 = firstKey ^ 0x736f6d6570736575L;
        v1 = secondKey ^ 0x646f72616e646f6dL;
        v2 = firstKey ^ 0x6c7967656e657261L;
        v3 = secondKey ^ 0x7465646279746573L;
    }

    /** @param words as numbers; as bytes they would be little-endian */
    static long of(long firstKey, long secondKey, long... words) {
        SipHash hash = new SipHash(firstKey, secondKey);
        for (long word : words) {
            hash.take(word);
        }
        hash.take((long) words.length * Long.BYTES << LENGTH_BIT);
        hash.v2 ^= 0xff;
        hash.turn(ROUNDS_AT_THE_END);
        return hash.v0 ^ hash.v1 ^ hash.v2 ^ hash.v3;
    }

    private void take(long word) {
        v3 ^= word;
        turn(ROUNDS_A_WORD);
        v0 ^= word;
    }

    private void turn(int rounds) {
        for (int i = 0; i < rounds; i++) {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
