package org.kindling.protocol.bittorrent;

import java.nio.ByteBuffer;
import org.kindling.protocol.Bytes;

/**
 * The options behind an announce over UDP (BEP 41): path and query of the tracker's URL, in pieces of at most 255 bytes.
 *
 * <p>Options of other kinds are skipped. An option that is cut ends the options, and what came before it counts. Rationale: BEP 15 lets anything
 * follow an announce, and older programs put other things there; the announce itself is whole.
 */
final class UrlOptions {
    private static final int END = 0;
    private static final int NOTHING = 1;
    private static final int URL_DATA = 2;
    private static final int HEADER_BYTES = 2;
    private static final int PIECE_BYTES_MAX = 255;

    private UrlOptions() {}

    /** How long the options of this path and query are. */
    static int bytes(Bytes url) {
        int pieces = (url.size() + PIECE_BYTES_MAX - 1) / PIECE_BYTES_MAX;
        return url.size() + HEADER_BYTES * pieces;
    }

    static void write(Bytes url, ByteBuffer out) {
        for (int from = 0; from < url.size(); from += PIECE_BYTES_MAX) {
            Bytes piece = url.slice(from, Math.min(url.size(), from + PIECE_BYTES_MAX));
            out.put((byte) URL_DATA).put((byte) piece.size());
            piece.writeTo(out);
        }
    }

    /** Path and query, as far as they are there and not longer than {@link UdpRequest.Announce#URL_BYTES_MAX}. */
    static Bytes read(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return Bytes.EMPTY;
        }
        ByteBuffer url = ByteBuffer.allocate(Math.min(in.remaining(), UdpRequest.Announce.URL_BYTES_MAX));
        while (in.hasRemaining()) {
            int kind = in.get();
            if (kind == NOTHING) {
                continue;
            }
            int length = kind != END && in.hasRemaining() ? Byte.toUnsignedInt(in.get()) : Integer.MAX_VALUE;
            if (length > in.remaining() || (kind == URL_DATA && length > url.remaining())) {
                break;
            }
            if (kind == URL_DATA) {
                url.put(in.slice(in.position(), length));
            }
            in.position(in.position() + length);
        }
        return UdpRequests.bytes(url.flip(), url.limit());
    }
}
