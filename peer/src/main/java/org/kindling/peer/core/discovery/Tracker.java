package org.kindling.peer.core.discovery;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.TrackerUrl;
import org.kindling.protocol.identity.Endpoint;

/** What we remember of one tracker. */
final class Tracker {
    private final String name;
    private final boolean isFirstTier;
    private final @Nullable TrackerUrl outside;
    private long nextTryMillis = Long.MAX_VALUE;
    private long askedAtMillis;
    private long soonestMillis;
    private int failures;
    private boolean isAsked;
    private boolean hasAnswered;
    private boolean isListed;
    private boolean isLost;
    private boolean isSpread;
    private String state = "not asked yet";
    private Bytes ticket = Bytes.EMPTY;
    private @Nullable Announce question;
    private @Nullable List<Endpoint> told;
    private @Nullable String suspicion;

    Tracker(String name, boolean isFirstTier) {
        this.name = name;
        this.isFirstTier = isFirstTier;
        this.outside = TrackerUrl.swarm(name).orElse(null);
    }

    /** Whether it speaks BitTorrent's protocols: a stranger that signs nothing and names bare addresses. */
    boolean isOutside() {
        return outside != null;
    }

    /** Where it is, if it is one outside. */
    Optional<TrackerUrl> outside() {
        return Optional.ofNullable(outside);
    }

    String name() {
        return name;
    }

    /** A suspect is asked after the others, whatever place it was given. */
    boolean isFirstTier() {
        return isFirstTier && suspicion == null;
    }

    boolean isDueAt(long nowMillis) {
        return !isAsked && nextTryMillis <= nowMillis;
    }

    boolean isAsked() {
        return isAsked;
    }

    /** Whether it ever answered. */
    boolean hasAnswered() {
        return hasAnswered;
    }

    /** Whether it lists us: it answered our first announce, did not tell us to wait, and has not been told that we left. */
    boolean isListed() {
        return isListed;
    }

    /** Whether it was asked and did not answer since. */
    boolean isLost() {
        return isLost;
    }

    int failures() {
        return failures;
    }

    long askedAtMillis() {
        return askedAtMillis;
    }

    long nextTryMillis() {
        return nextTryMillis;
    }

    String state() {
        return suspicion == null ? state : "TRACKER_SUSPECT: " + suspicion + "; " + state;
    }

    PeerView.Standing standing() {
        if (suspicion != null) {
            return PeerView.Standing.SUSPECT;
        }
        if (isLost) {
            return PeerView.Standing.FAILS;
        }
        return hasAnswered ? PeerView.Standing.WORKS : PeerView.Standing.WAITING;
    }

    /** What it was asked and has not answered; nothing of one outside, whose answers nobody can hold against a question. */
    Optional<Announce> question() {
        return isAsked ? Optional.ofNullable(question) : Optional.empty();
    }

    boolean isSuspect() {
        return suspicion != null;
    }

    void suspect(String reason) {
        suspicion = reason;
    }

    Occasion occasion() {
        return isListed ? Occasion.REGULAR : Occasion.STARTED;
    }

    void planAt(long millis) {
        nextTryMillis = millis;
    }

    /** Puts the first announce of somebody who is not alone at a moment of its own, once. */
    void spreadTo(long millis) {
        isSpread = true;
        nextTryMillis = millis;
    }

    boolean isSpread() {
        return isSpread;
    }

    /** Earlier than planned, but not sooner than it allows. */
    void hurry(long millis) {
        nextTryMillis = Math.min(nextTryMillis, Math.max(millis, soonestMillis));
    }

    /** Whether the last announce named these as where we are. */
    boolean isTold(List<Endpoint> endpoints) {
        return endpoints.equals(told);
    }

    /**
     * What came of the last question stays told until there is something better to tell.
     *
     * @param announce nothing of one outside
     */
    void asked(@Nullable Announce announce, List<Endpoint> endpoints, long nowMillis) {
        question = announce;
        told = endpoints;
        isAsked = true;
        askedAtMillis = nowMillis;
        state = isLost ? state : "asked";
    }

    /** @return whether it had not answered before, or not lately */
    boolean answered(int peers, long soonest, long next) {
        boolean isNews = !hasAnswered || isLost;
        isAsked = false;
        hasAnswered = true;
        isListed = true;
        ticket = Bytes.EMPTY;
        isLost = false;
        failures = 0;
        soonestMillis = soonest;
        nextTryMillis = next;
        state = "answered " + peers + (peers == 1 ? " peer" : " peers");
        return isNews;
    }

    /** Its answer says also that it will list us only after a while, if we come back with this. */
    void mustWait(Bytes shown) {
        isListed = false;
        ticket = shown;
        state += "; it is crowded and makes us wait for a place";
    }

    /** Whether it answered last that we must wait for a place. */
    boolean isMakingUsWait() {
        return !ticket.isEmpty();
    }

    /** What we must show when we come again; empty if nothing. */
    Bytes ticket() {
        return ticket;
    }

    /** What else there is to say of its answer, to people. */
    void remark(String words) {
        state += words.isEmpty() ? "" : "; " + words;
    }

    /** @return whether this begins an outage */
    boolean silent(String reason, long next) {
        boolean isNews = !isLost;
        isAsked = false;
        isLost = true;
        failures++;
        soonestMillis = next;
        nextTryMillis = next;
        state = "silent: " + reason;
        return isNews;
    }
}
