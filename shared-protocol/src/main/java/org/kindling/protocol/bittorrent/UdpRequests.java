package org.kindling.protocol.bittorrent;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;

/**
 * Requests to a tracker as datagrams (BEP 15, big-endian), with the options behind an announce (BEP 41).
 *
 * <p>A datagram may be longer than its kind: what follows is an extension that this version does not know (BEP 15), and is ignored.
 */
public final class UdpRequests {
    /** A request for a connection id. */
    public static final int CONNECT_BYTES = 16;

    /** An announce without options. libtorrent's has 109: the path {@code /announce} follows. */
    public static final int ANNOUNCE_BYTES_MIN = 98;

    /** A scrape of one swarm. */
    public static final int SCRAPE_BYTES_MIN = 36;

    /** Longest request that is read; an announce with the longest path, or a scrape of the most swarms, is shorter. */
    public static final int BYTES_MAX = 2 * 1024;

    static final int CONNECT = 0;
    static final int ANNOUNCE = 1;
    static final int SCRAPE = 2;
    static final int ERROR = 3;

    /** What a request for a connection id says where the others have one: BEP 15's magic number. */
    private static final long NO_CONNECTION = 0x41727101980L;

    private static final int HEADER_BYTES = 16;
    private static final int IP_BYTES = 4;

    private UdpRequests() {}

    /** All bytes of the request. The field for an address is zero: the tracker sees where the datagram comes from. */
    public static byte[] encode(UdpRequest request) {
        return request.fold(new UdpRequest.Cases<>() {
            @Override
            public byte[] connect(UdpRequest.Connect connect) {
                byte[] datagram = new byte[CONNECT_BYTES];
                header(datagram, NO_CONNECTION, CONNECT, connect.transactionId());
                return datagram;
            }

            @Override
            public byte[] announce(UdpRequest.Announce announce) {
                return encodeAnnounce(announce);
            }

            @Override
            public byte[] scrape(UdpRequest.Scrape scrape) {
                List<InfoHash> hashes = scrape.scrape().infoHashes();
                byte[] datagram = new byte[HEADER_BYTES + InfoHash.SIZE * hashes.size()];
                ByteBuffer out = header(datagram, scrape.connectionId(), SCRAPE, scrape.transactionId());
                hashes.forEach(hash -> hash.bytes().writeTo(out));
                return datagram;
            }
        });
    }

    private static ByteBuffer header(byte[] datagram, long connectionId, int action, int transactionId) {
        return ByteBuffer.wrap(datagram).putLong(connectionId).putInt(action).putInt(transactionId);
    }

    private static byte[] encodeAnnounce(UdpRequest.Announce request) {
        SwarmAnnounce announce = request.announce();
        byte[] datagram = new byte[ANNOUNCE_BYTES_MIN + UrlOptions.bytes(request.urlData())];
        ByteBuffer out = header(datagram, request.connectionId(), ANNOUNCE, request.transactionId());
        announce.infoHash().bytes().writeTo(out);
        announce.peerId().bytes().writeTo(out);
        out.putLong(announce.progress().downloadedBytes())
                .putLong(announce.progress().leftBytes())
                .putLong(announce.progress().uploadedBytes())
                .putInt(announce.event().code())
                .putInt(0)
                .putInt(request.key())
                .putInt(announce.want())
                .putShort((short) announce.port());
        UrlOptions.write(request.urlData(), out);
        return datagram;
    }

    /**
     * Reads a request. Whether its connection id is one is for the tracker to know.
     *
     * @throws MalformedException as {@link Fault#UNREADABLE} if it is shorter than its kind, {@link Fault#UNKNOWN_MESSAGE} if it is of a kind this
     *     version does not know
     */
    public static UdpRequest read(byte[] datagram) throws MalformedException {
        if (datagram.length > BYTES_MAX) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "at most " + BYTES_MAX + " bytes, not " + datagram.length);
        }
        requireBytes("a request", HEADER_BYTES, datagram);
        ByteBuffer in = ByteBuffer.wrap(datagram);
        long connectionId = in.getLong();
        int action = in.getInt();
        int transactionId = in.getInt();
        return switch (action) {
            case CONNECT -> {
                if (connectionId != NO_CONNECTION) {
                    throw new MalformedException(Fault.UNREADABLE, "a connect without its magic number, at byte 0");
                }
                yield new UdpRequest.Connect(transactionId);
            }
            case ANNOUNCE -> {
                requireBytes("an announce", ANNOUNCE_BYTES_MIN, datagram);
                yield announce(connectionId, transactionId, in);
            }
            case SCRAPE -> {
                requireBytes("a scrape", SCRAPE_BYTES_MIN, datagram);
                yield new UdpRequest.Scrape(connectionId, transactionId, scrape(in));
            }
            default -> throw new MalformedException(Fault.UNKNOWN_MESSAGE, "action " + action + ", at byte 8");
        };
    }

    private static UdpRequest announce(long connectionId, int transactionId, ByteBuffer in) {
        InfoHash infoHash = new InfoHash(bytes(in, InfoHash.SIZE));
        PeerId peerId = new PeerId(bytes(in, PeerId.SIZE));
        long downloaded = said(in.getLong());
        long left = said(in.getLong());
        long uploaded = said(in.getLong());
        SwarmEvent event = SwarmEvent.of(in.getInt());
        in.position(in.position() + IP_BYTES);
        int key = in.getInt();
        int want = Math.max(in.getInt(), SwarmAnnounce.WANT_USUAL);
        int port = Short.toUnsignedInt(in.getShort());
        SwarmProgress progress = new SwarmProgress(uploaded, downloaded, left);
        return new UdpRequest.Announce(
                connectionId,
                transactionId,
                new SwarmAnnounce(infoHash, peerId, port, progress, event, want),
                key,
                UrlOptions.read(in));
    }

    private static SwarmScrape scrape(ByteBuffer in) throws MalformedException {
        int count = in.remaining() / InfoHash.SIZE;
        if (count > SwarmScrape.SWARMS_MAX) {
            throw new MalformedException(
                    Fault.TOO_MANY_ITEMS, "a scrape of " + count + " swarms, at most " + SwarmScrape.SWARMS_MAX);
        }
        List<InfoHash> hashes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            hashes.add(new InfoHash(bytes(in, InfoHash.SIZE)));
        }
        return new SwarmScrape(hashes);
    }

    private static long said(long bytes) {
        return Math.max(bytes, SwarmProgress.UNSAID);
    }

    static Bytes bytes(ByteBuffer in, int count) {
        byte[] bytes = new byte[count];
        in.get(bytes);
        return Bytes.wrap(bytes);
    }

    static void requireBytes(String kind, int least, byte[] datagram) throws MalformedException {
        if (datagram.length < least) {
            throw new MalformedException(
                    Fault.UNREADABLE, kind + " has at least " + least + " bytes, not " + datagram.length);
        }
    }
}
