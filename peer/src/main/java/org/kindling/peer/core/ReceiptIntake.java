package org.kindling.peer.core;

import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.core.session.Session;
import org.kindling.peer.core.validation.AnswerChecked;
import org.kindling.peer.core.validation.CheckAnswer;
import org.kindling.peer.core.validation.CheckReceipt;
import org.kindling.peer.core.validation.ReceiptChecked;
import org.kindling.protocol.Fault;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.identity.PeerRecord;

/**
 * What trackers sign, on its way to the audit: to us, and to our neighbours, who show us their receipts.
 *
 * <p>An answer that is not truly signed, or that the audit refuses, is as good as none: it does not say where we are either. Rationale: on plain HTTP
 * whoever stands between can sign an answer with a key of its own. Of one neighbour no more than a receipt in a few seconds is looked at, and only
 * of a tracker that answers us too.
 */
final class ReceiptIntake {
    private final Parts parts;
    private final RecordIntake records;

    ReceiptIntake(Parts parts, RecordIntake records) {
        this.parts = parts;
        this.records = records;
    }

    void answered(Event.TrackerAnswered event) {
        parts.discovery
                .informants()
                .question(event.tracker())
                .ifPresent(asked -> parts.errands.expect(
                        parts.out.compute(new CheckAnswer(asked, event.reply())), new Errand.CheckAnswer(event)));
    }

    void checked(Errand.CheckAnswer errand, AnswerChecked outcome, long nowMillis) {
        Event.TrackerAnswered event = errand.answer();
        String tracker = event.tracker();
        if (outcome.flaw().isPresent()) {
            Event.TrackerSilent silence =
                    new Event.TrackerSilent(tracker, outcome.flaw().get());
            parts.discovery.informants().trackerSilent(silence, nowMillis, parts.out);
            parts.whereabouts.trackerSilent(tracker);
            return;
        }
        List<PeerRecord> hints = parts.discovery.informants().trackerAnswered(event, nowMillis, parts.out);
        String source = parts.discovery.audit().source(tracker);
        if (parts.discovery.audit().isBelieved(tracker)) {
            parts.whereabouts.trackerSaw(tracker, source, event.reply().seenHost());
        } else {
            parts.whereabouts.trackerSilent(tracker);
        }
        records.check(Optional.empty(), source, hints, nowMillis);
    }

    /** @return the fault of a neighbour who shows what is not his */
    Optional<Fault> heard(LinkId from, TrackerHead head, long nowMillis) {
        Optional<Session> session = parts.sessions.find(from);
        if (session.isEmpty() || !head.content().network().equals(parts.network)) {
            return Optional.empty();
        }
        if (!head.content().caller().equals(session.get().node())) {
            return Optional.of(Fault.RECEIPT_FORGED);
        }
        if (parts.discovery.audit().isWorthChecking(session.get().node(), head, nowMillis)) {
            parts.errands.expect(parts.out.compute(new CheckReceipt(head)), new Errand.CheckReceipt(from, head));
        }
        return Optional.empty();
    }

    /** @return the fault of a neighbour who shows what no tracker signed */
    Optional<Fault> checked(Errand.CheckReceipt errand, ReceiptChecked outcome) {
        if (!outcome.isTrue()) {
            return Optional.of(Fault.RECEIPT_FORGED);
        }
        parts.discovery.audit().receipt(errand.head());
        return Optional.empty();
    }
}
