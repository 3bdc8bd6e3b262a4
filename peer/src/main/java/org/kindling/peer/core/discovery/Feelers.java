package org.kindling.peer.core.discovery;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.kindling.peer.boundary.Limits;

/**
 * When to call somebody only to see whether he is there (Heilman 2015 §7, "feeler connections").
 *
 * <p>One such call at a time, about every two minutes; four times as often while fewer are tried than we want. Rationale: when we need
 * others, after a restart or a loss, it is too late to find out whose addresses are true.
 *
 * <p>Every other call is to somebody who called us, as long as there are such whom we never called: that he is linked to us says nothing of the address he
 * claims. Only every other one, because whoever calls us chooses to.
 */
final class Feelers {
    private static final int HASTE = 4;

    private final Limits.Discovery limits;
    private final AddressBook book;
    private final Chance chance;
    private long nextMillis = Long.MIN_VALUE;

    Feelers(Limits.Discovery limits, AddressBook book, Chance chance) {
        this.limits = limits;
        this.book = book;
        this.chance = chance;
    }

    /** Whether it is time. */
    boolean isDueAt(long nowMillis) {
        return nowMillis >= nextMillis;
    }

    /**
     * Whom to test now; the next time is then about a pause away.
     *
     * @param free whether somebody may be called at all
     * @param callers those linked to us whom we have never called
     */
    Optional<Contact> choose(
            long nowMillis, Predicate<Contact> free, Predicate<Contact> linked, List<Contact> callers) {
        boolean isFirst = nextMillis == Long.MIN_VALUE;
        nextMillis = nowMillis + chance.about(pauseMillis());
        if (isFirst) {
            return Optional.empty();
        }
        Optional<Contact> caller =
                callers.isEmpty() ? Optional.empty() : Optional.of(callers.get(chance.below(callers.size())));
        boolean isCallersTurn = caller.isPresent() && chance.below(2) == 0;
        return isCallersTurn
                ? caller
                : book.chooseForTest(nowMillis, free, linked).or(() -> caller);
    }

    private long pauseMillis() {
        return book.tried() < limits.triedWanted() ? limits.feelerMillis() / HASTE : limits.feelerMillis();
    }

    long nextDeadline() {
        return nextMillis;
    }
}
