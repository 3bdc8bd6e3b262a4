package org.kindling.peer.boundary;

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

        R leave(Leave instruction);
    }
}
