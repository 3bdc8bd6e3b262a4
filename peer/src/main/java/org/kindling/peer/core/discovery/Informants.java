package org.kindling.peer.core.discovery;

import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.TrackerUrl;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;

/**
 * Those who name others when asked: trackers of ours, trackers outside, seeds. Takes their answers apart.
 *
 * <p>Rationale for its own class: what a stranger answers reaches the address book here and nowhere else.
 */
public final class Informants {
    private final Trackers trackers;
    private final Audit audit;
    private final Seeds seeds;
    private final Hearsay hearsay;
    private final Neighbours neighbours;
    private final Introductions introductions;
    private List<Endpoint> own = List.of();
    private boolean hasNews;

    Informants(
            Trackers trackers,
            Audit audit,
            Seeds seeds,
            Hearsay hearsay,
            Neighbours neighbours,
            Introductions introductions) {
        this.trackers = trackers;
        this.audit = audit;
        this.seeds = seeds;
        this.hearsay = hearsay;
        this.neighbours = neighbours;
        this.introductions = introductions;
    }

    /** Whether somebody has answered or failed to since {@link #wake}. */
    boolean hasNews() {
        return hasNews;
    }

    /** @param self where we say that we are */
    void wake(List<Endpoint> self) {
        hasNews = false;
        own = self;
        introductions.wake(neighbours.size());
    }

    /** What this tracker of ours was asked; nothing if it was not, or has answered. */
    public Optional<Announce> question(String tracker) {
        return trackers.question(tracker);
    }

    /**
     * An answer without a flaw has come.
     *
     * @return records whose signatures are to be checked before {@link Discovery#learned}
     */
    public List<PeerRecord> trackerAnswered(Event.TrackerAnswered event, long nowMillis, Outbox out) {
        String tracker = event.tracker();
        Announce asked = trackers.question(tracker).orElse(null);
        if (asked == null) {
            return List.of();
        }
        Optional<String> refusal = audit.refusal(tracker, asked, event.reply(), nowMillis);
        if (refusal.isPresent()) {
            trackerSilent(new Event.TrackerSilent(tracker, refusal.get()), nowMillis, out);
            return List.of();
        }
        trackers.answered(event, nowMillis, neighbours.size(), out);
        audit.answered(event, asked, nowMillis, out);
        hasNews = true;
        return hearsay.worthChecking(audit.hints(tracker, event.reply()), nowMillis);
    }

    /** A tracker outside has answered. Nobody signed it: what it says of our own address is not even looked at. */
    public void swarmAnswered(Event.SwarmAnswered event, long nowMillis, Outbox out) {
        Optional<TrackerUrl> from = TrackerUrl.swarm(event.tracker());
        List<Endpoint> hints = Introductions.hints(event.reply(), from, own);
        trackers.answered(event, hints.size(), nowMillis, neighbours.size(), out)
                .ifPresent(asked -> {
                    trackers.remark(event.tracker(), Introductions.leftOut(event.reply(), asked));
                    introductions.heard(event.tracker(), hints);
                    hasNews = true;
                });
    }

    /** A tracker of whatever kind has not answered, or its answer does not count. */
    public void trackerSilent(Event.TrackerSilent event, long nowMillis, Outbox out) {
        trackers.silent(event, nowMillis, neighbours.size(), out);
        hasNews = true;
    }

    /**
     * An expired record is a hint still. Rationale: whoever keeps a domain cannot paste fresh records every day.
     *
     * @return records whose signatures are to be checked before {@link Discovery#learned}
     */
    public List<PeerRecord> seedAnswered(Event.SeedAnswered event, long nowMillis, Outbox out) {
        hasNews = true;
        return hearsay.worthChecking(hearsay.ofSeed(event, seeds, nowMillis, out), nowMillis);
    }

    /** A seed has not answered. */
    public void seedSilent(Event.SeedSilent event, Outbox out) {
        seeds.silent(event, out);
        hasNews = true;
    }

    /** So many records that came from this source are not signed by whom they name. */
    public void refused(String source, int records) {
        seeds.refused(source, records);
    }
}
