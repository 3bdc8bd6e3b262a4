package org.kindling.peer.core;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.TrackerService;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.identity.Role;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.message.ChainTip;
import org.kindling.protocol.message.Message;

/** A peer in the hands of a test, which is its clock, its disk, its workers and all its neighbours. */
final class OnePeer {
    static final Limits LIMITS = Limits.standard();
    private static final int FRAME_BYTES = 300;

    final List<Action> actions = new ArrayList<>();
    final Peer peer;
    /** Where the neighbour with this number lives. */
    LongFunction<String> hosts = number -> "10.0.1." + number;

    /** Under which host all neighbours see us. */
    String seenHost = "10.0.0.1";

    /** How far the clocks of all neighbours are ahead. */
    long theirsAheadMillis;

    long now = TestLedger.GENESIS_MILLIS + 3_600_000;

    OnePeer() {
        this(List.of(new Endpoint("10.0.0.1", 7000)));
    }

    OnePeer(List<Endpoint> reachableAt) {
        this(reachableAt, List.of());
    }

    OnePeer(List<Endpoint> reachableAt, List<String> trackers) {
        PeerSetup setup = new PeerSetup(
                TestLedger.SPEC,
                TestLedger.key("node"),
                LIMITS,
                reachableAt,
                7000,
                trackers,
                List.of(),
                List.of(),
                List.of(),
                TrackerService.STANDBY,
                false,
                TestLedger.MINER,
                "test/1",
                new SplittableRandom(1),
                id -> Optional.empty());
        peer = new Peer(setup, Recovered.nothing(), Instant.ofEpochMilli(now));
    }

    static LinkId inbound(int number) {
        return new LinkId(Direction.INBOUND, number);
    }

    static KeyPair owner(LinkId link) {
        return TestLedger.key("owner of " + link);
    }

    void step(Event event) {
        actions.addAll(peer.step(Instant.ofEpochMilli(now), event).actions());
    }

    /** Its first step, and its disk at work. */
    OnePeer born() {
        step(new Event.Woke());
        serve();
        actions.clear();
        return this;
    }

    /** Answers every open request for the disk and for computing, in order. */
    void serve() {
        boolean isBusy = true;
        while (isBusy) {
            boolean isWritten = persistAll();
            isBusy = computeAll() || isWritten;
        }
    }

    boolean persistAll() {
        List<Action.Persist> open = take(Action.Persist.class);
        open.forEach(persist -> step(new Event.Persisted(persist.token())));
        return !open.isEmpty();
    }

    boolean computeAll() {
        List<Action.Compute> open = take(Action.Compute.class);
        open.forEach(compute ->
                step(new Event.Computed(compute.token(), compute.work().run(SignatureRule.best()))));
        return !open.isEmpty();
    }

    private <A extends Action> List<A> take(Class<A> kind) {
        List<A> open = actions.stream().filter(kind::isInstance).map(kind::cast).toList();
        actions.removeIf(kind::isInstance);
        return open;
    }

    void called(LinkId link) {
        step(new Event.Connected(link, owner(link).publicKey(), home(link)));
    }

    /** A settled link. */
    LinkId linked(int number) {
        return linked(inbound(number));
    }

    LinkId linked(LinkId link) {
        called(link);
        hear(link, hello(link));
        serve();
        actions.clear();
        return link;
    }

    void hear(LinkId link, Message message) {
        hear(link, message, FRAME_BYTES);
    }

    void hear(LinkId link, Message message, int sizeBytes) {
        step(new Event.Heard(link, message, sizeBytes));
    }

    void pass(long millis) {
        now += millis;
        step(new Event.Woke());
    }

    Message.Hello hello(LinkId link) {
        return hello(link, new ChainTip(Height.GENESIS, peer.view().head().block(), BigInteger.ZERO));
    }

    Message.Hello hello(LinkId link, ChainTip tip) {
        return new Message.Hello(
                Message.Hello.VERSION,
                TestLedger.SPEC.id(),
                record(owner(link), home(link)),
                tip,
                "other/1",
                now + theirsAheadMillis,
                seenHost);
    }

    PeerRecord record(KeyPair key, Endpoint home) {
        return new PeerRecord.Content(
                        TestLedger.SPEC.id(), key.publicKey(), 1, List.of(home), List.of(Role.FULL), 0, now + 600_000)
                .sign(key);
    }

    private Endpoint home(LinkId link) {
        return new Endpoint(hosts.apply(link.number()), 7000);
    }

    List<Message> sent(LinkId to) {
        return actions.stream()
                .filter(action ->
                        action instanceof Action.Send send && send.link().equals(to))
                .map(action -> ((Action.Send) action).message())
                .toList();
    }

    <M extends Message> List<M> sent(LinkId to, Class<M> kind) {
        return sent(to).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<Fact> facts() {
        return actions.stream()
                .filter(Action.Report.class::isInstance)
                .map(action -> ((Action.Report) action).fact())
                .toList();
    }

    int links() {
        return peer.view().links().size();
    }
}
