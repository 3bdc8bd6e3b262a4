package org.kindling.tracker.directory;

import org.kindling.protocol.announce.AnnounceReply;

/** What a directory says to an announce. */
public sealed interface Answer {
    /** Calls the case's method. */
    <R> R fold(Cases<R> cases);

    /** The peer is listed, or told for how long it must wait for that, or taken off the list if it wished so. */
    record Welcome(AnnounceReply reply) implements Answer {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.welcome(this);
        }
    }

    /**
     * Nothing has changed.
     *
     * @param retryAfterMillis before that, asking again is pointless
     */
    record Refused(Refusal reason, long retryAfterMillis) implements Answer {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** One method per case. */
    interface Cases<R> {
        R welcome(Welcome answer);

        R refused(Refused answer);
    }
}
