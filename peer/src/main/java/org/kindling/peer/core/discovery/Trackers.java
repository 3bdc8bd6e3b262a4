package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.TrackerFact;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.announce.TrackerUrl;
import org.kindling.protocol.identity.PeerRecord;

/**
 * When to ask which tracker.
 *
 * <p>At once if we know nobody; otherwise only after others had a while to answer and fewer than two links stand; those named second ten
 * seconds after those named first. Rationale: a network whose peers remember each other must not depend on, nor burden, a tracker.
 *
 * <p>Afterwards at the pace the tracker asks for, so that newcomers can find us. One that stays silent is asked again after 1 to 60 seconds
 * while we are alone, and no more than once an announce interval while links stand. Rationale: its return must not be met by a storm.
 *
 * <p>In company none is asked again within 15 seconds, whatever it says. Rationale: each answer may make us call whom it names.
 *
 * <p>Those outside, which speak BitTorrent's protocols ({@link TrackerUrl}), are strangers that serve thousands: asked ten seconds after ours, never sooner
 * than they wish, and in company each at its own pace, whatever becomes of the others. They only introduce. Rationale: asked twice an hour and perhaps
 * never meaning to serve us, their silence tells nothing of the network, and what they say is signed by nobody; so neither does it stand in for the word of
 * one of ours, nor is it missed as such.
 */
final class Trackers {
    private static final int LINKS_ENOUGH = 2;
    private static final long SECOND_TIER_LATER_MILLIS = 10_000;
    private static final long INTERVAL_MILLIS_MIN = 1_000;
    private static final long COMPANY_INTERVAL_MILLIS_MIN = 15_000;
    private static final long INTERVAL_MILLIS_MAX = 3_600_000;
    private static final long SOONEST_MILLIS_MAX = 60_000;
    private static final long ANSWER_MILLIS_MAX = 60_000;
    private static final long OUTSIDE_INTERVAL_MILLIS_MIN = 60_000;
    private static final long OUTSIDE_INTERVAL_MILLIS_MAX = 86_400_000;
    private static final long OUTSIDE_RETRY_MILLIS = 900_000;
    private static final long PAUSE_MILLIS_MAX = 3_600_000;

    private final Limits.Discovery limits;
    private final Chance chance;
    private final Audit audit;
    private final int openPort;
    private final List<Tracker> trackers = new ArrayList<>();
    private boolean isPlanned;
    private boolean isLonely = true;
    private long lonelySinceMillis;
    private boolean isHurried;
    private long calls;
    private long callsNeeded;

    /**
     * @param names their URLs
     * @param openPort where calls come in, for those outside while we do not know our address; 0 if nowhere
     */
    Trackers(List<String> names, int openPort, Limits.Discovery limits, Chance chance, Audit audit) {
        this.limits = limits;
        this.chance = chance;
        this.audit = audit;
        this.openPort = openPort;
        Optional<String> first = names.stream()
                .filter(name -> TrackerUrl.swarm(name).isEmpty())
                .findFirst()
                .or(() -> names.stream().findFirst());
        for (String name : names) {
            trackers.add(new Tracker(name, first.filter(name::equals).isPresent()));
        }
    }

    /** @param isNeeded whether there is nobody else to ask */
    void wake(long nowMillis, int links, boolean isBookEmpty, boolean isNeeded, PeerRecord self, Outbox out) {
        plan(nowMillis, isBookEmpty);
        noticeLoneliness(nowMillis, links);
        for (Tracker tracker : trackers) {
            if (tracker.isAsked() && nowMillis - tracker.askedAtMillis() >= ANSWER_MILLIS_MAX) {
                silent(tracker, "no answer", nowMillis, links, out);
            }
            if (tracker.isListed() && !tracker.isTold(self.endpoints())) {
                tracker.hurry(nowMillis);
            }
            if (tracker.isDueAt(nowMillis) && !isPostponed(tracker, nowMillis, links)) {
                ask(tracker, tracker.occasion(), Announce.WANT_MAX, nowMillis, isNeeded, self, out);
            }
        }
    }

    private void plan(long nowMillis, boolean isBookEmpty) {
        if (isPlanned) {
            return;
        }
        isPlanned = true;
        lonelySinceMillis = nowMillis;
        isHurried = true;
        long first = isBookEmpty ? nowMillis : nowMillis + limits.trackerPatienceMillis();
        for (Tracker tracker : trackers) {
            tracker.planAt(tracker.isFirstTier() ? first : first + SECOND_TIER_LATER_MILLIS);
        }
    }

    /** Losing company makes us ask sooner than planned, once; what a silent tracker still has to wait it still waits. */
    private void noticeLoneliness(long nowMillis, int links) {
        if (links >= LINKS_ENOUGH) {
            isLonely = false;
            isHurried = false;
            return;
        }
        if (!isLonely) {
            isLonely = true;
            lonelySinceMillis = nowMillis;
        }
        if (!isHurried && nowMillis - lonelySinceMillis >= limits.trackerPatienceMillis()) {
            isHurried = true;
            for (Tracker tracker : trackers) {
                long later = tracker.isFirstTier() ? 0 : SECOND_TIER_LATER_MILLIS;
                tracker.hurry(nowMillis + later + chance.upTo(limits.retryMillisMin()));
            }
        }
    }

    /** In company nothing hurries: the first announce is spread over an interval, and a second tracker only stands in for a first that is lost or makes us wait. */
    private boolean isPostponed(Tracker tracker, long nowMillis, int links) {
        if (links < LINKS_ENOUGH || tracker.failures() > 0) {
            return false;
        }
        boolean isAlone = tracker.isOutside() || tracker.isFirstTier();
        boolean isStandIn = !isAlone
                && ours().anyMatch(Tracker::isFirstTier)
                && ours().noneMatch(other -> other.isLost() || other.isMakingUsWait());
        boolean isFirstAnnounce = isAlone && !tracker.hasAnswered() && !tracker.isSpread();
        if (isStandIn) {
            tracker.planAt(nowMillis + chance.about(limits.announceMillis()));
        } else if (isFirstAnnounce) {
            tracker.spreadTo(nowMillis + 1 + chance.upTo(limits.announceMillis()));
        }
        return isStandIn || isFirstAnnounce;
    }

    private Stream<Tracker> ours() {
        return trackers.stream().filter(tracker -> !tracker.isOutside());
    }

    private void ask(
            Tracker tracker,
            Occasion occasion,
            int want,
            long nowMillis,
            boolean isNeeded,
            PeerRecord self,
            Outbox out) {
        calls++;
        callsNeeded += isNeeded ? 1 : 0;
        if (tracker.isOutside()) {
            tracker.asked(null, self.endpoints(), nowMillis);
            out.askSwarm(tracker.name(), Introductions.announce(self, openPort, occasion, want));
        } else {
            Announce announce = new Announce(
                    self.network(),
                    self,
                    occasion,
                    want,
                    chance.bytes(TrackerHead.NONCE_SIZE),
                    audit.about(tracker.name()),
                    tracker.ticket());
            tracker.asked(announce, self.endpoints(), nowMillis);
            out.askTracker(tracker.name(), announce);
        }
        out.report(new TrackerFact.Asked(tracker.name(), isNeeded));
    }

    /** Tells those who list us that we go. */
    void leave(long nowMillis, PeerRecord self, Outbox out) {
        for (Tracker tracker : trackers) {
            if (tracker.isListed() && !tracker.isLost()) {
                ask(tracker, Occasion.STOPPED, 0, nowMillis, false, self, out);
            }
            tracker.planAt(Long.MAX_VALUE);
        }
    }

    /** One of ours has answered. */
    void answered(Event.TrackerAnswered event, long nowMillis, int links, Outbox out) {
        for (Tracker tracker : trackers) {
            if (!tracker.name().equals(event.tracker()) || !tracker.isAsked()) {
                continue;
            }
            long least = links < LINKS_ENOUGH ? INTERVAL_MILLIS_MIN : COMPANY_INTERVAL_MILLIS_MIN;
            long soonest = within(event.reply().intervalMillisMin(), least, SOONEST_MILLIS_MAX);
            long interval =
                    event.reply().intervalMillis() > 0 ? event.reply().intervalMillis() : limits.announceMillis();
            long usual = chance.about(within(interval, least, INTERVAL_MILLIS_MAX));
            long next = links < LINKS_ENOUGH ? chance.atLeast(soonest) : Math.max(soonest, usual);
            int peers = event.reply().records().size();
            if (tracker.answered(peers, nowMillis + soonest, nowMillis + next)) {
                out.report(new TrackerFact.Found(tracker.name(), peers));
            }
            if (event.reply().isToldToWait()) {
                tracker.mustWait(event.reply().content().ticket());
            }
        }
    }

    /** @return one outside that was asked and has now answered */
    Optional<TrackerUrl> answered(Event.SwarmAnswered event, int peers, long nowMillis, int links, Outbox out) {
        Optional<Tracker> asked =
                find(event.tracker()).filter(Tracker::isOutside).filter(Tracker::isAsked);
        asked.ifPresent(tracker -> {
            int intervalSeconds = event.reply().intervalSeconds();
            int soonestSeconds =
                    event.reply().minIntervalSeconds() > 0 ? event.reply().minIntervalSeconds() : intervalSeconds;
            long soonest = outsideMillis(soonestSeconds);
            long usual = chance.about(outsideMillis(intervalSeconds));
            long next = links < LINKS_ENOUGH ? chance.atLeast(soonest) : Math.max(soonest, usual);
            if (tracker.answered(peers, nowMillis + soonest, nowMillis + next)) {
                out.report(new TrackerFact.Found(tracker.name(), peers));
            }
            String warning = event.reply().notes().warning();
            tracker.remark(warning.isEmpty() ? "" : "it warns: " + warning);
        });
        return asked.flatMap(Tracker::outside);
    }

    /** Adds to what is told of this tracker's last answer. */
    void remark(String name, String words) {
        find(name).ifPresent(tracker -> tracker.remark(words));
    }

    private static long outsideMillis(int seconds) {
        return within(1_000L * seconds, OUTSIDE_INTERVAL_MILLIS_MIN, OUTSIDE_INTERVAL_MILLIS_MAX);
    }

    void silent(Event.TrackerSilent event, long nowMillis, int links, Outbox out) {
        for (Tracker tracker : trackers) {
            if (tracker.name().equals(event.tracker()) && tracker.isAsked()) {
                long fromMillis = nowMillis + Math.min(event.pauseMillis(), PAUSE_MILLIS_MAX);
                silent(tracker, event.reason(), fromMillis, links, out);
            }
        }
    }

    /** @param fromMillis now, or later if it wants to be left alone */
    private void silent(Tracker tracker, String reason, long fromMillis, int links, Outbox out) {
        long pauseInCompany = tracker.isOutside() ? OUTSIDE_RETRY_MILLIS : limits.announceMillis();
        long pause = links < LINKS_ENOUGH
                ? chance.retryMillis(tracker.failures(), limits.retryMillisMin(), limits.retryMillisMax())
                : chance.atLeast(pauseInCompany);
        audit.silent(tracker.name());
        if (tracker.silent(reason, fromMillis + pause)) {
            out.report(new TrackerFact.Lost(tracker.name(), reason));
        }
    }

    private static long within(long value, long least, long most) {
        return Math.max(least, Math.min(most, value));
    }

    /** What this tracker was asked and has not answered yet. */
    Optional<Announce> question(String name) {
        return find(name).flatMap(Tracker::question);
    }

    /** Tells, once for each, of trackers that are suspected by now. */
    void reportSuspects(Outbox out) {
        for (Tracker tracker : trackers) {
            if (!tracker.isSuspect()) {
                audit.suspicion(tracker.name()).ifPresent(reason -> {
                    tracker.suspect(reason);
                    out.report(new TrackerFact.Suspected(tracker.name(), reason));
                });
            }
        }
    }

    boolean isSuspect(String name) {
        return find(name).filter(Tracker::isSuspect).isPresent();
    }

    /**
     * Those that were silent when last asked, or those that were not, to be told to others; never a suspect, nor one behind whose name a question mark
     * stands. Rationale: what follows it is as a rule a key that was given to the operator.
     */
    List<String> names(boolean areLost) {
        return trackers.stream()
                .filter(tracker -> !tracker.isSuspect() && tracker.isLost() == areLost)
                .filter(tracker ->
                        tracker.outside().filter(TrackerUrl::hasQuery).isEmpty())
                .map(Tracker::name)
                .toList();
    }

    /** Whether we know of none of ours. */
    boolean isNone() {
        return ours().findAny().isEmpty();
    }

    /** Whether there are some of ours, and none of them answers that could be believed. */
    boolean areAllSilent() {
        return !isNone() && ours().allMatch(tracker -> tracker.isLost() || tracker.isSuspect());
    }

    private Optional<Tracker> find(String name) {
        return trackers.stream().filter(tracker -> tracker.name().equals(name)).findFirst();
    }

    long nextDeadline() {
        long next = Long.MAX_VALUE;
        for (Tracker tracker : trackers) {
            next = Math.min(
                    next, tracker.isAsked() ? tracker.askedAtMillis() + ANSWER_MILLIS_MAX : tracker.nextTryMillis());
        }
        return isHurried || trackers.isEmpty() || !isLonely
                ? next
                : Math.min(next, lonelySinceMillis + limits.trackerPatienceMillis());
    }

    long calls() {
        return calls;
    }

    long callsNeeded() {
        return callsNeeded;
    }

    List<PeerView.Source> sources() {
        return trackers.stream()
                .map(tracker -> new PeerView.Source(
                        "tracker",
                        tracker.name(),
                        tracker.standing(),
                        tracker.state(),
                        tracker.nextTryMillis() == Long.MAX_VALUE ? 0 : tracker.nextTryMillis()))
                .toList();
    }
}
