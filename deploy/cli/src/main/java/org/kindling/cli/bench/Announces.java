package org.kindling.cli.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.bittorrent.HttpAnnounce;
import org.kindling.protocol.bittorrent.HttpQueries;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.bittorrent.PeerModel;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.bittorrent.SwarmProgress;
import org.kindling.protocol.bittorrent.UdpRequest;
import org.kindling.protocol.bittorrent.UdpRequests;
import org.kindling.protocol.crypto.Hash;

/**
 * What the generator of load announces: many peers of this machine, each one port, in a thousand swarms.
 *
 * <p>Datagrams are written over one prebuilt one, requests of HTTP are prebuilt whole. Rationale: the generator must never be slower than what it measures.
 */
final class Announces {
    static final int SWARMS = 1_000;

    /** What most clients ask for, and every tracker gives. */
    static final int WANT = 50;

    private static final int PORT_FIRST = 1_024;
    private static final int TRANSACTION_AT = 12;
    private static final int SWARM_AT = 16;
    private static final int PEER_NUMBER_AT = 48;
    private static final int PORT_AT = 96;
    private static final byte[] PEER_ID = "-KD0100-bench---0000".getBytes(US_ASCII);

    private final byte[][] swarms = new byte[SWARMS][];

    Announces() {
        for (int i = 0; i < SWARMS; i++) {
            byte[] name = ("bench swarm " + i).getBytes(US_ASCII);
            swarms[i] = Hash.sha256(name).bytes().slice(0, InfoHash.SIZE).toArray();
        }
    }

    /** All of them in hexadecimal, a line each: opentracker of Debian serves only what is in such a list. */
    List<String> whitelist() {
        List<String> lines = new ArrayList<>();
        for (byte[] swarm : swarms) {
            lines.add(Bytes.of(swarm).hex());
        }
        return lines;
    }

    /** A datagram to be completed by {@link #complete}. */
    ByteBuffer datagram(long connectionId, SwarmEvent event, int want) {
        byte[] bytes =
                UdpRequests.encode(new UdpRequest.Announce(connectionId, 0, announce(0, event, want), 0, Bytes.EMPTY));
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** Makes of the datagram the announce of the peer of this number, which may be any. */
    void complete(ByteBuffer datagram, int peer, int transactionId) {
        datagram.put(SWARM_AT, swarms[peer % SWARMS])
                .putInt(TRANSACTION_AT, transactionId)
                .putInt(PEER_NUMBER_AT, peer)
                .putShort(PORT_AT, (short) port(peer));
    }

    /**
     * The request of the peer of this number.
     *
     * @param host with the port
     * @param more header fields, each with its end of line
     */
    ByteBuffer request(String host, String path, String more, int peer) {
        HttpAnnounce asked = new HttpAnnounce(
                announce(peer, SwarmEvent.REGULAR, WANT), PeerModel.COMPACT, Bytes.EMPTY, Bytes.EMPTY, List.of());
        String head =
                "GET " + path + "?" + HttpQueries.encode(asked) + " HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n";
        byte[] bytes = head.getBytes(US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private SwarmAnnounce announce(int peer, SwarmEvent event, int want) {
        return new SwarmAnnounce(
                new InfoHash(Bytes.of(swarms[peer % SWARMS])),
                new PeerId(Bytes.of(PEER_ID)),
                port(peer),
                SwarmProgress.NEVER_DONE,
                event,
                want);
    }

    private static int port(int peer) {
        return PORT_FIRST + peer / SWARMS;
    }
}
