package org.kindling.tracker.udp;

import java.util.Optional;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.bittorrent.AddressFamily;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.UdpReplies;
import org.kindling.protocol.bittorrent.UdpReply;
import org.kindling.protocol.bittorrent.UdpRequest;
import org.kindling.protocol.bittorrent.UdpRequests;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.directory.SwarmAnswer;
import org.kindling.tracker.directory.SwarmAsk;
import org.kindling.tracker.front.TokenBuckets;
import org.kindling.tracker.front.TrackerMetrics;
import org.kindling.tracker.front.TrackerMetrics.Carrier;
import org.kindling.tracker.front.TrackerMetrics.Ignored;

/**
 * Makes of a datagram an answer, or nothing.
 *
 * <p>Until a connection id has proven where the sender is, no answer is longer than what was sent. Rationale: whoever writes a victim's address on his
 * datagrams gains nothing over sending them to the victim.
 *
 * <p>What cannot be read gets no answer at all: who sends it is no client, and may be another tracker's answer to a forged question.
 */
final class UdpDesk {
    /** Shorter than a scrape of one swarm, 36 bytes with what stands before it. */
    private static final String UNKNOWN_CONNECTION = "unknown connection id";

    private static final int ANNOUNCED_BYTES = 20;

    private final Directory directory;
    private final TrackerMetrics metrics;
    private final ConnectionIds ids;
    private final TokenBuckets strangers;
    private final TokenBuckets callers;
    private final int replyBytesMax;

    /** @param secret of the connection ids */
    UdpDesk(Directory directory, TrackerMetrics metrics, UdpLimits limits, Bytes secret) {
        this.directory = directory;
        this.metrics = metrics;
        this.ids = new ConnectionIds(secret, limits.epochMillis());
        this.strangers = new TokenBuckets(limits.strangers());
        this.callers = new TokenBuckets(limits.callers());
        this.replyBytesMax = limits.replyBytesMax();
    }

    Optional<byte[]> answer(byte[] datagram, SeenHost seen, long nowMillis) {
        UdpRequest request;
        try {
            request = UdpRequests.read(datagram);
        } catch (MalformedException malformed) {
            metrics.ignored(Ignored.MALFORMED);
            return Optional.empty();
        }
        return request.fold(new Answering(seen, nowMillis))
                .map(reply -> UdpReplies.encode(reply, seen.ip().isIpv4() ? AddressFamily.IPV4 : AddressFamily.IPV6));
    }

    /** One datagram's kinds. */
    private final class Answering implements UdpRequest.Cases<Optional<UdpReply>> {
        private final SeenHost seen;
        private final long nowMillis;

        Answering(SeenHost seen, long nowMillis) {
            this.seen = seen;
            this.nowMillis = nowMillis;
        }

        @Override
        public Optional<UdpReply> connect(UdpRequest.Connect connect) {
            return isWithin(strangers)
                    ? Optional.of(new UdpReply.Connected(connect.transactionId(), ids.give(seen, nowMillis)))
                    : Optional.empty();
        }

        @Override
        public Optional<UdpReply> announce(UdpRequest.Announce request) {
            if (!ids.isGiven(request.connectionId(), seen, nowMillis)) {
                return unknown(request.transactionId());
            }
            return isWithin(callers) ? Optional.of(introduce(request)) : Optional.empty();
        }

        @Override
        public Optional<UdpReply> scrape(UdpRequest.Scrape request) {
            if (!ids.isGiven(request.connectionId(), seen, nowMillis)) {
                return unknown(request.transactionId());
            }
            if (!isWithin(callers)) {
                return Optional.empty();
            }
            metrics.scraped(Carrier.UDP);
            return Optional.of(
                    new UdpReply.Scraped(request.transactionId(), directory.scrape(request.scrape(), nowMillis)));
        }

        /** Told, so that a client whose id has grown old asks for another at once instead of after its patience. */
        private Optional<UdpReply> unknown(int transactionId) {
            metrics.ignored(Ignored.UNKNOWN_CONNECTION);
            return isWithin(strangers)
                    ? Optional.of(new UdpReply.Refused(transactionId, UNKNOWN_CONNECTION))
                    : Optional.empty();
        }

        private boolean isWithin(TokenBuckets buckets) {
            boolean isAdmitted = buckets.admits(seen, nowMillis);
            if (!isAdmitted) {
                metrics.ignored(Ignored.TOO_FAST);
            }
            return isAdmitted;
        }

        private UdpReply introduce(UdpRequest.Announce request) {
            metrics.swarmAnnounced(Carrier.UDP, request.announce().peerId(), nowMillis);
            SwarmAsk.Reach reach = seen.ip().isIpv4() ? SwarmAsk.Reach.IPV4 : SwarmAsk.Reach.IPV6;
            int most = peersMax(reach);
            SwarmAsk ask = new SwarmAsk(wanting(request.announce(), most), seen, reach, false);
            return directory.announce(ask, nowMillis).fold(new SwarmAnswer.Cases<>() {
                @Override
                public UdpReply introduction(SwarmAnswer.Introduction told) {
                    return new UdpReply.Announced(
                            request.transactionId(),
                            told.intervalSeconds(),
                            told.counts().complete(),
                            told.counts().incomplete(),
                            told.peers().size() <= most
                                    ? told.peers()
                                    : told.peers().subList(0, most));
                }

                @Override
                public UdpReply refused(SwarmAnswer.Refused refused) {
                    metrics.refused(refused.reason().slug());
                    return new UdpReply.Refused(
                            request.transactionId(), refused.reason().text());
                }
            });
        }
    }

    /** As many as go into one datagram. */
    private int peersMax(SwarmAsk.Reach reach) {
        AddressFamily family = reach == SwarmAsk.Reach.IPV4 ? AddressFamily.IPV4 : AddressFamily.IPV6;
        return (replyBytesMax - ANNOUNCED_BYTES) / family.peerBytes();
    }

    private static SwarmAnnounce wanting(SwarmAnnounce announce, int most) {
        return announce.want() <= most
                ? announce
                : new SwarmAnnounce(
                        announce.infoHash(),
                        announce.peerId(),
                        announce.port(),
                        announce.progress(),
                        announce.event(),
                        most);
    }
}
