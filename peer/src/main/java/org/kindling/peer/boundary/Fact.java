package org.kindling.peer.boundary;

import java.util.List;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.Height;

/**
 * Something worth knowing that happened inside a peer: the one vocabulary of logs, metrics, the event stream and invariant checks.
 * A fact prints as one line, verb first, keys after.
 */
public sealed interface Fact permits Fact.Detail, Fact.News, Fact.Alarm, TrackerFact {
    /** Who should look. */
    enum Level {
        /** For a curious developer. */
        DEBUG,
        /** The chain or the neighbourhood changed. */
        INFO,
        /** An operator can do something. */
        WARN,
        /** The peer is about to stop. */
        ERROR
    }

    /** A fact for a curious developer. */
    sealed interface Detail extends Fact {
        @Override
        default Level level() {
            return Level.DEBUG;
        }
    }

    /** One key and its value, as printed. */
    record Field(String key, String value) {
        static Field of(String key, Object value) {
            return new Field(key, value instanceof Hash hash ? hash.shortHex() : String.valueOf(value));
        }
    }

    /** What happened, in one or two words joined by a hyphen: also the fact's name in metrics and in the event stream. */
    String verb();

    List<Field> fields();

    default Level level() {
        return Level.INFO;
    }

    /** Verb, then {@code key=value} pairs. */
    default String line() {
        StringBuilder line = new StringBuilder(verb());
        for (Field field : fields()) {
            line.append(' ').append(field.key()).append('=').append(field.value());
        }
        return line.toString();
    }

    /** One that changed the chain or the neighbourhood. */
    sealed interface News extends Fact {}

    /** One that an operator can do something about. */
    sealed interface Alarm extends Fact {
        @Override
        default Level level() {
            return Level.WARN;
        }
    }

    /** The best chain has a new end. */
    record TipChanged(Height height, Hash block, int transactions, boolean isOwn) implements Detail {
        @Override
        public String verb() {
            return "accepted-block";
        }

        @Override
        public List<Field> fields() {
            return List.of(
                    Field.of("height", height),
                    Field.of("block", block),
                    Field.of("transactions", transactions),
                    Field.of("own", isOwn));
        }
    }

    /** A heavier branch won; what only the lighter one contained waits again. */
    record BranchAbandoned(Height forkedAt, int blocks, int transactionsReturned) implements News {
        @Override
        public String verb() {
            return "abandoned-branch";
        }

        @Override
        public List<Field> fields() {
            return List.of(
                    Field.of("forkedAt", forkedAt),
                    Field.of("blocks", blocks),
                    Field.of("returned", transactionsReturned));
        }
    }

    record BlockProduced(Height height, Hash block, int transactions) implements Detail {
        @Override
        public String verb() {
            return "produced-block";
        }

        @Override
        public List<Field> fields() {
            return List.of(
                    Field.of("height", height), Field.of("block", block), Field.of("transactions", transactions));
        }
    }

    record BlockRefused(Hash block, Fault fault, NodeId from) implements News {
        @Override
        public String verb() {
            return "refused-block";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("block", block), Field.of("fault", fault.slug()), Field.of("from", from));
        }
    }

    record TransactionAccepted(Hash transaction, int waiting) implements Detail {
        @Override
        public String verb() {
            return "accepted-transaction";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("transaction", transaction), Field.of("waiting", waiting));
        }
    }

    record TransactionRefused(Hash transaction, Fault fault, NodeId from) implements Detail {
        @Override
        public String verb() {
            return "refused-transaction";
        }

        @Override
        public List<Field> fields() {
            return List.of(
                    Field.of("transaction", transaction), Field.of("fault", fault.slug()), Field.of("from", from));
        }
    }

    /** The answer to {@link Event.Submitted}; an acceptance means LOGGED: on disk here, and on its way. */
    record SubmissionSettled(Token token, Hash transaction, Verdict verdict) implements Detail {
        @Override
        public String verb() {
            return "settled-submission";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("transaction", transaction), Field.of("verdict", verdict));
        }
    }

    /** A transaction submitted here waits no longer and is in no block: void, unless it is submitted again. */
    record SubmissionDropped(Hash transaction, String reason) implements Alarm {
        @Override
        public String verb() {
            return "dropped-submission";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("transaction", transaction), Field.of("reason", reason));
        }
    }

    record LinkOpened(NodeId node, Direction direction, Endpoint remote, int links) implements News {
        @Override
        public String verb() {
            return "opened-link";
        }

        @Override
        public List<Field> fields() {
            return List.of(
                    Field.of("node", node),
                    Field.of("direction", direction),
                    Field.of("remote", remote),
                    Field.of("links", links));
        }
    }

    record LinkClosed(NodeId node, String reason, int links) implements News {
        @Override
        public String verb() {
            return "closed-link";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("node", node), Field.of("reason", reason), Field.of("links", links));
        }
    }

    /** What our own record names as where to call us, by what others see of us. */
    record AddressChanged(List<Endpoint> before, List<Endpoint> now) implements News {
        @Override
        public String verb() {
            return "changed-address";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("before", before), Field.of("now", now));
        }
    }

    /** A peer did what no honest peer does; its identity is discouraged. */
    record PeerPenalised(NodeId node, Fault fault) implements News {
        @Override
        public String verb() {
            return "penalised-peer";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("node", node), Field.of("fault", fault.slug()));
        }
    }

    record SeedFound(Seed seed, int addresses) implements Detail {
        @Override
        public String verb() {
            return "found-seed";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("seed", seed), Field.of("addresses", addresses));
        }
    }

    /** Told once when a seed stops answering, not at every retry. */
    record SeedLost(Seed seed, String reason) implements News {
        @Override
        public String verb() {
            return "lost-seed";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("seed", seed), Field.of("reason", reason));
        }
    }

    /** Half of the links went within seconds; everyone remembered is called at once. */
    record RepairStarted(int linksLost, int dials) implements News {
        @Override
        public String verb() {
            return "started-repair";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("linksLost", linksLost), Field.of("dials", dials));
        }
    }

    /**
     * No block came for so long that chance can hardly be the reason; told once an outage.
     *
     * @param quietMillis since the best chain last grew
     */
    record TipStale(Height height, long quietMillis, int links) implements Alarm {
        @Override
        public String verb() {
            return "stale-tip";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("height", height), Field.of("quietMillis", quietMillis), Field.of("links", links));
        }
    }

    record SyncProgressed(Height height, Height target) implements News {
        @Override
        public String verb() {
            return "syncing";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("height", height), Field.of("target", target));
        }
    }

    /** The disk failed; the peer keeps serving reads, accepts and produces nothing. */
    record StorageFailed(String reason) implements Alarm {
        @Override
        public String verb() {
            return "storage-failed";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("reason", reason));
        }

        @Override
        public Level level() {
            return Level.ERROR;
        }
    }

    /**
     * The disk takes what it is given again, and the peer works as before.
     *
     * @param blocks how many had waited to be written
     */
    record StorageRecovered(int blocks) implements News {
        @Override
        public String verb() {
            return "storage-recovered";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("blocks", blocks));
        }
    }

    /**
     * Our clock and that of most of the links we dialled disagree by more than a block may be ahead; we produce none until they agree.
     *
     * @param byMillis how far theirs are ahead of ours
     */
    record ClockOff(long byMillis) implements Alarm {
        @Override
        public String verb() {
            return "clock-off";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("millis", byMillis));
        }
    }
}
