package org.kindling.peer.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kindling.peer.boundary.Ban;
import org.kindling.peer.boundary.Done;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.core.gossip.Gossip;
import org.kindling.peer.core.session.Greeting;
import org.kindling.peer.core.session.Judgement;
import org.kindling.peer.core.session.Lapsed;
import org.kindling.peer.core.session.Session;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.message.Message;

/** The life of a link from the first call to the last word: who is told when one begins, settles and ends. */
final class Neighbours {
    private static final int OTHERS_WHEN_FULL = 8;

    private final Parts parts;
    private final RecordIntake records;
    /**
     * Called us before our own record was on disk, and the Hello each has said meanwhile, if any.
     *
     * <p>Their Hello is taken in only after ours is out. Rationale: a settled link is spoken on at once, and whoever hears anything of
     * us before our Hello rightly takes us for a stranger.
     */
    private final Map<LinkId, Optional<Message.Hello>> ungreeted = new LinkedHashMap<>();

    Neighbours(Parts parts, RecordIntake records) {
        this.parts = parts;
        this.records = records;
    }

    void connected(Event.Connected event, long nowMillis) {
        NodeId node = NodeId.of(event.key());
        boolean isManual = parts.discovery.isManual(event.link()) || parts.discovery.isManual(node);
        if (parts.isLeaving) {
            parts.out.close(event.link(), Fault.LEAVING);
            return;
        }
        if (parts.discovery.connected(event.link(), node, nowMillis)) {
            say(event.link(), Fault.TEST_CALL, List.of());
            return;
        }
        Optional<Fault> refusal = parts.sessions.connected(event, nowMillis, isManual);
        if (refusal.isPresent()) {
            say(event.link(), refusal.get(), List.of());
            String reason = "refused here: " + refusal.get().text();
            parts.discovery.dialFailed(event.link(), reason, refusal.get().remedy(), nowMillis);
            return;
        }
        if (parts.ownRecord.isIssued()) {
            parts.out.send(event.link(), hello(event.link(), nowMillis));
        } else {
            ungreeted.put(event.link(), Optional.empty());
        }
    }

    /** Our record is on disk and may leave; whoever called before that hears from us now. */
    void greetThoseWhoWait(long nowMillis) {
        Map<LinkId, Optional<Message.Hello>> waiting = new LinkedHashMap<>(ungreeted);
        ungreeted.clear();
        waiting.forEach((link, theirs) -> {
            if (parts.sessions.isKnown(link)) {
                parts.out.send(link, hello(link, nowMillis));
                theirs.ifPresent(hello -> greet(link, hello, nowMillis));
            }
        });
    }

    private Message.Hello hello(LinkId to, long nowMillis) {
        return new Message.Hello(
                Message.Hello.VERSION,
                parts.network,
                parts.ownRecord.current(),
                parts.chain.tip(),
                parts.setup.agent(),
                nowMillis,
                parts.sessions.caller(to).map(Endpoint::host).orElse(""));
    }

    void heardHello(LinkId link, Message.Hello hello, long nowMillis) {
        Optional<Message.Hello> before = ungreeted.get(link);
        if (before == null) {
            greet(link, hello, nowMillis);
        } else if (before.isEmpty()) {
            ungreeted.put(link, Optional.of(hello));
        } else {
            blame(link, Fault.OUT_OF_TURN, nowMillis);
        }
    }

    private void greet(LinkId link, Message.Hello hello, long nowMillis) {
        parts.sessions.greet(link, hello, nowMillis).fold(new Greeting.Cases<Done>() {
            @Override
            public Done settled(Greeting.Settled greeting) {
                settle(greeting.session(), nowMillis);
                greeting.displaced().forEach(displaced -> end(displaced.link(), displaced.reason(), nowMillis));
                return Done.DONE;
            }

            @Override
            public Done refused(Greeting.Refused greeting) {
                blame(link, greeting.fault(), nowMillis);
                if (parts.sessions.isKnown(link)) {
                    end(link, greeting.fault(), others(greeting.fault(), nowMillis), nowMillis);
                }
                return Done.DONE;
            }
        });
    }

    /** Whoever finds no room here hears of others, once his Hello has named our network: a scanner of ports is told nothing of anybody. */
    private List<PeerRecord> others(Fault refusal, long nowMillis) {
        return refusal == Fault.FULL ? parts.discovery.sample(OTHERS_WHEN_FULL, parts.self, nowMillis) : List.of();
    }

    private void settle(Session session, long nowMillis) {
        LinkId link = session.link();
        parts.out.report(new Fact.LinkOpened(
                session.node(),
                session.direction(),
                session.remote(),
                parts.sessions.settled().size()));
        records.check(
                Optional.of(link), parts.discovery.source(session.remote()), List.of(session.record()), nowMillis);
        if (!parts.discovery.settled(session, nowMillis, parts.out)) {
            end(link, Fault.TEST_CALL, nowMillis);
            return;
        }
        parts.whereabouts.settled(session);
        parts.gossip.settled(link, parts.mempool.list(Gossip.ANNOUNCED_MAX), nowMillis, parts.out);
        parts.sync.settled(link, session.tip(), nowMillis, parts.out);
    }

    void disconnected(LinkId link, String reason, long nowMillis) {
        forget(link, reason, "it hung up; it is called again by itself", nowMillis);
    }

    /** The other end has had enough; what it says of us costs us nothing. */
    void heardGoodbye(LinkId link, Fault reason, long nowMillis) {
        parts.out.close(link, reason);
        Optional<Session> refused = parts.sessions
                .find(link)
                .filter(session -> session.isOutbound()
                        && nowMillis - session.sinceMillis()
                                <= parts.setup.limits().links().handshakeMillis());
        forget(link, "they said: " + reason.text(), reason.remedy(), nowMillis);
        refused.ifPresent(session -> parts.discovery.turnedAway(session, reason, nowMillis));
    }

    void dialFailed(LinkId link, String reason, long nowMillis) {
        parts.discovery.dialFailed(link, reason, nowMillis);
    }

    /** Weighs a fault, and ends the link where it must end. */
    void blame(LinkId link, Fault fault, long nowMillis) {
        Optional<Session> session = parts.sessions.find(link);
        Judgement judgement = parts.sessions.blame(link, fault, nowMillis);
        if (judgement == Judgement.IGNORE) {
            return;
        }
        if (judgement == Judgement.CLOSE_AND_DISCOURAGE) {
            session.ifPresent(known -> parts.out.report(new Fact.PeerPenalised(known.node(), fault)));
        }
        end(link, fault, nowMillis);
    }

    /** Somebody is not welcome from now on; his links end. */
    void ban(Ban ban, long nowMillis) {
        parts.sessions.bans().add(ban);
        parts.discovery.bansChanged(List.of(ban), nowMillis);
        parts.sessions.against(ban).forEach(link -> end(link, Fault.BANNED, nowMillis));
    }

    /** Says why, and closes. */
    void end(LinkId link, Fault reason, long nowMillis) {
        end(link, reason, List.of(), nowMillis);
    }

    private void end(LinkId link, Fault reason, List<PeerRecord> others, long nowMillis) {
        say(link, reason, others);
        forget(link, reason.text(), reason.remedy(), nowMillis);
    }

    private void say(LinkId link, Fault reason, List<PeerRecord> others) {
        parts.out.send(link, new Message.Goodbye(reason, others));
        parts.out.close(link, reason);
    }

    private void forget(LinkId link, String reason, String remedy, long nowMillis) {
        ungreeted.remove(link);
        parts.gossip.lost(link);
        parts.compactBlocks.lost(link);
        parts.sync.lost(link);
        Optional<Session> session = parts.sessions.closed(link);
        session.ifPresent(gone -> {
            parts.discovery.lost(gone, nowMillis);
            parts.whereabouts.lost(gone);
            parts.out.report(new Fact.LinkClosed(
                    gone.node(), reason, parts.sessions.settled().size()));
        });
        if (session.isEmpty()) {
            parts.discovery.dialFailed(link, reason, remedy, nowMillis);
        }
    }

    void wake(long nowMillis) {
        for (Lapsed lapsed : parts.sessions.wake(nowMillis, parts.out)) {
            end(lapsed.link(), lapsed.reason(), nowMillis);
        }
    }

    /** The last thing a peer does: a word to everyone, so that nobody waits for it. */
    void leave(long nowMillis) {
        for (Session session : parts.sessions.settled()) {
            end(session.link(), Fault.LEAVING, nowMillis);
        }
    }
}
