package org.kindling.peer.boundary;

import java.time.Instant;
import java.util.List;

/**
 * What a peer makes of one event.
 *
 * @param actions what to do, in order
 * @param wakeAt when to send {@link Event.Woke} if nothing happens before; replaces the earlier wish
 */
public record Step(List<Action> actions, Instant wakeAt) {
    public Step {
        actions = List.copyOf(actions);
    }
}
