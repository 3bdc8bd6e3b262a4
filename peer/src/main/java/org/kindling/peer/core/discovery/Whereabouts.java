package org.kindling.peer.core.discovery;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.core.session.Session;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;

/**
 * Where others can call us: what the operator named, unless others know better.
 *
 * <p>What is named stays, unless it is a wildcard, which nobody can call, or loopback while others see us elsewhere. A peer that listens at every
 * address and for which nothing is named is found where others see it. Its port is its own. Rationale: the port others see is that of one call,
 * and nobody listens there.
 *
 * <p>Others are believed as {@link Sightings} weighs them. What was believed is given up when they no longer agree; while nobody says anything
 * nothing changes. Rationale: who has lost all links has not moved.
 *
 * <p>When nobody has ever called though four links have stood for ten minutes, {@link #source} says what can be done about it.
 */
public final class Whereabouts {
    private static final int LINKS_TELLING = 4;
    private static final long STOOD_MILLIS = 600_000;
    private static final long MINUTE_MILLIS = 60_000;

    private final List<Endpoint> named;
    private final int openPort;
    private final Map<LinkId, Session> links = new LinkedHashMap<>();
    private final Map<String, Word> trackers = new LinkedHashMap<>();
    private long calledSinceMillis = Long.MAX_VALUE;
    private @Nullable IpAddress seen;
    private List<Endpoint> advertised;

    /** What a tracker said, and whose voice that is. */
    private record Word(String source, IpAddress seen) {}

    /**
     * @param named what our record is to advertise
     * @param openPort where calls from other machines come in; 0 if they cannot, and then nobody is believed
     */
    public Whereabouts(List<Endpoint> named, int openPort) {
        this.named = List.copyOf(named);
        this.openPort = openPort;
        this.advertised = corrected();
    }

    /** What our own record is to advertise; empty if nobody can call us. */
    public List<Endpoint> advertised() {
        return advertised;
    }

    /** Both ends of a link have said Hello. */
    public void settled(Session session) {
        links.put(session.link(), session);
        if (!session.isOutbound()) {
            calledSinceMillis = Math.min(calledSinceMillis, session.sinceMillis());
        }
        look();
    }

    /** A settled link is gone. */
    public void lost(Session session) {
        links.remove(session.link());
        look();
    }

    /** @param source the tracker, or what stands for all trackers that are suspected: together they have one voice */
    public void trackerSaw(String tracker, String source, String host) {
        trackers.remove(tracker);
        IpAddress.parse(host).ifPresent(address -> trackers.put(tracker, new Word(source, address)));
        look();
    }

    /** This tracker did not answer, or what it answered does not count: it has no voice until it does. */
    public void trackerSilent(String tracker) {
        trackers.remove(tracker);
        look();
    }

    /** When somebody first called us in this life; {@link Long#MAX_VALUE} if nobody has. */
    long calledSinceMillis() {
        return calledSinceMillis;
    }

    private void look() {
        Sightings sightings = new Sightings();
        links.values().stream().filter(Session::isOutbound).forEach(sightings::link);
        trackers.values().forEach(word -> sightings.tracker(word.source(), word.seen()));
        if (!sightings.isEmpty()) {
            seen = sightings.agreed(Optional.ofNullable(seen)).orElse(null);
            advertised = corrected();
        }
    }

    private List<Endpoint> corrected() {
        IpAddress here = openPort > 0 ? seen : null;
        if (here != null && named.isEmpty()) {
            return List.of(new Endpoint(here.text(), openPort));
        }
        Set<Endpoint> endpoints = new LinkedHashSet<>();
        for (Endpoint endpoint : named) {
            if (here != null && isMistaken(endpoint, here)) {
                endpoints.add(new Endpoint(here.text(), endpoint.port()));
            } else if (!isWildcard(endpoint)) {
                endpoints.add(endpoint);
            }
        }
        return List.copyOf(endpoints);
    }

    private static boolean isMistaken(Endpoint endpoint, IpAddress seen) {
        return isWildcard(endpoint) || (isLoopback(endpoint) && !seen.isLoopback());
    }

    private static boolean isWildcard(Endpoint endpoint) {
        return endpoint.ip().filter(IpAddress::isUnspecified).isPresent();
    }

    private static boolean isLoopback(Endpoint endpoint) {
        return endpoint.host().equals("localhost")
                || endpoint.ip().filter(IpAddress::isLoopback).isPresent();
    }

    // ------------------------------------------------------------------ in words

    /** Whether others can call us, and if it seems they cannot, what to do. */
    public PeerView.Source source(long nowMillis) {
        String name = advertised.isEmpty()
                ? "no address"
                : String.join(", ", advertised.stream().map(Endpoint::toString).toList());
        return new PeerView.Source("reachability", name, standing(nowMillis), state(nowMillis), 0);
    }

    private PeerView.Standing standing(long nowMillis) {
        if (calledSinceMillis < Long.MAX_VALUE) {
            return PeerView.Standing.WORKS;
        }
        boolean isOverdue = nowMillis - fourthOldestSinceMillis(nowMillis) >= STOOD_MILLIS;
        return isOverdue ? PeerView.Standing.FAILS : PeerView.Standing.WAITING;
    }

    private String state(long nowMillis) {
        if (calledSinceMillis < Long.MAX_VALUE) {
            return "others have called this peer";
        }
        long stoodMillis = nowMillis - fourthOldestSinceMillis(nowMillis);
        if (stoodMillis < STOOD_MILLIS) {
            return "nobody has called this peer yet";
        }
        return "nobody has called this peer in " + stoodMillis / MINUTE_MILLIS + " minutes, though " + links.size()
                + " links stand" + (seen == null ? "" : " and others see it at " + seen) + "; " + remedy();
    }

    private long fourthOldestSinceMillis(long nowMillis) {
        return links.values().stream()
                .map(Session::sinceMillis)
                .sorted()
                .skip(LINKS_TELLING - 1L)
                .findFirst()
                .orElse(nowMillis);
    }

    private String remedy() {
        if (openPort == 0) {
            return "it takes no calls from other machines, which --listen 0.0.0.0:PORT would change";
        }
        return "let TCP port " + openPort + " through the firewall and forward it in the router,"
                + " or name where it can be called with --advertise HOST:PORT";
    }
}
