package org.kindling.peer.core.discovery;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.core.session.Lapsed;
import org.kindling.peer.core.session.Session;
import org.kindling.protocol.Fault;

/**
 * What to do when no block comes: perhaps chance, perhaps nobody mines, perhaps all our neighbours keep blocks from us (Bitcoin Core's
 * stale-tip check).
 *
 * <p>The time between two blocks is exponential, so no block for <em>k</em> intervals has probability e<sup>−k</sup>. After three (5 %) the tip is
 * <em>doubtful</em>: one link more than usual is opened, to a network group we hold none in. After eight (0.03 %, once in 3,000 blocks) chance can
 * hardly be the reason: the tip is <em>stale</em>, and the operator is told, once an outage and once in ten minutes. Rationale: a call costs next to nothing and may be made
 * on a suspicion; a warning that is mostly false is not read.
 *
 * <p>The extra link stays if our best chain grows while it, and no other outbound link, claims as much; then the worst of the others goes. Otherwise it is
 * dropped after a trial, and after a pause somebody else is tried. Rationale: claims are cheap, a chain that grew is proven; and whoever
 * kept the block from us must not keep the seat.
 */
final class StaleTip {
    static final int INTERVALS_DOUBTFUL = 3;
    static final int INTERVALS_STALE = 8;
    /** Shorter intervals count as this long. Rationale: below it the machine, not chance, decides when a block comes. */
    static final long INTERVAL_MILLIS_MIN = 5_000;

    private static final long TOLD_AGAIN_MILLIS = 600_000;
    private static final long TRIAL_MILLIS = 10_000;
    private static final long PAUSE_MILLIS_MIN = 2_000;
    private static final long PAUSE_MILLIS_MAX = 60_000;

    private final long intervalMillis;
    private final DialPlan dials;
    private final Neighbours neighbours;
    private BigInteger work = BigInteger.ONE.negate();
    private BigInteger promised = BigInteger.ZERO;
    private long grewAtMillis;
    private boolean isDoubtful;
    private boolean isStale;
    private boolean isTold;
    private long tellAtMillis;
    private @Nullable LinkId extra;
    private long trialEndsMillis;
    private long nextCallMillis;
    private long pauseMillis = PAUSE_MILLIS_MIN;

    StaleTip(long intervalMillis, DialPlan dials, Neighbours neighbours) {
        this.intervalMillis = Math.max(INTERVAL_MILLIS_MIN, intervalMillis);
        this.dials = dials;
        this.neighbours = neighbours;
    }

    /** Whether the best chain has grown, or promises to, since the last {@link #wake}. */
    boolean isNews(Picture picture) {
        return picture.tip().work().compareTo(work) > 0
                || picture.bestHeader().work().compareTo(promised) > 0;
    }

    /** @return links that have served their purpose, each to be closed */
    List<Lapsed> wake(long nowMillis, Picture picture, Shunned shunned, Outbox out) {
        List<Lapsed> spare = new ArrayList<>();
        if (picture.bestHeader().work().compareTo(promised) > 0) {
            promised = picture.bestHeader().work();
            trialEndsMillis = nowMillis + TRIAL_MILLIS;
        }
        if (picture.tip().work().compareTo(work) > 0) {
            work = picture.tip().work();
            grewAtMillis = nowMillis;
            isStale = false;
            isTold = false;
            pauseMillis = PAUSE_MILLIS_MIN;
            isDoubtful = false;
            trial().flatMap(link -> isOnlyOneThatFar(link) ? worstBut(link) : over(link))
                    .ifPresent(spare::add);
            extra = null;
        } else if (neighbours.size() > 0 && isQuietFor(INTERVALS_DOUBTFUL, nowMillis)) {
            isDoubtful = true;
            doubt(nowMillis, picture, shunned, out).ifPresent(spare::add);
        }
        return spare;
    }

    private Optional<Lapsed> doubt(long nowMillis, Picture picture, Shunned shunned, Outbox out) {
        isStale = isQuietFor(INTERVALS_STALE, nowMillis);
        if (isStale && !isTold && nowMillis >= tellAtMillis) {
            isTold = true;
            tellAtMillis = nowMillis + TOLD_AGAIN_MILLIS;
            long quietMillis = nowMillis - grewAtMillis;
            out.report(new Fact.TipStale(picture.tip().height(), quietMillis, neighbours.size()));
        }
        Optional<Session> tried = trial();
        if (tried.isPresent()) {
            if (trialEndsMillis == Long.MAX_VALUE) {
                trialEndsMillis = nowMillis + TRIAL_MILLIS;
            }
            if (nowMillis < trialEndsMillis) {
                return Optional.empty();
            }
            rest(nowMillis);
            return over(tried.get());
        }
        if (extra != null && !dials.isCalling(extra)) {
            rest(nowMillis);
        }
        if (extra == null && nowMillis >= nextCallMillis) {
            extra = dials.callAnother(nowMillis, shunned, out).orElse(null);
            trialEndsMillis = Long.MAX_VALUE;
            nextCallMillis = nowMillis + pauseMillis;
        }
        return Optional.empty();
    }

    private void rest(long nowMillis) {
        extra = null;
        nextCallMillis = nowMillis + pauseMillis;
        pauseMillis = Math.min(PAUSE_MILLIS_MAX, 2 * pauseMillis);
    }

    /** The extra link, once it stands. */
    private Optional<Session> trial() {
        LinkId link = extra;
        return link == null ? Optional.empty() : neighbours.find(link);
    }

    private boolean isOnlyOneThatFar(Session link) {
        return reaches(link)
                && neighbours.all().stream()
                        .noneMatch(other -> other.isOutbound() && !other.equals(link) && reaches(other));
    }

    private boolean reaches(Session link) {
        return link.tip().work().compareTo(work) >= 0;
    }

    /** Whoever claims least goes, of these the latest; nobody while there is room. */
    private Optional<Lapsed> worstBut(Session kept) {
        if (neighbours.outbound() <= dials.target()) {
            return Optional.empty();
        }
        return neighbours.all().stream()
                .filter(other -> other.isOutbound() && !other.isManual() && !other.equals(kept))
                .min(Comparator.<Session, BigInteger>comparing(
                                other -> other.tip().work())
                        .thenComparing(Session::sinceMillis, Comparator.reverseOrder()))
                .map(worst -> new Lapsed(worst.link(), Fault.REPLACED));
    }

    /** While we have fewer links than we want, one that promised nothing is still a link. */
    private Optional<Lapsed> over(Session link) {
        boolean isSpare = neighbours.outbound() > dials.target();
        return isSpare ? Optional.of(new Lapsed(link.link(), Fault.TEST_CALL)) : Optional.empty();
    }

    private boolean isQuietFor(int intervals, long nowMillis) {
        return nowMillis - grewAtMillis >= intervals * intervalMillis;
    }

    /** When {@link #wake} next has something to do, should nothing happen before; never, while there is no link that could tell of a block. */
    long nextDeadline(long nowMillis) {
        if (neighbours.size() == 0) {
            return Long.MAX_VALUE;
        }
        if (!isQuietFor(INTERVALS_DOUBTFUL, nowMillis)) {
            return grewAtMillis + INTERVALS_DOUBTFUL * intervalMillis;
        }
        long next = extra == null ? nextCallMillis : trialEndsMillis;
        long stale = Math.max(grewAtMillis + INTERVALS_STALE * intervalMillis, tellAtMillis);
        return isTold ? next : Math.min(next, Math.max(nowMillis + 1, stale));
    }

    /** In words, while there is doubt; it fails once the tip is stale. */
    Optional<PeerView.Source> source() {
        if (!isDoubtful) {
            return Optional.empty();
        }
        String since = "no block since " + Instant.ofEpochMilli(grewAtMillis);
        String state = extra == null ? since : since + ", one link more is being tried";
        PeerView.Standing standing = isStale ? PeerView.Standing.FAILS : PeerView.Standing.WAITING;
        return Optional.of(new PeerView.Source("stale-tip", "one more network group", standing, state, nextCallMillis));
    }
}
