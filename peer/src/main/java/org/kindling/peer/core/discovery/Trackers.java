package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.TrackerFact;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.TrackerHead;
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
 */
final class Trackers {
    private static final int LINKS_ENOUGH = 2;
    private static final long SECOND_TIER_LATER_MILLIS = 10_000;
    private static final long INTERVAL_MILLIS_MIN = 1_000;
    private static final long COMPANY_INTERVAL_MILLIS_MIN = 15_000;
    private static final long INTERVAL_MILLIS_MAX = 3_600_000;
    private static final long SOONEST_MILLIS_MAX = 60_000;
    private static final long ANSWER_MILLIS_MAX = 60_000;

    private final Limits.Discovery limits;
    private final Chance chance;
    private final Audit audit;
    private final List<Tracker> trackers = new ArrayList<>();
    private boolean isPlanned;
    private boolean isLonely = true;
    private long lonelySinceMillis;
    private boolean isHurried;
    private long calls;
    private long callsNeeded;

    Trackers(List<String> names, Limits.Discovery limits, Chance chance, Audit audit) {
        this.limits = limits;
        this.chance = chance;
        this.audit = audit;
        for (String name : names) {
            trackers.add(new Tracker(name, trackers.isEmpty()));
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

    /** In company nothing hurries: the first announce is spread over an interval, and a second tracker only stands in for a lost first. */
    private boolean isPostponed(Tracker tracker, long nowMillis, int links) {
        if (links < LINKS_ENOUGH || tracker.failures() > 0) {
            return false;
        }
        boolean isAnotherFirst = trackers.stream().anyMatch(Tracker::isFirstTier);
        boolean isStandIn =
                !tracker.isFirstTier() && isAnotherFirst && trackers.stream().noneMatch(Tracker::isLost);
        boolean isFirstAnnounce = tracker.isFirstTier() && !tracker.isListed() && !tracker.isSpread();
        if (isStandIn) {
            tracker.planAt(nowMillis + chance.about(limits.announceMillis()));
        } else if (isFirstAnnounce) {
            tracker.spreadTo(nowMillis + 1 + chance.upTo(limits.announceMillis()));
        }
        return isStandIn || isFirstAnnounce;
    }

    private void ask(
            Tracker tracker,
            Occasion occasion,
            int want,
            long nowMillis,
            boolean isNeeded,
            PeerRecord self,
            Outbox out) {
        Announce announce = new Announce(
                self.network(),
                self,
                occasion,
                want,
                chance.bytes(TrackerHead.NONCE_SIZE),
                audit.about(tracker.name()));
        tracker.asked(announce, nowMillis);
        calls++;
        callsNeeded += isNeeded ? 1 : 0;
        out.askTracker(tracker.name(), announce);
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
        }
    }

    void silent(Event.TrackerSilent event, long nowMillis, int links, Outbox out) {
        for (Tracker tracker : trackers) {
            if (tracker.name().equals(event.tracker()) && tracker.isAsked()) {
                silent(tracker, event.reason(), nowMillis, links, out);
            }
        }
    }

    private void silent(Tracker tracker, String reason, long nowMillis, int links, Outbox out) {
        long pause = links < LINKS_ENOUGH
                ? chance.retryMillis(tracker.failures(), limits.retryMillisMin(), limits.retryMillisMax())
                : chance.atLeast(limits.announceMillis());
        audit.silent(tracker.name());
        if (tracker.silent(reason, nowMillis + pause)) {
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

    /** Those that were silent when last asked, or those that were not; never a suspect. */
    List<String> names(boolean areLost) {
        return trackers.stream()
                .filter(tracker -> !tracker.isSuspect() && tracker.isLost() == areLost)
                .map(Tracker::name)
                .toList();
    }

    /** Whether we know of none. */
    boolean isNone() {
        return trackers.isEmpty();
    }

    /** Whether there are some, and none of them answers that could be believed. */
    boolean areAllSilent() {
        return !isNone() && trackers.stream().allMatch(tracker -> tracker.isLost() || tracker.isSuspect());
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
