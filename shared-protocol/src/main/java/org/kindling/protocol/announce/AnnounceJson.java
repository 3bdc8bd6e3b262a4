package org.kindling.protocol.announce;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.IdentityCodec;
import org.kindling.protocol.identity.IdentityReader;
import org.kindling.protocol.identity.NetworkId;
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

    /** {@code {"network","record","event","want"}}. */
    public static byte[] encode(Announce announce) {
        return JsonWords.write(out -> {
            out.writeStringField("network", announce.network().hex());
            out.writeStringField("record", base64(announce.record()));
            out.writeStringField("event", announce.occasion().slug());
            out.writeNumberField("want", announce.want());
        });
    }

    /** {@code {"intervalSeconds","minIntervalSeconds","swarmSize","seenAddress","records":[…]}}. */
    public static byte[] encode(AnnounceReply reply) {
        return JsonWords.write(out -> {
            JsonWords.writeSeconds(out, "intervalSeconds", reply.intervalMillis());
            JsonWords.writeSeconds(out, "minIntervalSeconds", reply.intervalMillisMin());
            out.writeNumberField("swarmSize", reply.swarmSize());
            out.writeStringField("seenAddress", reply.seenHost());
            writeRecords(out, reply.records());
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
                words.integer("want", Announce.WANT_USUAL)));
    }

    /**
     * Reads a reply.
     *
     * @throws MalformedException if it is no reply; whether the records are truly signed is not looked at
     */
    public static AnnounceReply reply(byte[] json) throws MalformedException {
        JsonWords words = JsonWords.read(json, REPLY_BYTES_MAX);
        return checked(() -> new AnnounceReply(
                words.millis("intervalSeconds"),
                words.millis("minIntervalSeconds"),
                words.integer("swarmSize"),
                words.text("seenAddress"),
                records(words.texts("records"))));
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

    private static void writeRecords(JsonGenerator out, List<PeerRecord> records) throws IOException {
        out.writeArrayFieldStart("records");
        for (PeerRecord record : records) {
            out.writeString(base64(record));
        }
        out.writeEndArray();
    }

    private static String base64(PeerRecord record) {
        return Base64.getEncoder().encodeToString(IdentityCodec.encode(record));
    }

    private static PeerRecord record(String base64) throws MalformedException {
        return IdentityReader.record(Base64.getDecoder().decode(base64));
    }

    private static List<PeerRecord> records(List<String> in) throws MalformedException {
        if (in.size() > Announce.WANT_MAX) {
            throw new MalformedException(Fault.TOO_MANY_ITEMS, "at most " + Announce.WANT_MAX + " records");
        }
        List<PeerRecord> records = new ArrayList<>(in.size());
        for (String base64 : in) {
            records.add(record(base64));
        }
        return records;
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
