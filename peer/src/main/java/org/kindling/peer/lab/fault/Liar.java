package org.kindling.peer.lab.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Step;
import org.kindling.peer.lab.engine.Actor;
import org.kindling.peer.lab.engine.Tally;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.message.Message;

/**
 * A peer that behaves well enough to be let in, and after a while lies on every link once a second, for ever: forged transactions, blocks
 * with an invented state under real work, blocks without work, forged peer records.
 *
 * <p>It is a production peer underneath. Rationale: a liar that does not greet properly would be gone before its first lie.
 */
public final class Liar implements Actor {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Long enough to be asked whom it knows, and to hear a block worth twisting. */
    private static final Duration FACADE = Duration.ofSeconds(75);

    private static final int DECEIVED_AT_ONCE = 4;

    private final Actor inner;
    private final Forgery forgery;
    private final Tally tally;
    private final TreeSet<LinkId> listeners = new TreeSet<>();
    private Message.@Nullable CompactBlock template;
    private Instant innerWakeAt = Instant.MIN;
    private Instant nextLieAt;
    private long lies;

    /**
     * @param inner the peer it pretends to be
     * @param victim whose money it pretends to spend
     */
    public Liar(Actor inner, PeerSetup setup, PublicKey victim, SplittableRandom random, Tally tally, Instant now) {
        this.inner = inner;
        this.forgery = new Forgery(setup.spec().id(), setup.spec().branch(), setup.key(), victim, random);
        this.tally = tally;
        this.nextLieAt = now.plus(FACADE);
    }

    /** Ids of everything it has forged. */
    public Set<Hash> forged() {
        return forgery.made();
    }

    @Override
    public PeerView view() {
        return inner.view();
    }

    @Override
    public Step step(Instant now, Event event) {
        List<Action> actions = new ArrayList<>();
        if (!(event instanceof Event.Woke) || !now.isBefore(innerWakeAt)) {
            Step honest = inner.step(now, event);
            innerWakeAt = honest.wakeAt();
            honest.actions().forEach(action -> actions.add(twisted(action)));
        }
        notice(event, actions);
        if (!now.isBefore(nextLieAt)) {
            nextLieAt = now.plus(PAUSE);
            listeners.forEach(link -> actions.add(lie(link)));
        }
        return new Step(actions, innerWakeAt.isBefore(nextLieAt) ? innerWakeAt : nextLieAt);
    }

    /** Keeps track of who listens, and of the newest honest block to twist. */
    private void notice(Event event, List<Action> actions) {
        if (event instanceof Event.Heard heard) {
            if (heard.message() instanceof Message.Hello) {
                listeners.add(heard.link());
            } else if (heard.message() instanceof Message.CompactBlock compact) {
                template = compact;
            }
        } else if (event instanceof Event.Disconnected gone) {
            listeners.remove(gone.link());
        }
        for (Action action : actions) {
            if (action instanceof Action.Close close) {
                listeners.remove(close.link());
            }
        }
    }

    /**
     * Every list of peers it hands out on every fourth link gains one that does not exist.
     *
     * <p>On no more, because whoever is lied to leaves, and somebody must be left to hear the other lies.
     */
    private Action twisted(Action action) {
        if (action instanceof Action.Send send
                && send.link().number() % DECEIVED_AT_ONCE == 0
                && send.message() instanceof Message.Peers peers
                && peers.records().size() < Message.RECORDS_MAX) {
            List<PeerRecord> records = new ArrayList<>(peers.records());
            records.add(forgery.record(inner.view().self()));
            tally.count("lie-record");
            return new Action.Send(send.link(), new Message.Peers(records, peers.reach()));
        }
        return action;
    }

    private Action lie(LinkId link) {
        Message.CompactBlock honest = template;
        long kind = lies++ % 3;
        if (honest == null || kind == 0) {
            tally.count("lie-transaction");
            return new Action.Send(link, new Message.Transactions(List.of(forgery.transaction(lies))));
        }
        tally.count(kind == 1 ? "lie-state" : "lie-work");
        return new Action.Send(
                link, kind == 1 ? forgery.blockWithWrongState(honest) : forgery.blockWithoutWork(honest));
    }
}
