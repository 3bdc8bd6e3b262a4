package org.kindling.tracker.http;

import org.kindling.protocol.Check;
import org.kindling.protocol.bittorrent.HttpQueries;
import org.kindling.tracker.front.Rate;

/**
 * Every bound of the HTTP front end in one place.
 *
 * @param requests how large and how slow a request may be
 * @param connections how many there may be
 * @param rate how often one address may ask, but for what BitTorrent clients ask
 * @param swarmRate how often one address may ask that
 * @param probes how often we dial back
 * @param verificationsMax announces being read and checked at a time; more are told to come again
 */
public record HttpLimits(
        Requests requests, Connections connections, Rate rate, Rate swarmRate, Probes probes, int verificationsMax) {

    /** The longest scrape and what stands around it. */
    private static final int LINE_BYTES_MAX = HttpQueries.SCRAPE_CHARACTERS_MAX + 256;

    /**
     * How large and how slow a request may be.
     *
     * @param bodyBytesMax an announce with a full record takes 900
     * @param headerBytesMax all header fields together
     * @param lineBytesMax the request line
     * @param bodyMillisMax from the end of the headers to the end of the body
     * @param idleMillisMax without a whole request the connection ends, however many bytes trickle in
     */
    public record Requests(
            int bodyBytesMax, int headerBytesMax, int lineBytesMax, long bodyMillisMax, long idleMillisMax) {
        public Requests {
            Check.argument(bodyBytesMax > 0 && headerBytesMax > 0 && lineBytesMax > 0, "a request has some bytes");
            Check.argument(bodyMillisMax > 0 && idleMillisMax > 0, "a request takes some time");
        }
    }

    /**
     * How many connections there may be.
     *
     * @param total from everywhere
     * @param perHost from one address (a /64 of IPv6); not for loopback
     */
    public record Connections(int total, int perHost) {
        public Connections {
            Check.argument(perHost >= 1 && total >= perHost, "room for fewer connections than one host may have");
        }
    }

    /**
     * How often we dial back to see whether somebody is there.
     *
     * @param atOnceMax connections being tried
     * @param patienceMillis how long one is tried
     * @param againMillis how long a result holds; no endpoint is dialled twice within it
     * @param rememberedMax results kept; the oldest makes room
     */
    public record Probes(int atOnceMax, int patienceMillis, long againMillis, int rememberedMax) {
        public Probes {
            Check.argument(atOnceMax >= 0 && rememberedMax >= atOnceMax, "probes that would be forgotten");
            Check.argument(patienceMillis > 0 && againMillis > 0, "a probe takes some time");
        }
    }

    public HttpLimits {
        Check.argument(verificationsMax >= 1, "nothing would be verified");
    }

    /** Enough for the tens of thousands of peers of {@code DirectoryLimits.standard()} on one core. */
    public static HttpLimits standard() {
        return new HttpLimits(
                new Requests(4_096, 4_096, LINE_BYTES_MAX, 5_000, 30_000),
                new Connections(4_096, 64),
                new Rate(2, 60, 10_000, false),
                Rate.swarms(),
                new Probes(16, 2_000, 600_000, 50_000),
                256);
    }

    /** A fraction of it, for a front end that lives in a peer and must leave the peer its room. */
    public static HttpLimits standIn() {
        return new HttpLimits(
                new Requests(4_096, 4_096, LINE_BYTES_MAX, 5_000, 30_000),
                new Connections(128, 8),
                new Rate(2, 60, 1_000, false),
                new Rate(2, 60, 1_000, false),
                new Probes(4, 2_000, 600_000, 5_000),
                32);
    }

    /** The same bounds, asking at another rate. */
    public HttpLimits with(Rate other) {
        return new HttpLimits(requests, connections, other, swarmRate, probes, verificationsMax);
    }

    /** The same bounds with other requests. */
    public HttpLimits with(Requests other) {
        return new HttpLimits(other, connections, rate, swarmRate, probes, verificationsMax);
    }

    /** The same bounds with another number of connections. */
    public HttpLimits with(Connections other) {
        return new HttpLimits(requests, other, rate, swarmRate, probes, verificationsMax);
    }

    /** The same bounds, with BitTorrent clients asking at another rate. */
    public HttpLimits withSwarmRate(Rate other) {
        return new HttpLimits(requests, connections, rate, other, probes, verificationsMax);
    }
}
