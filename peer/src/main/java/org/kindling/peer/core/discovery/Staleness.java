package org.kindling.peer.core.discovery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Listing;

/**
 * How much of what one tracker names it claims not to have heard of for longer than its members wait between two announces.
 *
 * <p>A lease lasts for three announces, so of all that an honest tracker lists at least a third announced within one interval, though everybody
 * should die at once; here, within one and a half. A tracker that hardly ever names anybody so fresh does so to keep what it names from being put
 * to the test. Judged by eight answers in a row, a minute apart, because an outage of the tracker makes one or two look like that.
 */
final class Staleness {
    private static final int ANSWERS = 8;
    private static final long APART_MILLIS = 50_000;
    private static final int LISTINGS_MIN = 64;
    private static final int FRESH_SHARE = 5;
    private static final long INTERVAL_MILLIS_MIN = 60_000;

    private final Deque<Look> looks = new ArrayDeque<>();

    private record Look(long atMillis, int listings, long fresh) {}

    /** The tracker was silent: what it lists may honestly be old. */
    void silent() {
        looks.clear();
    }

    /** @return what this amounts to, if it is enough */
    Optional<String> answered(AnnounceReply reply) {
        long nowMillis = reply.head().content().timeMillis();
        if (!looks.isEmpty() && nowMillis - looks.getLast().atMillis() < APART_MILLIS) {
            return Optional.empty();
        }
        long freshSecondsMax = Math.max(INTERVAL_MILLIS_MIN, reply.intervalMillis()) * 3 / 2 / 1_000;
        long fresh = reply.content().listings().stream()
                .mapToInt(Listing::announcedSecondsAgo)
                .filter(seconds -> seconds <= freshSecondsMax)
                .count();
        looks.addLast(new Look(nowMillis, reply.content().listings().size(), fresh));
        if (looks.size() > ANSWERS) {
            looks.removeFirst();
        }
        int listings = looks.stream().mapToInt(Look::listings).sum();
        long freshOnes = looks.stream().mapToLong(Look::fresh).sum();
        boolean isStale = looks.size() == ANSWERS && listings >= LISTINGS_MIN && freshOnes * FRESH_SHARE < listings;
        return isStale
                ? Optional.of("of " + listings + " peers it names it claims to have heard of " + freshOnes
                        + " within an announce interval")
                : Optional.empty();
    }
}
