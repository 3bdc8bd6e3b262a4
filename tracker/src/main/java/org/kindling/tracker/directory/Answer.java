package org.kindling.tracker.directory;

import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.AnnounceReply;

/** What a directory says to an announce. */
public sealed interface Answer {
    /** Calls the case's method. */
    <R> R fold(Cases<R> cases);

    /** The peer is listed, or taken off the list if it wished so. */
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
     * @param ticket to be shown at the next try, by whoever must wait; else empty
     */
    record Refused(Refusal reason, long retryAfterMillis, Bytes ticket) implements Answer {
        Refused(Refusal reason, long retryAfterMillis) {
            this(reason, retryAfterMillis, Bytes.EMPTY);
        }

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
