package org.kindling.peer.core.discovery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.kindling.protocol.announce.Listing;

/**
 * How many of those whom a tracker claims to have reached really answer.
 *
 * <p>Rationale: an honest tracker names peers that died without a word up to the end of their lease, so only those count that it claims to
 * have reached itself, and to have heard of lately, the later the more strictly. Of those heard of within 15 s fewer than one in ten is gone
 * even when the whole network changes every few minutes; below a quarter, what it names is not worth a call, whether it lies or is lied to. Of
 * those heard of 16 to 60 s ago, three in ten answer even where nobody lives longer than half a minute; below an eighth is far too few.
 */
final class Trials {
    /** How long ago a tracker claims to have heard of somebody, and how that is judged. */
    enum Freshness {
        JUST_NOW(15, 40, 64, 4, "just now"),
        LATELY(60, 48, 48, 8, "within a minute");

        private final int secondsMax;
        private final int trialsMin;
        private final int trialsKept;
        private final int answeringShare;
        private final String words;

        Freshness(int secondsMax, int trialsMin, int trialsKept, int answeringShare, String words) {
            this.secondsMax = secondsMax;
            this.trialsMin = trialsMin;
            this.trialsKept = trialsKept;
            this.answeringShare = answeringShare;
            this.words = words;
        }

        int secondsMax() {
            return secondsMax;
        }

        /** Of a listing that can be put to the test. */
        static Optional<Freshness> of(Listing listing) {
            for (Freshness freshness : values()) {
                if (listing.isReached() && listing.announcedSecondsAgo() <= freshness.secondsMax) {
                    return Optional.of(freshness);
                }
            }
            return Optional.empty();
        }
    }

    /** That somebody is there, as a tracker claims. */
    record Claim(String tracker, Freshness freshness) {}

    private final Freshness freshness;
    private final Deque<Boolean> results = new ArrayDeque<>();

    Trials(Claim claim) {
        this.freshness = claim.freshness();
    }

    /** @return what this amounts to, if it is enough */
    Optional<String> tried(boolean hasAnswered) {
        results.addLast(hasAnswered);
        if (results.size() > freshness.trialsKept) {
            results.removeFirst();
        }
        long answered = results.stream().filter(result -> result).count();
        boolean isInventing =
                results.size() >= freshness.trialsMin && answered * freshness.answeringShare < results.size();
        return isInventing
                ? Optional.of("of " + results.size() + " peers it claims to have reached " + freshness.words + " "
                        + answered + " answer")
                : Optional.empty();
    }
}
