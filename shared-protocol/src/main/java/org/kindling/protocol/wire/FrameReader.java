package org.kindling.protocol.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.Fault;

/**
 * Splits what a socket delivers, in chunks of any size, into payloads. One reader belongs to one link and one thread.
 *
 * <p>A length is judged before a byte is set aside for it, and room grows only with what has arrived. Rationale: a header costs a
 * stranger eight bytes, it must not cost us a mebibyte.
 * <p>After a fault the stream has no known frame boundary any more, so the reader repeats the fault and reads nothing.
 */
public final class FrameReader {
    /** A payload up to this length gets its room at once: growing in steps would copy it twice. */
    private static final int ROOM_BYTES_AT_ONCE = 16 * 1024;

    private final int magic;
    private final ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
    private byte[] payload = new byte[0];
    private int payloadLength;
    private int arrived;
    private @Nullable Fault fault;

    /** A reader at the beginning of a stream of the network with this magic. */
    public FrameReader(int magic) {
        this.magic = magic;
    }

    /**
     * Takes all bytes of a chunk.
     *
     * @param payloads hears each completed payload in order, in an array that is its own to keep
     * @return what is wrong with the stream: {@link Fault#FRAME_OF_ANOTHER_NETWORK} or {@link Fault#FRAME_TOO_LARGE}
     */
    public Optional<Fault> feed(byte[] chunk, Consumer<byte[]> payloads) {
        return feed(ByteBuffer.wrap(chunk), payloads);
    }

    /** The same for a buffer between its position and its limit; each byte is copied once, into its payload. */
    public Optional<Fault> feed(ByteBuffer chunk, Consumer<byte[]> payloads) {
        while (fault == null && chunk.hasRemaining()) {
            if (header.hasRemaining()) {
                readHeader(chunk);
            } else {
                readPayload(chunk);
            }
            if (fault == null && !header.hasRemaining() && arrived == payloadLength) {
                payloads.accept(completed());
            }
        }
        return Optional.ofNullable(fault);
    }

    /** How many bytes are set aside for a frame that is not complete. */
    public int heldBytes() {
        return payload.length;
    }

    private void readHeader(ByteBuffer chunk) {
        while (header.hasRemaining() && chunk.hasRemaining()) {
            header.put(chunk.get());
        }
        if (header.position() >= Integer.BYTES && header.getInt(0) != magic) {
            fault = Fault.FRAME_OF_ANOTHER_NETWORK;
        } else if (!header.hasRemaining()) {
            payloadLength = header.getInt(Integer.BYTES);
            fault = payloadLength < 0 || payloadLength > Frame.PAYLOAD_BYTES_MAX ? Fault.FRAME_TOO_LARGE : null;
        }
    }

    private void readPayload(ByteBuffer chunk) {
        int count = Math.min(chunk.remaining(), payloadLength - arrived);
        makeRoom(arrived + count);
        chunk.get(payload, arrived, count);
        arrived += count;
    }

    private void makeRoom(int needed) {
        if (payload.length < needed) {
            int doubled = Math.max(Math.max(needed, ROOM_BYTES_AT_ONCE), 2 * payload.length);
            payload = Arrays.copyOf(payload, Math.min(payloadLength, doubled));
        }
    }

    private byte[] completed() {
        byte[] whole = payload;
        header.clear();
        payload = new byte[0];
        arrived = 0;
        payloadLength = 0;
        return whole;
    }
}
