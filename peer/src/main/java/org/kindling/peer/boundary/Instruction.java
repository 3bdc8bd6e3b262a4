package org.kindling.peer.boundary;

import org.kindling.protocol.Check;
import org.kindling.protocol.identity.Endpoint;

/** What an operator may tell a running peer. */
public sealed interface Instruction {
    record StartMining() implements Instruction {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.startMining(this);
        }
    }

    record StopMining() implements Instruction {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.stopMining(this);
        }
    }

    /** Dial this address now and keep trying; never refused for lack of room. */
    record Befriend(Endpoint endpoint) implements Instruction {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.befriend(this);
        }
    }

    /**
     * Refuse this node or host in both directions, for so long; whoever was a manual peer is none any more.
     *
     * @param whom see {@link org.kindling.peer.boundary.Ban#subject}
     */
    record Ban(String whom, String reason, long lastsMillis) implements Instruction {
        public Ban {
            whom = org.kindling.peer.boundary.Ban.subject(whom);
            Check.argument(
                    reason.matches(org.kindling.peer.boundary.Ban.REASON),
                    "the reason is not at most 200 printable characters");
            Check.argument(
                    lastsMillis > 0 && lastsMillis <= org.kindling.peer.boundary.Ban.LASTS_MILLIS_MAX,
                    "a ban of %s ms",
                    lastsMillis);
        }

        /** The ban that begins at this moment. */
        public org.kindling.peer.boundary.Ban from(long nowMillis) {
            return new org.kindling.peer.boundary.Ban(whom, reason, nowMillis + lastsMillis);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.ban(this);
        }
    }

    /** Forgive this node or host, whatever stands in the list. */
    record Unban(String whom) implements Instruction {
        public Unban {
            whom = org.kindling.peer.boundary.Ban.spelling(whom);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unban(this);
        }
    }

    /** Say goodbye to everyone and write down what is worth remembering. */
    record Leave() implements Instruction {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.leave(this);
        }
    }

    /** Handles every kind; a new one does not compile until every handler knows it. */
    <R> R fold(Cases<R> cases);

    /**
     * One method per kind.
     *
     * @param <R> what handling yields
     */
    interface Cases<R> {
        R startMining(StartMining instruction);

        R stopMining(StopMining instruction);

        R befriend(Befriend instruction);

        R ban(Ban instruction);

        R unban(Unban instruction);

        R leave(Leave instruction);
    }
}
