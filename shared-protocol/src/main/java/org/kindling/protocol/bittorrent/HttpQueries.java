package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.identity.IpAddress;

/**
 * Announces and scrapes as queries of HTTP (BEP 3, 7, 23, 48): what follows the question mark, percent-encoded, info-hash and peer id as raw bytes.
 *
 * <p>Must be given the query as it came, before anybody decoded it: no character set survives a round trip through these bytes.
 */
public final class HttpQueries {
    /** Longest announce, in characters. The longest of a real program is about 400. */
    public static final int ANNOUNCE_CHARACTERS_MAX = 4 * 1024;

    /** Longest scrape, in characters: {@link SwarmScrape#SWARMS_MAX} info-hashes and a little around them. */
    public static final int SCRAPE_CHARACTERS_MAX = 8 * 1024;

    private static final int NAMES_MAX = 96;
    private static final int ADDRESS_CHARACTERS_MAX = 64;

    private HttpQueries() {}

    /** The announce as our peers ask it. */
    public static String encode(HttpAnnounce asked) {
        SwarmAnnounce announce = asked.announce();
        StringJoiner query = new StringJoiner("&");
        query.add("info_hash=" + PercentText.write(announce.infoHash().bytes()));
        query.add("peer_id=" + PercentText.write(announce.peerId().bytes()));
        query.add("port=" + announce.port());
        addIfSaid(query, "uploaded", announce.progress().uploadedBytes());
        addIfSaid(query, "downloaded", announce.progress().downloadedBytes());
        addIfSaid(query, "left", announce.progress().leftBytes());
        addIfSaid(query, "numwant", announce.want());
        addIfSaid(query, "key", asked.key());
        addModel(query, asked.model());
        addIfSaid(query, "event", Bencode.Text.of(announce.event().word()).bytes());
        addIfSaid(query, "trackerid", asked.trackerId());
        asked.alsoAt().forEach(peer -> addAddress(query, peer, announce.port()));
        return query.toString();
    }

    /** The scrape as our peers ask it. */
    public static String encode(SwarmScrape scrape) {
        StringJoiner query = new StringJoiner("&");
        scrape.infoHashes().forEach(hash -> query.add("info_hash=" + PercentText.write(hash.bytes())));
        return query.toString();
    }

    private static void addIfSaid(StringJoiner query, String name, long value) {
        if (value >= 0) {
            query.add(name + "=" + value);
        }
    }

    private static void addIfSaid(StringJoiner query, String name, Bytes value) {
        if (!value.isEmpty()) {
            query.add(name + "=" + PercentText.write(value));
        }
    }

    private static void addModel(StringJoiner query, PeerModel model) {
        if (model != PeerModel.ANY) {
            query.add("compact=" + (model == PeerModel.COMPACT ? 1 : 0));
        }
        if (model == PeerModel.DICTIONARIES_WITHOUT_IDS) {
            query.add("no_peer_id=1");
        }
    }

    private static void addAddress(StringJoiner query, SwarmPeer peer, int port) {
        String text =
                peer.port() == port ? peer.address().text() : peer.endpoint().toString();
        addIfSaid(
                query,
                peer.address().isIpv4() ? "ipv4" : "ipv6",
                Bencode.Text.of(text).bytes());
    }

    /**
     * Reads an announce. Names it does not know are ignored, {@code ip} among them.
     *
     * @throws MalformedException if there is not exactly one info-hash and one peer id, or a value is out of range
     */
    public static HttpAnnounce announce(String query) throws MalformedException {
        Query values = Query.read(query, ANNOUNCE_CHARACTERS_MAX, NAMES_MAX);
        long port = values.whole("port", 0);
        if (port < 0 || port > 0xffff) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "'port' is outside 0..65535");
        }
        try {
            SwarmAnnounce announce = new SwarmAnnounce(
                    new InfoHash(values.present("info_hash")),
                    new PeerId(values.present("peer_id")),
                    (int) port,
                    new SwarmProgress(
                            values.hearsay("uploaded", SwarmProgress.UNSAID),
                            values.hearsay("downloaded", SwarmProgress.UNSAID),
                            values.hearsay("left", SwarmProgress.UNSAID)),
                    SwarmEvent.of(values.text("event")),
                    want(values));
            return new HttpAnnounce(
                    announce,
                    model(values),
                    values.one("key").orElse(Bytes.EMPTY),
                    values.one("trackerid").orElse(Bytes.EMPTY),
                    alsoAt(values, announce.port()));
        } catch (IllegalArgumentException e) {
            throw new MalformedException(Fault.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Reads a scrape.
     *
     * @throws MalformedException if it names no swarm, more than {@link SwarmScrape#SWARMS_MAX}, or what is no info-hash
     */
    public static SwarmScrape scrape(String query) throws MalformedException {
        Query values = Query.read(query, SCRAPE_CHARACTERS_MAX, NAMES_MAX);
        try {
            return new SwarmScrape(
                    values.all("info_hash").stream().map(InfoHash::new).toList());
        } catch (IllegalArgumentException e) {
            throw new MalformedException(Fault.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static int want(Query values) throws MalformedException {
        long want = values.whole("numwant", SwarmAnnounce.WANT_USUAL);
        return (int) Math.min(Math.max(want, SwarmAnnounce.WANT_USUAL), Integer.MAX_VALUE);
    }

    private static PeerModel model(Query values) throws MalformedException {
        return switch (values.text("compact")) {
            case "1" -> PeerModel.COMPACT;
            case "0" ->
                values.text("no_peer_id").equals("1") ? PeerModel.DICTIONARIES_WITHOUT_IDS : PeerModel.DICTIONARIES;
            default -> PeerModel.ANY;
        };
    }

    /** What is no address is skipped, and so are those beyond the limit: they are hints. */
    private static List<SwarmPeer> alsoAt(Query values, int port) {
        List<SwarmPeer> peers = new ArrayList<>();
        values.all("ipv4").forEach(text -> address(text, port).ifPresent(peers::add));
        values.all("ipv6").forEach(text -> address(text, port).ifPresent(peers::add));
        return SwarmPeer.ipv4First(peers).stream()
                .limit(HttpAnnounce.ALSO_AT_MAX)
                .toList();
    }

    /** An address alone, or with a port as RFC 2732 writes them (BEP 7). */
    private static Optional<SwarmPeer> address(Bytes value, int port) {
        if (value.size() > ADDRESS_CHARACTERS_MAX) {
            return Optional.empty();
        }
        String text = new String(value.toArray(), ISO_8859_1);
        if (IpAddress.parse(text).isPresent()) {
            return SwarmPeer.at(text, port);
        }
        int colon = text.lastIndexOf(':');
        String digits = text.substring(colon + 1);
        return colon > 0 && digits.matches("[0-9]{1,5}")
                ? SwarmPeer.at(text.substring(0, colon), Integer.parseInt(digits))
                : SwarmPeer.at(text, port);
    }
}
