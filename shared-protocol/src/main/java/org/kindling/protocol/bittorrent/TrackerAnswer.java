package org.kindling.protocol.bittorrent;

import java.util.function.Function;

/**
 * What comes back from a BitTorrent tracker: what was asked for, or a refusal. Both come with HTTP status 200 (BEP 3).
 *
 * @param <T> what was asked for
 */
public sealed interface TrackerAnswer<T> {
    /** The case of this answer. */
    <R> R fold(Function<T, R> given, Function<TrackerRefusal, R> refused);

    /** What was asked for. */
    record Given<T>(T reply) implements TrackerAnswer<T> {
        @Override
        public <R> R fold(Function<T, R> given, Function<TrackerRefusal, R> refused) {
            return given.apply(reply);
        }
    }

    /** A refusal. */
    record Refused<T>(TrackerRefusal refusal) implements TrackerAnswer<T> {
        @Override
        public <R> R fold(Function<T, R> given, Function<TrackerRefusal, R> refused) {
            return refused.apply(refusal);
        }
    }
}
