package org.kindling.protocol.wire;

import java.nio.ByteBuffer;
import org.kindling.protocol.Check;
import org.kindling.protocol.message.Message;

/**
 * The envelope of one message on a stream: four bytes of network magic, four bytes of payload length, both big-endian, and the
 * payload. There is no checksum, because TLS has one.
 */
public final class Frame {
    /** Longest frame, header included: 1 MiB. */
    public static final int BYTES_MAX = 1 << 20;

    /** Magic and length. */
    public static final int HEADER_BYTES = 8;

    /** Longest payload. */
    public static final int PAYLOAD_BYTES_MAX = BYTES_MAX - HEADER_BYTES;

    private Frame() {}

    /**
     * The frame of a message.
     *
     * @param magic {@link org.kindling.protocol.identity.NetworkId#magic()} of the network that is spoken on this link
     */
    public static byte[] of(int magic, Message message) {
        return of(magic, MessageCodec.encode(message));
    }

    /**
     * The frame of an encoded message.
     *
     * @throws IllegalArgumentException if the payload is longer than {@link #PAYLOAD_BYTES_MAX}
     */
    public static byte[] of(int magic, byte[] payload) {
        Check.argument(
                payload.length <= PAYLOAD_BYTES_MAX,
                "a payload of %s bytes does not fit a frame of %s",
                payload.length,
                BYTES_MAX);
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .putInt(magic)
                .putInt(payload.length)
                .put(payload)
                .array();
    }
}
