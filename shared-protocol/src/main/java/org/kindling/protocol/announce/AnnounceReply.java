package org.kindling.protocol.announce;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.IdentityCodec;
import org.kindling.protocol.identity.PeerRecord;

/**
 * What a tracker answers: what it says, and its signature on it.
 *
 * @param head signs the content by its hash; {@link #flaw} tells whether it is the answer to an announce
 */
public record AnnounceReply(Content content, TrackerHead head) {
    /**
     * What it says.
     *
     * @param intervalMillis when to announce again, at most a day
     * @param intervalMillisMin sooner than this is refused
     * @param seenHost the address the announce came from, as the tracker saw it
     * @param listings others, at most {@link Announce#WANT_MAX}; the signatures of their records are for the peer to check
     * @param standings of each node the announce asked about, in that order
     * @param ticket from a crowded tracker that does not list the caller yet, but when the interval is over if there is no new reason to wait; to be sent with the next announce, as proof of how
     *     long the caller has waited. At most {@link Announce#TICKET_BYTES_MAX}; empty for whoever need not wait
     */
    public record Content(
            long intervalMillis,
            long intervalMillisMin,
            String seenHost,
            List<Listing> listings,
            List<Standing> standings,
            Bytes ticket) {
        private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

        /** To whoever need not wait. */
        public Content(
                long intervalMillis,
                long intervalMillisMin,
                String seenHost,
                List<Listing> listings,
                List<Standing> standings) {
            this(intervalMillis, intervalMillisMin, seenHost, listings, standings, Bytes.EMPTY);
        }

        public Content {
            listings = List.copyOf(listings);
            standings = List.copyOf(standings);
            Check.argument(
                    intervalMillis >= 0 && intervalMillis <= DAY_MILLIS,
                    "interval %s ms is outside a day",
                    intervalMillis);
            Check.argument(
                    intervalMillisMin >= 0 && intervalMillisMin <= DAY_MILLIS,
                    "least interval %s ms is outside a day",
                    intervalMillisMin);
            Check.argument(seenHost.matches("[a-zA-Z0-9._:%-]{0,253}"), "the seen address is not an address");
            Check.argument(
                    listings.size() <= Announce.WANT_MAX, "%s records, at most %s", listings.size(), Announce.WANT_MAX);
            Check.argument(
                    standings.size() <= Announce.ABOUT_MAX,
                    "%s standings, at most %s",
                    standings.size(),
                    Announce.ABOUT_MAX);
            Check.argument(ticket.size() <= Announce.TICKET_BYTES_MAX, "a ticket of %s bytes", ticket.size());
        }

        /** What the head signs of this: every number big-endian, every length before what it measures. */
        public Hash digest() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] host = seenHost.getBytes(StandardCharsets.US_ASCII);
            out.writeBytes(ByteBuffer.allocate(2 * Long.BYTES + 1)
                    .putLong(intervalMillis)
                    .putLong(intervalMillisMin)
                    .put((byte) host.length)
                    .array());
            out.writeBytes(host);
            out.write(standings.size());
            standings.forEach(standing -> out.write(standing.code()));
            out.write(listings.size());
            for (Listing listing : listings) {
                byte[] record = IdentityCodec.encode(listing.record());
                out.writeBytes(ByteBuffer.allocate(2 * Short.BYTES)
                        .putShort((short) listing.claim())
                        .putShort((short) record.length)
                        .array());
                out.writeBytes(record);
            }
            out.write(ticket.size());
            out.writeBytes(ticket.toArray());
            return Hash.tagged(Domain.TRACKER_ANSWER, out.toByteArray());
        }
    }

    /** When to announce again. */
    public long intervalMillis() {
        return content.intervalMillis();
    }

    /** Sooner than this is refused. */
    public long intervalMillisMin() {
        return content.intervalMillisMin();
    }

    /** How many peers of the network the tracker lists. */
    public int swarmSize() {
        return head.content().swarmSize();
    }

    /** Whether the tracker is crowded, and will list the caller when he has waited for as long as it says. */
    public boolean isToldToWait() {
        return !content.ticket().isEmpty();
    }

    /** The address the announce came from, as the tracker saw it. */
    public String seenHost() {
        return content.seenHost();
    }

    /** Signed records of others. */
    public List<PeerRecord> records() {
        return content.listings().stream().map(Listing::record).toList();
    }

    /**
     * Why this is not the tracker's answer to that announce, in words; nothing if it is. Costs a signature check.
     *
     * <p>Whether the key is the one that the tracker had before is for the peer to know.
     */
    public Optional<String> flaw(Announce announce, SignatureRule rule) {
        TrackerHead.Content signed = head.content();
        if (!signed.nonce().equals(announce.nonce())) {
            return Optional.of("its answer is to another announce");
        }
        if (!signed.network().equals(announce.network())
                || !signed.caller().equals(announce.record().nodeId())) {
            return Optional.of("its answer is to somebody else");
        }
        if (content.standings().size() != announce.about().size()) {
            return Optional.of("its answer leaves out what it was asked");
        }
        if (isToldToWait() && head.isListed()) {
            return Optional.of("its answer lists us and makes us wait for it");
        }
        if (!signed.answer().equals(content.digest())) {
            return Optional.of("its answer was changed after it was signed");
        }
        return head.isTrulySigned(rule) ? Optional.empty() : Optional.of("the signature of its answer is false");
    }
}
