package org.kindling.peer.boundary;

import java.util.List;
import org.kindling.protocol.Check;
import org.kindling.protocol.Fault;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.bittorrent.SwarmReply;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

/** Something that happened to a peer. */
public sealed interface Event {
    /** The time it asked to be woken at has come; also the first event of its life. */
    record Woke() implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.woke(this);
        }
    }

    /**
     * A secured link is up; the node key is proven, nothing else is.
     *
     * @param remote where the other end is seen
     */
    record Connected(LinkId link, PublicKey key, Endpoint remote) implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.connected(this);
        }
    }

    /** A link that was up is gone; not told for links the peer closed itself. */
    record Disconnected(LinkId link, String reason) implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.disconnected(this);
        }
    }

    /** A dial came to nothing, in words. */
    record DialFailed(LinkId link, String reason) implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.dialFailed(this);
        }
    }

    /** @param sizeBytes length of its frame, for rate limits */
    record Heard(LinkId link, Message message, int sizeBytes) implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.heard(this);
        }
    }

    /** Bytes arrived that are no message. */
    record Misheard(LinkId link, Fault fault) implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.misheard(this);
        }
    }

    record TrackerAnswered(String tracker, AnnounceReply reply) implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.trackerAnswered(this);
        }
    }

    /** A tracker that speaks BitTorrent's protocols has answered: bare addresses that nobody signed. */
    record SwarmAnswered(String tracker, SwarmReply reply) implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.swarmAnswered(this);
        }
    }

    /**
     * @param reason in words; a refusal, a silence, a misspelt address
     * @param pauseMillis how long it wants to be left alone; 0 if it did not say
     */
    record TrackerSilent(String tracker, String reason, long pauseMillis) implements Event {
        public TrackerSilent {
            Check.argument(pauseMillis >= 0, "a pause of %s ms", pauseMillis);
        }

        /** Of one that does not say when to come back. */
        public TrackerSilent(String tracker, String reason) {
            this(tracker, reason, 0);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.trackerSilent(this);
        }
    }

    /**
     * @param hints where peers are said to answer, of unknown owner
     * @param records signed records; their signatures are for the peer to check
     * @param remark what is wrong with the answer, in words for a person; empty if nothing is
     */
    record SeedAnswered(Seed seed, List<Endpoint> hints, List<PeerRecord> records, String remark) implements Event {
        /** The most of either that are taken in; whatever performs the question cuts the rest. */
        public static final int ANSWERS_MAX = 64;

        public SeedAnswered {
            Check.argument(hints.size() <= ANSWERS_MAX, "%s hints", hints.size());
            Check.argument(records.size() <= ANSWERS_MAX, "%s records", records.size());
            hints = List.copyOf(hints);
            records = List.copyOf(records);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.seedAnswered(this);
        }
    }

    /** @param reason in words; no such name, no answer, a switched-off source */
    record SeedSilent(Seed seed, String reason) implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.seedSilent(this);
        }
    }

    /** Somebody here wants this transaction in the ledger; settled by {@link Fact.SubmissionSettled} with the same token. */
    record Submitted(Token token, Transaction transaction) implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.submitted(this);
        }
    }

    /** Everything of that {@link Action.Persist} is on disk and synced. */
    record Persisted(Token token) implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.persisted(this);
        }
    }

    /** The disk refused; what was to be written is not acknowledged to anyone, the peer stops producing and accepting. */
    record PersistFailed(Token token, String reason) implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.persistFailed(this);
        }
    }

    record Computed(Token token, Outcome outcome) implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.computed(this);
        }
    }

    /** The wall clock was set; {@code now} itself never runs backwards. */
    record ClockJumped(long byMillis) implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.clockJumped(this);
        }
    }

    /** The operator wants something. */
    record Instructed(Instruction instruction) implements Event {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.instructed(this);
        }
    }

    <R> R fold(Cases<R> cases);

    /** One method per kind of event: forgetting a kind does not compile. */
    interface Cases<R> {
        R woke(Woke event);

        R connected(Connected event);

        R disconnected(Disconnected event);

        R dialFailed(DialFailed event);

        R heard(Heard event);

        R misheard(Misheard event);

        R trackerAnswered(TrackerAnswered event);

        R swarmAnswered(SwarmAnswered event);

        R trackerSilent(TrackerSilent event);

        R seedAnswered(SeedAnswered event);

        R seedSilent(SeedSilent event);

        R submitted(Submitted event);

        R persisted(Persisted event);

        R persistFailed(PersistFailed event);

        R computed(Computed event);

        R clockJumped(ClockJumped event);

        R instructed(Instructed event);
    }
}
