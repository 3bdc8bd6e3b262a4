package org.kindling.peer.core.discovery;

import java.util.List;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.PeerView.Standing;

/** The ways of finding peers that need nobody's help, in words. */
final class OwnMeans {
    private OwnMeans() {}

    static List<PeerView.Source> sources(AddressBook book, int underWay, int linked, long nextExchangeMillis) {
        Standing remembered = book.known() == 0 ? Standing.WAITING : tried(book.hasSomebodyWorthACall());
        Standing named = book.manual() == 0
                ? Standing.OFF
                : tried(book.everybody().stream().anyMatch(contact -> contact.isManual() && !contact.isGone()));
        Standing exchange = linked == 0 ? Standing.WAITING : Standing.WORKS;
        String state = book.known() + " known, " + book.tried() + " tried, " + underWay + " being called";
        long nextMillis = nextExchangeMillis == Long.MAX_VALUE ? 0 : nextExchangeMillis;
        return List.of(
                new PeerView.Source("address-book", "remembered peers", remembered, state, 0),
                new PeerView.Source("peer-exchange", "linked peers", exchange, linked + " to ask", nextMillis),
                new PeerView.Source("manual", "capsule and operator", named, book.manual() + " always called", 0));
    }

    private static Standing tried(boolean isHopeful) {
        return isHopeful ? Standing.WORKS : Standing.FAILS;
    }
}
