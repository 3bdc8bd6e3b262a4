package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kindling.protocol.Bytes;

/** Answers of a tracker over HTTP as bencode: the side that writes them (BEP 3, 7, 23, 24, 31, 48). {@link HttpReplyReader} reads them. */
public final class HttpReplies {
    /** Media type of every answer. */
    public static final String MEDIA_TYPE = "text/plain";

    private HttpReplies() {}

    /**
     * The answer to an announce.
     *
     * <p>{@code peers} is there even if it is empty: aria2 and older clients look for it first. {@code peers6} is there only if somebody is in it.
     */
    public static byte[] encode(SwarmReply reply, PeerModel model) {
        SortedMap<String, Bencode> body = new TreeMap<>();
        body.put("interval", new Bencode.Whole(reply.intervalSeconds()));
        putIfSaid(body, "min interval", reply.minIntervalSeconds() == 0 ? -1 : reply.minIntervalSeconds());
        putCounts(body, reply.counts());
        if (model.isDictionaries()) {
            body.put("peers", dictionaries(reply.peers(), model));
        } else {
            putCompact(body, reply.peers());
        }
        SwarmReply.Notes notes = reply.notes();
        putIfSaid(body, "external ip", notes.externalIp());
        putIfSaid(body, "tracker id", notes.trackerId());
        putIfSaid(body, "warning message", Bytes.wrap(notes.warning().getBytes(UTF_8)));
        return BencodeWriter.write(Bencode.Dictionary.of(body));
    }

    /** The answer to a scrape. */
    public static byte[] encode(ScrapeReply reply) {
        SortedMap<Bytes, Bencode> files = new TreeMap<>();
        reply.counts().forEach((hash, counts) -> {
            SortedMap<String, Bencode> file = new TreeMap<>();
            putCounts(file, counts);
            files.put(hash.bytes(), Bencode.Dictionary.of(file));
        });
        SortedMap<String, Bencode> body = new TreeMap<>();
        body.put("files", new Bencode.Dictionary(files));
        if (reply.minIntervalSeconds() > 0) {
            SortedMap<String, Bencode> flags = new TreeMap<>();
            flags.put("min_request_interval", new Bencode.Whole(reply.minIntervalSeconds()));
            body.put("flags", Bencode.Dictionary.of(flags));
        }
        return BencodeWriter.write(Bencode.Dictionary.of(body));
    }

    /** The refusal of either. */
    public static byte[] encode(TrackerRefusal refusal) {
        SortedMap<String, Bencode> body = new TreeMap<>();
        body.put("failure reason", new Bencode.Text(Bytes.wrap(refusal.reason().getBytes(UTF_8))));
        if (refusal.retryMinutes() == TrackerRefusal.NEVER) {
            body.put("retry in", Bencode.Text.of("never"));
        } else if (refusal.retryMinutes() != TrackerRefusal.UNSAID) {
            body.put("retry in", new Bencode.Whole(refusal.retryMinutes()));
        }
        return BencodeWriter.write(Bencode.Dictionary.of(body));
    }

    private static void putCounts(SortedMap<String, Bencode> body, SwarmCounts counts) {
        putIfSaid(body, "complete", counts.complete());
        putIfSaid(body, "incomplete", counts.incomplete());
        putIfSaid(body, "downloaded", counts.downloaded());
    }

    private static void putIfSaid(SortedMap<String, Bencode> body, String key, int value) {
        if (value >= 0) {
            body.put(key, new Bencode.Whole(value));
        }
    }

    private static void putIfSaid(SortedMap<String, Bencode> body, String key, Bytes value) {
        if (!value.isEmpty()) {
            body.put(key, new Bencode.Text(value));
        }
    }

    private static void putCompact(SortedMap<String, Bencode> body, List<SwarmPeer> peers) {
        List<SwarmPeer> ipv4 =
                peers.stream().filter(peer -> peer.address().isIpv4()).toList();
        List<SwarmPeer> ipv6 =
                peers.stream().filter(peer -> !peer.address().isIpv4()).toList();
        body.put("peers", new Bencode.Text(CompactPeers.write(ipv4, AddressFamily.IPV4)));
        putIfSaid(body, "peers6", CompactPeers.write(ipv6, AddressFamily.IPV6));
    }

    private static Bencode dictionaries(List<SwarmPeer> peers, PeerModel model) {
        return new Bencode.Sequence(
                peers.stream().map(peer -> dictionary(peer, model)).toList());
    }

    private static Bencode dictionary(SwarmPeer peer, PeerModel model) {
        SortedMap<String, Bencode> named = new TreeMap<>();
        named.put("ip", Bencode.Text.of(peer.address().text()));
        named.put("port", new Bencode.Whole(peer.port()));
        putIfSaid(named, "peer id", model == PeerModel.DICTIONARIES ? peer.id() : Bytes.EMPTY);
        return Bencode.Dictionary.of(named);
    }
}
