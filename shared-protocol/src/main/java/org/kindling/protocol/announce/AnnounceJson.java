package org.kindling.protocol.announce;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.IdentityCodec;
import org.kindling.protocol.identity.IdentityReader;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * Announces, replies and refusals as JSON (RFC 8259), the way peers and trackers exchange them over HTTP.
 *
 * <p>Records travel as Base64 (RFC 4648 §4) of their canonical bytes, so that what was signed is what is checked. Fields this version
 * does not know are skipped: the JSON itself is neither signed nor hashed, and either side may be newer. Every reader has a limit on the
 * length of the whole, and {@link JsonWords} on everything inside.
 */
public final class AnnounceJson {
    /** Longest announce, in bytes: one record and a little around it. */
    public static final int ANNOUNCE_BYTES_MAX = 4 * 1024;

    /** Longest reply, in bytes: {@link Announce#WANT_MAX} records and a little around them. */
    public static final int REPLY_BYTES_MAX = 64 * 1024;

    /** Longest refusal, in bytes. */
    public static final int REFUSAL_BYTES_MAX = 4 * 1024;

    /** Media type of announces and replies. */
    public static final String MEDIA_TYPE = "application/json";

    /** Media type of refusals (RFC 9457 §3). */
    public static final String REFUSAL_MEDIA_TYPE = "application/problem+json";

    private static final String REASON_PREFIX = "urn:kindling:refusal:";

    private AnnounceJson() {}

    /** {@code {"network","record","event","want","nonce","about":[…],"ticket"}}; without the last three if they say nothing. */
    public static byte[] encode(Announce announce) {
        return JsonWords.write(out -> {
            out.writeStringField("network", announce.network().hex());
            out.writeStringField("record", base64(announce.record()));
            out.writeStringField("event", announce.occasion().slug());
            out.writeNumberField("want", announce.want());
            if (!announce.nonce().equals(Announce.NO_NONCE)) {
                out.writeStringField("nonce", announce.nonce().hex());
            }
            if (!announce.about().isEmpty()) {
                writeTexts(
                        out, "about", announce.about().stream().map(NodeId::hex).toList());
            }
            writeTicket(out, announce.ticket());
        });
    }

    /**
     * {@code {"intervalSeconds","minIntervalSeconds","swarmSize","seenAddress","records":[…],"claims","standings","ticket","head"}}; without the ticket if there is none.
     *
     * <p>Claims are two bytes a record, standings one digit a node, in their order; the swarm's size is there for people, the head says
     * it again.
     */
    public static byte[] encode(AnnounceReply reply) {
        return JsonWords.write(out -> {
            JsonWords.writeSeconds(out, "intervalSeconds", reply.intervalMillis());
            JsonWords.writeSeconds(out, "minIntervalSeconds", reply.intervalMillisMin());
            out.writeNumberField("swarmSize", reply.swarmSize());
            out.writeStringField("seenAddress", reply.seenHost());
            writeTexts(
                    out,
                    "records",
                    reply.records().stream().map(AnnounceJson::base64).toList());
            out.writeStringField(
                    "claims",
                    Base64.getEncoder().encodeToString(claims(reply.content().listings())));
            out.writeStringField(
                    "standings",
                    reply.content().standings().stream()
                            .map(standing -> String.valueOf(standing.code()))
                            .collect(Collectors.joining()));
            writeTicket(out, reply.content().ticket());
            out.writeStringField("head", Base64.getEncoder().encodeToString(HeadCodec.encode(reply.head())));
        });
    }

    /** {@code {"type","title","status","detail","retryAfterSeconds"}}. */
    public static byte[] encode(AnnounceRefusal refusal) {
        return JsonWords.write(out -> {
            out.writeStringField("type", REASON_PREFIX + refusal.reason());
            out.writeStringField("title", refusal.reason().replace('-', ' '));
            out.writeNumberField("status", refusal.status());
            out.writeStringField("detail", refusal.detail());
            JsonWords.writeSeconds(out, "retryAfterSeconds", refusal.retryAfterMillis());
        });
    }

    /**
     * Reads an announce; without {@code event} it is a regular one, without {@code want} it wants {@link Announce#WANT_USUAL}.
     *
     * @throws MalformedException if it is no announce; whether the record is truly signed is not looked at
     */
    public static Announce announce(byte[] json) throws MalformedException {
        JsonWords words = JsonWords.read(json, ANNOUNCE_BYTES_MAX);
        return checked(() -> new Announce(
                network(words.text("network")),
                record(words.text("record")),
                occasion(words.text("event", Announce.Occasion.REGULAR.slug())),
                words.integer("want", Announce.WANT_USUAL),
                words.has("nonce") ? Bytes.fromHex(words.text("nonce")) : Announce.NO_NONCE,
                words.has("about") ? nodes(words.texts("about")) : List.of(),
                ticket(words)));
    }

    /**
     * Reads a reply.
     *
     * @throws MalformedException if it is no reply; whether the records are truly signed is not looked at
     */
    public static AnnounceReply reply(byte[] json) throws MalformedException {
        JsonWords words = JsonWords.read(json, REPLY_BYTES_MAX);
        return checked(() -> reply(words));
    }

    private static AnnounceReply reply(JsonWords words) throws MalformedException {
        AnnounceReply reply = new AnnounceReply(
                new AnnounceReply.Content(
                        words.millis("intervalSeconds"),
                        words.millis("minIntervalSeconds"),
                        words.text("seenAddress"),
                        listings(words.texts("records"), words.text("claims")),
                        standings(words.text("standings")),
                        ticket(words)),
                HeadCodec.head(Base64.getDecoder().decode(words.text("head"))));
        if (words.integer("swarmSize") != reply.swarmSize()) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "'swarmSize' is not what the head says");
        }
        return reply;
    }

    /**
     * Reads a refusal.
     *
     * @throws MalformedException if it is no refusal of a tracker; other servers' problem documents are not
     */
    public static AnnounceRefusal refusal(byte[] json) throws MalformedException {
        JsonWords words = JsonWords.read(json, REFUSAL_BYTES_MAX);
        return checked(() -> new AnnounceRefusal(
                words.integer("status"),
                reason(words.text("type")),
                words.text("detail", ""),
                words.has("retryAfterSeconds") ? words.millis("retryAfterSeconds") : 0));
    }

    private static void writeTicket(JsonGenerator out, Bytes ticket) throws IOException {
        if (!ticket.isEmpty()) {
            out.writeStringField("ticket", Base64.getEncoder().encodeToString(ticket.toArray()));
        }
    }

    private static Bytes ticket(JsonWords words) throws MalformedException {
        return Bytes.wrap(Base64.getDecoder().decode(words.text("ticket", "")));
    }

    private static void writeTexts(JsonGenerator out, String name, List<String> texts) throws IOException {
        out.writeArrayFieldStart(name);
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }

    private static byte[] claims(List<Listing> listings) {
        ByteBuffer claims = ByteBuffer.allocate(Short.BYTES * listings.size());
        listings.forEach(listing -> claims.putShort((short) listing.claim()));
        return claims.array();
    }

    private static String base64(PeerRecord record) {
        return Base64.getEncoder().encodeToString(IdentityCodec.encode(record));
    }

    private static PeerRecord record(String base64) throws MalformedException {
        return IdentityReader.record(Base64.getDecoder().decode(base64));
    }

    private static List<Listing> listings(List<String> records, String base64) throws MalformedException {
        if (records.size() > Announce.WANT_MAX) {
            throw new MalformedException(Fault.TOO_MANY_ITEMS, "at most " + Announce.WANT_MAX + " records");
        }
        ByteBuffer claims = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        if (claims.remaining() != Short.BYTES * records.size()) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "'claims' has not two bytes for each record");
        }
        List<Listing> listings = new ArrayList<>(records.size());
        for (String record : records) {
            listings.add(Listing.of(record(record), claims.getShort()));
        }
        return listings;
    }

    private static List<Standing> standings(String digits) throws MalformedException {
        if (!digits.matches("[0-2]*")) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "'standings' is one of the digits 0, 1, 2 for each node");
        }
        return digits.chars().mapToObj(digit -> Standing.of(digit - '0')).toList();
    }

    private static List<NodeId> nodes(List<String> hex) {
        return hex.stream().map(id -> new NodeId(Bytes.fromHex(id))).toList();
    }

    private static NetworkId network(String hex) {
        return new NetworkId(Hash.fromHex(hex));
    }

    private static Announce.Occasion occasion(String slug) throws MalformedException {
        return Arrays.stream(Announce.Occasion.values())
                .filter(occasion -> occasion.slug().equals(slug))
                .findFirst()
                .orElseThrow(() ->
                        new MalformedException(Fault.OUT_OF_RANGE, "'event' is one of started, regular, stopped"));
    }

    private static String reason(String type) throws MalformedException {
        if (!type.startsWith(REASON_PREFIX)) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "'type' does not begin with " + REASON_PREFIX);
        }
        return type.substring(REASON_PREFIX.length());
    }

    private static <T> T checked(Reading<T> reading) throws MalformedException {
        try {
            return reading.run();
        } catch (IllegalArgumentException e) {
            throw new MalformedException(Fault.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
        }
    }

    private interface Reading<T> {
        T run() throws MalformedException;
    }
}
