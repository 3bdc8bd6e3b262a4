package org.kindling.peer.lab.engine;

import org.kindling.peer.boundary.Event;
import org.kindling.protocol.identity.PeerRecord;

/** What a fingerprint keeps of each kind of event. */
final class EventPrint implements Event.Cases<Fingerprint> {
    private final Fingerprint out;
    private final MessagePrint messages;

    EventPrint(Fingerprint out) {
        this.out = out;
        this.messages = new MessagePrint(out);
    }

    @Override
    public Fingerprint woke(Event.Woke event) {
        return out.kind(1);
    }

    @Override
    public Fingerprint connected(Event.Connected event) {
        return out.kind(2)
                .link(event.link())
                .shortly(event.key().bytes())
                .text(event.remote().host())
                .number(event.remote().port());
    }

    @Override
    public Fingerprint disconnected(Event.Disconnected event) {
        return out.kind(3).link(event.link()).text(event.reason());
    }

    @Override
    public Fingerprint dialFailed(Event.DialFailed event) {
        return out.kind(4).link(event.link()).text(event.reason());
    }

    @Override
    public Fingerprint heard(Event.Heard event) {
        return event.message().fold(messages.on(out.kind(5).link(event.link())));
    }

    @Override
    public Fingerprint misheard(Event.Misheard event) {
        return out.kind(6).link(event.link()).text(event.fault().name());
    }

    @Override
    public Fingerprint trackerAnswered(Event.TrackerAnswered event) {
        out.kind(7).text(event.tracker());
        for (PeerRecord record : event.reply().records()) {
            out.shortly(record.content().key().bytes());
        }
        return out;
    }

    @Override
    public Fingerprint swarmAnswered(Event.SwarmAnswered event) {
        out.kind(17).text(event.tracker());
        event.reply().peers().forEach(peer -> out.text(peer.endpoint().toString()));
        return out;
    }

    @Override
    public Fingerprint trackerSilent(Event.TrackerSilent event) {
        return out.kind(8).text(event.tracker()).text(event.reason());
    }

    @Override
    public Fingerprint seedAnswered(Event.SeedAnswered event) {
        out.kind(15).text(event.seed().toString());
        event.hints().forEach(hint -> out.text(hint.toString()));
        for (PeerRecord record : event.records()) {
            out.shortly(record.content().key().bytes());
        }
        return out.text(event.remark());
    }

    @Override
    public Fingerprint seedSilent(Event.SeedSilent event) {
        return out.kind(16).text(event.seed().toString()).text(event.reason());
    }

    @Override
    public Fingerprint submitted(Event.Submitted event) {
        return out.kind(9).number(event.token().value()).id(event.transaction().id());
    }

    @Override
    public Fingerprint persisted(Event.Persisted event) {
        return out.kind(10).number(event.token().value());
    }

    @Override
    public Fingerprint persistFailed(Event.PersistFailed event) {
        return out.kind(11).number(event.token().value());
    }

    @Override
    public Fingerprint computed(Event.Computed event) {
        return out.kind(12).number(event.token().value());
    }

    @Override
    public Fingerprint clockJumped(Event.ClockJumped event) {
        return out.kind(13).number(event.byMillis());
    }

    @Override
    public Fingerprint instructed(Event.Instructed event) {
        return out.kind(14).text(event.instruction().getClass().getSimpleName());
    }
}
