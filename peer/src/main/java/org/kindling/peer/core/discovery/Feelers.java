package org.kindling.peer.core.discovery;

import java.util.Optional;
import java.util.function.Predicate;
import org.kindling.peer.boundary.Limits;

/**
 * When to call somebody only to see whether he is there (Heilman 2015 §7, "feeler connections").
 *
 * <p>One such call at a time, about every two minutes; four times as often while fewer are tried than we want. Rationale: when we need
 * others, after a restart or a loss, it is too late to find out whose addresses are true.
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

    /**
     * Whom to test now, if it is time.
     *
     * @param free whether somebody may be called at all
     */
    Optional<Contact> due(long nowMillis, Predicate<Contact> free, Predicate<Contact> linked) {
        if (nowMillis < nextMillis) {
            return Optional.empty();
        }
        boolean isFirst = nextMillis == Long.MIN_VALUE;
        nextMillis = nowMillis + chance.about(pauseMillis());
        return isFirst ? Optional.empty() : book.chooseForTest(nowMillis, free, linked);
    }

    private long pauseMillis() {
        return book.tried() < limits.triedWanted() ? limits.feelerMillis() / HASTE : limits.feelerMillis();
    }

    long nextDeadline() {
        return nextMillis;
    }
}
