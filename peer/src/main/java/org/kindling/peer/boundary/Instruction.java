package org.kindling.peer.boundary;

import org.kindling.protocol.identity.Endpoint;

/** What an operator may tell a running peer. */
public sealed interface Instruction {
    record StartMining() implements Instruction {}

    record StopMining() implements Instruction {}

    /** Dial this address now and keep trying; never refused for lack of room. */
    record Befriend(Endpoint endpoint) implements Instruction {}

    /** Say goodbye to everyone and write down what is worth remembering. */
    record Leave() implements Instruction {}
}
