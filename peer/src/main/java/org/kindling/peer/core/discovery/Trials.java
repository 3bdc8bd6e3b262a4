package org.kindling.peer.core.discovery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How many of those whom a tracker claims to have reached just now really answer.
 *
 * <p>Rationale: an honest tracker names peers that died without a word up to the end of their lease, so only those count that it claims to
 * have heard of within {@link #FRESH_SECONDS_MAX} and to have reached itself. Of those fewer than one in ten is gone even when the whole
 * network changes every few minutes; below a quarter, what it names is not worth a call, whether it lies or is lied to.
 */
final class Trials {
    /** Announced longer ago than this, somebody may well be gone. */
    static final int FRESH_SECONDS_MAX = 15;

    /** Judged by no fewer. */
    static final int TRIALS_MIN = 40;

    private static final int TRIALS_KEPT = 64;
    private static final int ANSWERING_SHARE = 4;

    private final Deque<Boolean> results = new ArrayDeque<>();

    /** @return what this amounts to, if it is enough */
    Optional<String> tried(boolean hasAnswered) {
        results.addLast(hasAnswered);
        if (results.size() > TRIALS_KEPT) {
            results.removeFirst();
        }
        long answered = results.stream().filter(result -> result).count();
        boolean isInventing = results.size() >= TRIALS_MIN && answered * ANSWERING_SHARE < results.size();
        return isInventing
                ? Optional.of(
                        "of " + results.size() + " peers it claims to have reached just now " + answered + " answer")
                : Optional.empty();
    }
}
