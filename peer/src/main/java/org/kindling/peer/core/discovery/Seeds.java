package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.List;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Seed;

/**
 * When to ask which seed for addresses.
 *
 * <p>The local network at once, since it costs nobody anything; a DNS seed at once if we know nobody, otherwise only after trackers of both tiers
 * had their chance and fewer than two links stand. After that every 1 to 60 seconds for as long as we are lonely, and not at all in company.
 * Each time is a new question: an answer that helped nobody may be a better one a minute later.
 *
 * <p>What a seed says is a hint like any other: called, proven, only then remembered ({@link AddressBook#hint}).
 */
final class Seeds {
    private static final int LINKS_ENOUGH = 2;
    private static final long AFTER_TRACKERS_MILLIS = 10_000;
    private static final long ANSWER_MILLIS_MAX = 60_000;

    private final Limits.Discovery limits;
    private final Chance chance;
    private final List<Standing> standings = new ArrayList<>();
    private boolean isPlanned;
    private boolean isLonely = true;

    /** How it stands with one seed. */
    private static final class Standing {
        private final Seed seed;
        private long nextTryMillis;
        private long askedAtMillis;
        private int tries;
        private boolean isAsked;
        private boolean isLost;
        private boolean hasAnswered;
        private int refused;
        private String state = "not asked yet";

        Standing(Seed seed) {
            this.seed = seed;
        }

        void complain(String remark) {
            state += remark.isEmpty() ? "" : "; " + remark;
        }

        PeerView.Standing works() {
            if (isLost) {
                return PeerView.Standing.FAILS;
            }
            return hasAnswered ? PeerView.Standing.WORKS : PeerView.Standing.WAITING;
        }

        String inWords() {
            return refused == 0 ? state : state + "; " + refused + " of them not signed by whom they name";
        }
    }

    Seeds(List<Seed> seeds, Limits.Discovery limits, Chance chance) {
        this.limits = limits;
        this.chance = chance;
        seeds.stream().distinct().forEach(seed -> standings.add(new Standing(seed)));
    }

    void wake(long nowMillis, int links, boolean isBookEmpty, Outbox out) {
        boolean isLonelyNow = links < LINKS_ENOUGH;
        if (!isPlanned) {
            isPlanned = true;
            plan(isBookEmpty ? nowMillis : nowMillis + patienceMillis(), nowMillis);
        } else if (isLonelyNow && !isLonely) {
            plan(nowMillis + patienceMillis(), nowMillis);
        }
        isLonely = isLonelyNow;
        for (Standing standing : standings) {
            if (standing.isAsked && nowMillis - standing.askedAtMillis >= ANSWER_MILLIS_MAX) {
                silent(standing, "no answer", out);
            }
            if (isLonely && !standing.isAsked && standing.nextTryMillis <= nowMillis) {
                ask(standing, nowMillis, out);
            }
        }
    }

    private long patienceMillis() {
        return limits.trackerPatienceMillis() + AFTER_TRACKERS_MILLIS;
    }

    private void plan(long dnsMillis, long nowMillis) {
        for (Standing standing : standings) {
            boolean isNear = standing.seed.kind() == Seed.Kind.LAN;
            standing.tries = 0;
            standing.nextTryMillis = isNear ? nowMillis : dnsMillis + chance.upTo(limits.retryMillisMin());
        }
    }

    private void ask(Standing standing, long nowMillis, Outbox out) {
        standing.isAsked = true;
        standing.askedAtMillis = nowMillis;
        standing.nextTryMillis =
                nowMillis + chance.retryMillis(standing.tries, limits.retryMillisMin(), limits.retryMillisMax());
        standing.tries++;
        standing.state = "asked";
        out.askSeed(standing.seed);
    }

    /**
     * @param foreign how many of the records belong to another network
     * @param expired how many of them are good for an address only
     */
    void answered(Event.SeedAnswered event, int foreign, int expired, Outbox out) {
        for (Standing standing : standings) {
            if (standing.seed.equals(event.seed()) && standing.isAsked) {
                int found = event.hints().size() + event.records().size() - foreign;
                standing.isAsked = false;
                standing.isLost = false;
                standing.hasAnswered = true;
                standing.refused = 0;
                standing.state = found == 0 ? "answered: nobody" : "answered: " + found + addresses(found);
                standing.complain(event.remark());
                standing.complain(foreign == 0 ? "" : foreign + records(foreign) + " of another network");
                standing.complain(expired == 0 ? "" : expired + records(expired) + " expired and only a hint");
                out.report(new Fact.SeedFound(event.seed(), found));
            }
        }
    }

    /** Records of this source turned out to be forged. */
    void refused(String source, int records) {
        for (Standing standing : standings) {
            if (standing.seed.toString().equals(source)) {
                standing.refused += records;
            }
        }
    }

    private static String addresses(int count) {
        return count == 1 ? " address" : " addresses";
    }

    private static String records(int count) {
        return count == 1 ? " record is" : " records are";
    }

    void silent(Event.SeedSilent event, Outbox out) {
        for (Standing standing : standings) {
            if (standing.seed.equals(event.seed()) && standing.isAsked) {
                silent(standing, event.reason(), out);
            }
        }
    }

    private static void silent(Standing standing, String reason, Outbox out) {
        standing.isAsked = false;
        standing.refused = 0;
        standing.state = "silent: " + reason;
        if (!standing.isLost) {
            standing.isLost = true;
            out.report(new Fact.SeedLost(standing.seed, reason));
        }
    }

    long nextDeadline() {
        long next = Long.MAX_VALUE;
        for (Standing standing : standings) {
            if (standing.isAsked) {
                next = Math.min(next, standing.askedAtMillis + ANSWER_MILLIS_MAX);
            } else if (isLonely) {
                next = Math.min(next, standing.nextTryMillis);
            }
        }
        return next;
    }

    List<PeerView.Source> sources() {
        return standings.stream()
                .map(standing -> new PeerView.Source(
                        standing.seed.kind() == Seed.Kind.LAN ? "local-network" : "dns-seed",
                        standing.seed.toString(),
                        standing.works(),
                        standing.inWords(),
                        isLonely && !standing.isAsked ? standing.nextTryMillis : 0))
                .toList();
    }
}
