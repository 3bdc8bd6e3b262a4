package org.kindling.peer.lab.engine;

import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Fact;

/** What a fingerprint keeps of each kind of action, and of each entry that is written down. */
final class ActionPrint implements Action.Cases<Fingerprint>, Entry.Cases<Fingerprint> {
    private final Fingerprint out;
    private final MessagePrint messages;

    ActionPrint(Fingerprint out) {
        this.out = out;
        this.messages = new MessagePrint(out);
    }

    @Override
    public Fingerprint persist(Action.Persist action) {
        out.kind(33).number(action.token().value());
        action.entries().forEach(entry -> entry.fold(this));
        return out;
    }

    @Override
    public Fingerprint send(Action.Send action) {
        return action.message().fold(messages.on(out.kind(34).link(action.link())));
    }

    @Override
    public Fingerprint dial(Action.Dial action) {
        return out.kind(35)
                .link(action.link())
                .text(action.endpoint().host())
                .number(action.endpoint().port());
    }

    @Override
    public Fingerprint close(Action.Close action) {
        return out.kind(36).link(action.link()).text(action.reason().name());
    }

    @Override
    public Fingerprint askTracker(Action.AskTracker action) {
        return out.kind(37)
                .text(action.tracker())
                .number(action.announce().record().sequence());
    }

    @Override
    public Fingerprint askSwarm(Action.AskSwarm action) {
        return out.kind(43)
                .text(action.tracker())
                .number(action.announce().event().code())
                .number(action.announce().port());
    }

    @Override
    public Fingerprint askSeed(Action.AskSeed action) {
        return out.kind(40).text(action.seed().toString());
    }

    @Override
    public Fingerprint serveTracker(Action.ServeTracker action) {
        return out.kind(41).number(action.reached().size());
    }

    @Override
    public Fingerprint stopTracker(Action.StopTracker action) {
        return out.kind(42);
    }

    @Override
    public Fingerprint compute(Action.Compute action) {
        return out.kind(38).number(action.token().value());
    }

    @Override
    public Fingerprint report(Action.Report action) {
        out.kind(39).text(action.fact().verb());
        return action.fact() instanceof Fact.TipChanged tip ? out.id(tip.block()) : out;
    }

    @Override
    public Fingerprint checkedBlock(Entry.CheckedBlock entry) {
        return out.kind(65).id(entry.block().id());
    }

    @Override
    public Fingerprint ownTransaction(Entry.OwnTransaction entry) {
        return out.kind(66).id(entry.transaction().id());
    }

    @Override
    public Fingerprint recordSequence(Entry.RecordSequence entry) {
        return out.kind(67).number(entry.sequence());
    }

    @Override
    public Fingerprint addressBook(Entry.AddressBook entry) {
        out.kind(68);
        entry.book().peers().forEach(peer -> out.shortly(peer.node().bytes()));
        return out;
    }

    @Override
    public Fingerprint stateSnapshot(Entry.StateSnapshot entry) {
        return out.kind(69).id(entry.snapshot().block());
    }
}
