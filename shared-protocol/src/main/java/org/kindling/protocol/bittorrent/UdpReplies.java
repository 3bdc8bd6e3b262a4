package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.Printable;

/** Replies of a tracker as datagrams (BEP 15, big-endian). */
public final class UdpReplies {
    private static final int HEADER_BYTES = 8;
    private static final int CONNECTED_BYTES = 16;
    private static final int ANNOUNCED_BYTES_MIN = 20;
    private static final int COUNTS_BYTES = 12;

    private UdpReplies() {}

    /**
     * All bytes of the reply.
     *
     * @param family over which it is sent. An IPv4 peer goes over IPv6 in its mapped form; an IPv6 peer over IPv4 is refused
     * @throws IllegalArgumentException if a peer does not fit
     */
    public static byte[] encode(UdpReply reply, AddressFamily family) {
        return reply.fold(new UdpReply.Cases<>() {
            @Override
            public byte[] connected(UdpReply.Connected connected) {
                byte[] datagram = new byte[CONNECTED_BYTES];
                header(datagram, UdpRequests.CONNECT, connected).putLong(connected.connectionId());
                return datagram;
            }

            @Override
            public byte[] announced(UdpReply.Announced announced) {
                byte[] datagram = new byte
                        [ANNOUNCED_BYTES_MIN
                                + family.peerBytes() * announced.peers().size()];
                ByteBuffer out = header(datagram, UdpRequests.ANNOUNCE, announced)
                        .putInt(announced.intervalSeconds())
                        .putInt(announced.incomplete())
                        .putInt(announced.complete());
                CompactPeers.write(announced.peers(), family, out);
                return datagram;
            }

            @Override
            public byte[] scraped(UdpReply.Scraped scraped) {
                byte[] datagram =
                        new byte[HEADER_BYTES + COUNTS_BYTES * scraped.counts().size()];
                ByteBuffer out = header(datagram, UdpRequests.SCRAPE, scraped);
                scraped.counts()
                        .forEach(counts -> out.putInt(counts.complete())
                                .putInt(counts.downloaded())
                                .putInt(counts.incomplete()));
                return datagram;
            }

            @Override
            public byte[] refused(UdpReply.Refused refused) {
                byte[] reason = refused.reason().getBytes(UTF_8);
                byte[] datagram = new byte[HEADER_BYTES + reason.length];
                header(datagram, UdpRequests.ERROR, refused).put(reason);
                return datagram;
            }
        });
    }

    private static ByteBuffer header(byte[] datagram, int action, UdpReply reply) {
        return ByteBuffer.wrap(datagram).putInt(action).putInt(reply.transactionId());
    }

    /**
     * Reads a reply.
     *
     * @param family over which it came
     * @throws MalformedException as {@link Fault#UNREADABLE} if it is shorter than its kind, {@link Fault#UNKNOWN_MESSAGE} if it is of a kind this
     *     version does not know
     */
    public static UdpReply read(byte[] datagram, AddressFamily family) throws MalformedException {
        UdpRequests.requireBytes("a reply", HEADER_BYTES, datagram);
        ByteBuffer in = ByteBuffer.wrap(datagram);
        int action = in.getInt();
        int transactionId = in.getInt();
        return switch (action) {
            case UdpRequests.CONNECT -> {
                UdpRequests.requireBytes("a connection id", CONNECTED_BYTES, datagram);
                yield new UdpReply.Connected(transactionId, in.getLong());
            }
            case UdpRequests.ANNOUNCE -> {
                UdpRequests.requireBytes("an answer to an announce", ANNOUNCED_BYTES_MIN, datagram);
                yield announced(transactionId, in, family);
            }
            case UdpRequests.SCRAPE -> {
                UdpRequests.requireBytes("an answer to a scrape", HEADER_BYTES + COUNTS_BYTES, datagram);
                yield new UdpReply.Scraped(transactionId, counts(in));
            }
            case UdpRequests.ERROR -> {
                yield new UdpReply.Refused(transactionId, reason(datagram));
            }
            default -> throw new MalformedException(Fault.UNKNOWN_MESSAGE, "action " + action + ", at byte 0");
        };
    }

    /** The rest of the datagram, without the zero byte that opentracker leaves at its end. */
    private static String reason(byte[] datagram) {
        int end = datagram.length;
        while (end > HEADER_BYTES && datagram[end - 1] == 0) {
            end--;
        }
        return Printable.of(
                new String(datagram, HEADER_BYTES, end - HEADER_BYTES, UTF_8), TrackerRefusal.REASON_CHARACTERS_MAX);
    }

    private static UdpReply announced(int transactionId, ByteBuffer in, AddressFamily family)
            throws MalformedException {
        long seconds = Math.min(Integer.toUnsignedLong(in.getInt()), SwarmReply.INTERVAL_SECONDS_MAX);
        int incomplete = SwarmCounts.said(in.getInt());
        int complete = SwarmCounts.said(in.getInt());
        return new UdpReply.Announced(
                transactionId, (int) seconds, complete, incomplete, CompactPeers.read(in, family));
    }

    /** As many as are whole; of more than could be asked for, the first. */
    private static List<SwarmCounts> counts(ByteBuffer in) {
        List<SwarmCounts> counts = new ArrayList<>();
        while (in.remaining() >= COUNTS_BYTES && counts.size() < SwarmScrape.SWARMS_MAX) {
            int complete = SwarmCounts.said(in.getInt());
            int downloaded = SwarmCounts.said(in.getInt());
            int incomplete = SwarmCounts.said(in.getInt());
            counts.add(new SwarmCounts(complete, incomplete, downloaded));
        }
        return counts;
    }
}
