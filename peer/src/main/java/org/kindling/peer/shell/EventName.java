package org.kindling.peer.shell;

import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Token;

/** Names an event in a log line: its kind, and what ties it to others, never its contents. */
final class EventName {
    private EventName() {}

    static String of(Event event) {
        String kind = event.getClass().getSimpleName();
        if (event instanceof Event.Heard heard) {
            return kind + " " + heard.message().getClass().getSimpleName() + " " + link(heard.link());
        }
        if (event instanceof Event.Connected connected) {
            return kind + " " + link(connected.link());
        }
        if (event instanceof Event.Disconnected disconnected) {
            return kind + " " + link(disconnected.link());
        }
        if (event instanceof Event.Computed computed) {
            return kind + " " + computed.outcome().getClass().getSimpleName() + " " + token(computed.token());
        }
        if (event instanceof Event.Persisted persisted) {
            return kind + " " + token(persisted.token());
        }
        if (event instanceof Event.Submitted submitted) {
            return kind + " " + token(submitted.token());
        }
        if (event instanceof Event.SeedAnswered answered) {
            return kind + " seed=" + answered.seed();
        }
        if (event instanceof Event.SeedSilent silent) {
            return kind + " seed=" + silent.seed();
        }
        return kind;
    }

    private static String link(LinkId link) {
        return "link=" + link;
    }

    private static String token(Token token) {
        return "token=" + token.value();
    }
}
