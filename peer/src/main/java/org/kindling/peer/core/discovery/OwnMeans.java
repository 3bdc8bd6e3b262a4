package org.kindling.peer.core.discovery;

import java.util.List;
import org.kindling.peer.boundary.PeerView;

/** The ways of finding peers that need nobody's help, in words. */
final class OwnMeans {
    private OwnMeans() {}

    static List<PeerView.Source> sources(AddressBook book, int underWay, int linked, long nextExchangeMillis) {
        String state = book.known() + " known, " + book.tried() + " tried, " + underWay + " being called";
        long nextMillis = nextExchangeMillis == Long.MAX_VALUE ? 0 : nextExchangeMillis;
        return List.of(
                new PeerView.Source("address-book", "remembered peers", state, 0),
                new PeerView.Source("peer-exchange", "linked peers", linked + " to ask", nextMillis),
                new PeerView.Source("manual", "capsule and operator", book.manual() + " always called", 0));
    }
}
