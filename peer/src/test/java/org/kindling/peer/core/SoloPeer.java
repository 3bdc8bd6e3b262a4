package org.kindling.peer.core;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.Step;
import org.kindling.peer.boundary.TrackerService;
import org.kindling.peer.boundary.Work;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.identity.Role;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.message.ChainTip;
import org.kindling.protocol.message.Message;

/** One whole peer, and a world that does at once what it asks for, unless a test holds it back. */
final class SoloPeer {
    static final long BIRTH = TestLedger.GENESIS_MILLIS + 3_600_000;

    private final Peer peer = new Peer(setup(), Recovered.nothing(), Instant.ofEpochMilli(BIRTH));
    private final Deque<Action> open = new ArrayDeque<>();
    private final List<Message> sent = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Work> works = new ArrayList<>();
    private boolean isDiskStuck;
    private long now = BIRTH;

    private static PeerSetup setup() {
        return new PeerSetup(
                TestLedger.SPEC,
                TestLedger.key("node"),
                Limits.standard(),
                List.of(new Endpoint("10.0.0.1", 7000)),
                7000,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                TrackerService.STANDBY,
                false,
                TestLedger.address(TestLedger.key("node")),
                "test/1",
                new SplittableRandom(1),
                id -> Optional.empty());
    }

    PeerView view() {
        return peer.view();
    }

    /** From now on the disk takes what it gets and never says that it is written. */
    void diskGetsStuck() {
        isDiskStuck = true;
    }

    void passes(long millis) {
        now += millis;
    }

    /** One step, and all the steps that follow from it. */
    void step(Event event) {
        Step step = peer.step(Instant.ofEpochMilli(now), event);
        step.actions().forEach(this::note);
        while (!open.isEmpty()) {
            serve(open.removeFirst());
        }
    }

    private void note(Action action) {
        if (action instanceof Action.Send send) {
            sent.add(send.message());
        } else if (action instanceof Action.Report report) {
            facts.add(report.fact());
        } else {
            open.addLast(action);
        }
    }

    private void serve(Action action) {
        if (action instanceof Action.Persist persist) {
            entries.addAll(persist.entries());
            if (!isDiskStuck) {
                step(new Event.Persisted(persist.token()));
            }
        } else if (action instanceof Action.Compute compute) {
            works.add(compute.work());
            step(new Event.Computed(compute.token(), compute.work().run(SignatureRule.best())));
        }
    }

    /** A neighbour that says hello and claims no more than genesis. */
    LinkId linked(int number) {
        LinkId link = new LinkId(Direction.INBOUND, number);
        KeyPair key = TestLedger.key("neighbour " + number);
        Endpoint home = new Endpoint("10.0.1." + number, 7000);
        PeerRecord record = new PeerRecord.Content(
                        TestLedger.SPEC.id(), key.publicKey(), 1, List.of(home), List.of(Role.FULL), 0, now + 600_000)
                .sign(key);
        ChainTip genesis = new ChainTip(Height.GENESIS, view().head().block(), BigInteger.ZERO);
        step(new Event.Connected(link, key.publicKey(), home));
        hear(
                link,
                new Message.Hello(
                        Message.Hello.VERSION, TestLedger.SPEC.id(), record, genesis, "other/1", now, "10.0.0.1"));
        return link;
    }

    void hear(LinkId link, Message message) {
        step(new Event.Heard(link, message, 300));
    }

    List<Message> sent() {
        return sent;
    }

    List<Fact> facts() {
        return facts;
    }

    List<Entry> entries() {
        return entries;
    }

    /** Mining is the only work that is not urgent. */
    long slicesSearched() {
        return works.stream().filter(work -> !work.isUrgent()).count();
    }
}
