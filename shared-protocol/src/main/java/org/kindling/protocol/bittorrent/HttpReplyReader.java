package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.Printable;

/**
 * Answers of a tracker over HTTP as bencode: the side that reads them, from any tracker there is.
 *
 * <p>Keys in {@linkplain KeyOrder#ANY any order}, keys unknown ignored, peers in either model whatever was asked for: a tracker may answer
 * in the other one (BEP 23).
 */
public final class HttpReplyReader {
    /** Longest answer, in bytes. */
    public static final int BYTES_MAX = 64 * 1024;

    private static final BencodeLimits LIMITS = new BencodeLimits(BYTES_MAX, 8, 16 * 1024);
    private static final int ADDRESS_CHARACTERS_MAX = 64;

    private HttpReplyReader() {}

    /**
     * Reads the answer to an announce. Without an interval it is half an hour.
     *
     * @throws MalformedException if it is no answer of a tracker
     */
    public static TrackerAnswer<SwarmReply> announced(byte[] body) throws MalformedException {
        return answer(body, HttpReplyReader::announced);
    }

    /**
     * Reads the answer to a scrape.
     *
     * <p>npm's bittorrent-tracker takes the info-hash for text and writes each of its bytes above 127 as two of UTF-8, so that its keys have 20 to
     * 40 bytes. They are put right here: otherwise the sizes of its swarms would be nobody's. A key that is no info-hash either way is ignored.
     *
     * @throws MalformedException if it is no answer of a tracker
     */
    public static TrackerAnswer<ScrapeReply> scraped(byte[] body) throws MalformedException {
        return answer(body, HttpReplyReader::scraped);
    }

    private interface Reading<T> {
        T of(Bencode.Dictionary body) throws MalformedException;
    }

    private static <T> TrackerAnswer<T> answer(byte[] bytes, Reading<T> reading) throws MalformedException {
        Bencode.Dictionary body = BencodeReader.dictionary(bytes, LIMITS, KeyOrder.ANY);
        try {
            Optional<Bytes> failure = body.text("failure reason");
            return failure.isPresent()
                    ? new TrackerAnswer.Refused<>(refusal(failure.get(), body))
                    : new TrackerAnswer.Given<>(reading.of(body));
        } catch (IllegalArgumentException e) {
            throw new MalformedException(Fault.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
        }
    }

    /** BEP 31 writes a number or {@code never}; numbers written as text are read too. */
    private static TrackerRefusal refusal(Bytes reason, Bencode.Dictionary body) {
        String retry = body.value("retry in")
                .map(value -> value instanceof Bencode.Text text
                        ? new String(text.bytes().toArray(), ISO_8859_1)
                        : value instanceof Bencode.Whole whole ? String.valueOf(whole.value()) : "")
                .orElse("");
        int minutes = TrackerRefusal.UNSAID;
        if (retry.equals("never")) {
            minutes = TrackerRefusal.NEVER;
        } else if (retry.matches("[0-9]{1,18}")) {
            minutes = (int) Math.min(Long.parseLong(retry), TrackerRefusal.RETRY_MINUTES_MAX);
        }
        return new TrackerRefusal(words(reason, TrackerRefusal.REASON_CHARACTERS_MAX), minutes);
    }

    private static SwarmReply announced(Bencode.Dictionary body) throws MalformedException {
        int least = seconds(body, "min interval", 0);
        int usual = least > 0 ? least : SwarmReply.INTERVAL_SECONDS_USUAL;
        List<SwarmPeer> peers = new ArrayList<>(peers(body, "peers", AddressFamily.IPV4));
        peers.addAll(peers(body, "peers6", AddressFamily.IPV6));
        return new SwarmReply(
                seconds(body, "interval", usual),
                least,
                counts(body),
                SwarmPeer.ipv4First(peers).stream().limit(SwarmReply.PEERS_MAX).toList(),
                notes(body));
    }

    private static SwarmReply.Notes notes(Bencode.Dictionary body) throws MalformedException {
        Bytes externalIp = body.text("external ip").orElse(Bytes.EMPTY);
        boolean isAddress = externalIp.size() == AddressFamily.IPV4.addressBytes()
                || externalIp.size() == AddressFamily.IPV6.addressBytes();
        return new SwarmReply.Notes(
                isAddress ? externalIp : Bytes.EMPTY,
                body.text("tracker id").orElse(Bytes.EMPTY),
                words(body.text("warning message").orElse(Bytes.EMPTY), SwarmReply.Notes.WARNING_CHARACTERS_MAX));
    }

    private static int seconds(Bencode.Dictionary body, String key, int otherwise) throws MalformedException {
        long seconds = body.whole(key).orElse((long) otherwise);
        if (seconds < 0) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "'" + key + "' is negative");
        }
        return (int) Math.min(seconds, SwarmReply.INTERVAL_SECONDS_MAX);
    }

    private static SwarmCounts counts(Bencode.Dictionary body) throws MalformedException {
        long unsaid = SwarmCounts.UNSAID;
        return new SwarmCounts(
                SwarmCounts.said(body.whole("complete").orElse(unsaid)),
                SwarmCounts.said(body.whole("incomplete").orElse(unsaid)),
                SwarmCounts.said(body.whole("downloaded").orElse(unsaid)));
    }

    private static List<SwarmPeer> peers(Bencode.Dictionary body, String key, AddressFamily family)
            throws MalformedException {
        Optional<Bencode> value = body.value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof Bencode.Text text) {
            return CompactPeers.read(ByteBuffer.wrap(text.bytes().toArray()), family);
        }
        if (!(value.get() instanceof Bencode.Sequence sequence)) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "'" + key + "' is neither a string nor a list");
        }
        List<SwarmPeer> peers = new ArrayList<>();
        for (Bencode item : sequence.items()) {
            peer(item).ifPresent(peers::add);
        }
        return peers;
    }

    /** Names (BEP 3 allows them) are skipped with all else that cannot be dialled: nothing is looked up because a stranger wrote it. */
    private static Optional<SwarmPeer> peer(Bencode item) throws MalformedException {
        if (!(item instanceof Bencode.Dictionary named)) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "a peer that is no dictionary");
        }
        Bytes ip = named.text("ip").orElse(Bytes.EMPTY);
        long port = named.whole("port").orElse(0L);
        Bytes id = named.text("peer id")
                .filter(bytes -> bytes.size() == PeerId.SIZE)
                .orElse(Bytes.EMPTY);
        return ip.size() <= ADDRESS_CHARACTERS_MAX
                ? SwarmPeer.at(new String(ip.toArray(), ISO_8859_1), port)
                        .map(peer -> new SwarmPeer(peer.address(), peer.port(), id))
                : Optional.empty();
    }

    private static ScrapeReply scraped(Bencode.Dictionary body) throws MalformedException {
        SortedMap<InfoHash, SwarmCounts> counts = new TreeMap<>();
        Optional<Bencode.Dictionary> files = body.dictionary("files");
        if (files.isEmpty()) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "'files' is not there");
        }
        for (Map.Entry<Bytes, Bencode> file : files.get().entries().entrySet()) {
            Optional<InfoHash> hash = infoHash(file.getKey());
            if (hash.isPresent() && file.getValue() instanceof Bencode.Dictionary swarm) {
                counts.putIfAbsent(hash.get(), counts(swarm));
            }
        }
        Optional<Bencode.Dictionary> flags = body.dictionary("flags");
        return new ScrapeReply(counts, flags.isEmpty() ? 0 : seconds(flags.get(), "min_request_interval", 0));
    }

    private static Optional<InfoHash> infoHash(Bytes key) {
        if (key.size() == InfoHash.SIZE) {
            return Optional.of(new InfoHash(key));
        }
        String text = new String(key.toArray(), UTF_8);
        boolean isMangled = text.length() == InfoHash.SIZE && text.chars().allMatch(character -> character <= 0xff);
        return isMangled ? Optional.of(new InfoHash(Bencode.Text.of(text).bytes())) : Optional.empty();
    }

    private static String words(Bytes utf8, int charactersMax) {
        return Printable.of(new String(utf8.toArray(), UTF_8), charactersMax);
    }
}
