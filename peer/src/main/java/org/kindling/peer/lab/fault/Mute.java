package org.kindling.peer.lab.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Step;
import org.kindling.peer.lab.engine.Actor;
import org.kindling.peer.lab.engine.Tally;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.message.Message;

/**
 * A player that is not there for the ledger: it greets, answers pings, names its friends when asked whom it knows, lets itself be grafted, and
 * swallows everything else. If it has somebody to call it calls for as long as it lives.
 *
 * <p>It is a few lines instead of a production peer. Rationale: thousands of them surround one hundred peers, and nothing they keep is
 * of interest.
 */
public final class Mute implements Actor {
    /** It makes the network look better than it is. */
    private static final Message.Reach WELL_CONNECTED = new Message.Reach(60, 1_000);

    private static final long PATIENCE_MILLIS = 5_000;
    private static final Duration REGRAFT = Duration.ofSeconds(61);
    private static final long RECORD_MILLIS = 12 * 3_600_000L;

    /**
     * Whom a mute has to do with.
     *
     * @param friends whom it names when asked, itself among them; may still grow
     * @param called whom it calls, one after the other and again from the beginning
     * @param links how many calls it keeps up
     * @param redials how many calls it makes in each round after the first
     * @param pause between two rounds; the first begins within one
     */
    public record Company(List<PeerRecord> friends, List<Endpoint> called, int links, int redials, Duration pause) {
        /** It calls nobody. */
        public static Company of(List<PeerRecord> friends) {
            return new Company(friends, List.of(), 0, 0, Duration.ofDays(1));
        }
    }

    private final PeerRecord self;
    private final Company company;
    private final SplittableRandom random;
    private final Tally tally;
    private final Set<LinkId> calls = new LinkedHashSet<>();
    private final Set<LinkId> pruned = new LinkedHashSet<>();
    private int nextCalled;
    private long lastCall;
    private boolean hasBegun;
    private Instant nextCallsAt;
    private Instant nextGraftsAt;

    /** Begins a life in which it keeps this company. */
    public Mute(PeerSetup setup, Company company, SplittableRandom random, Tally tally, Instant now) {
        this.self = record(setup, now);
        this.company = company;
        this.random = random;
        this.tally = tally;
        this.nextCalled =
                company.called().isEmpty() ? 0 : random.nextInt(company.called().size());
        this.nextCallsAt = now.plusMillis(random.nextLong(company.pause().toMillis()));
        this.nextGraftsAt = now.plus(REGRAFT);
    }

    private static PeerRecord record(PeerSetup setup, Instant now) {
        return new PeerRecord.Content(
                        setup.spec().id(),
                        setup.key().publicKey(),
                        1,
                        setup.reachableAt(),
                        List.of(),
                        setup.spec().branch(),
                        now.toEpochMilli() + RECORD_MILLIS)
                .sign(setup.key());
    }

    /** What it says of itself. */
    public PeerRecord self() {
        return self;
    }

    @Override
    public PeerView view() {
        throw new UnsupportedOperationException("a mute shows nothing");
    }

    @Override
    public Step step(Instant now, Event event) {
        List<Action> actions = new ArrayList<>();
        if (event instanceof Event.Heard heard) {
            answer(now, heard, actions);
        } else if (event instanceof Event.Disconnected gone) {
            forget(gone.link());
        } else if (event instanceof Event.DialFailed failed) {
            forget(failed.link());
        }
        if (company.links() == 0) {
            return new Step(actions, Instant.MAX);
        }
        if (!now.isBefore(nextCallsAt)) {
            nextCallsAt = now.plus(company.pause());
            call(actions);
        }
        if (!now.isBefore(nextGraftsAt)) {
            nextGraftsAt = now.plus(REGRAFT);
            pruned.forEach(link -> actions.add(new Action.Send(link, new Message.Graft())));
            pruned.clear();
        }
        return new Step(actions, nextCallsAt.isBefore(nextGraftsAt) ? nextCallsAt : nextGraftsAt);
    }

    private void forget(LinkId link) {
        calls.remove(link);
        pruned.remove(link);
    }

    private void call(List<Action> actions) {
        int most = hasBegun ? company.redials() : company.links();
        hasBegun = true;
        for (int i = 0; i < most && calls.size() < company.links(); i++) {
            Endpoint endpoint =
                    company.called().get(nextCalled++ % company.called().size());
            LinkId link = new LinkId(Direction.OUTBOUND, ++lastCall);
            calls.add(link);
            actions.add(new Action.Dial(link, endpoint, Optional.empty(), PATIENCE_MILLIS));
        }
    }

    private void answer(Instant now, Event.Heard heard, List<Action> actions) {
        LinkId link = heard.link();
        Message message = heard.message();
        if (message instanceof Message.Hello hello) {
            actions.add(new Action.Send(link, greeting(hello, now)));
            actions.add(new Action.Send(link, new Message.Graft()));
        } else if (message instanceof Message.Ping ping) {
            actions.add(new Action.Send(link, new Message.Pong(ping.nonce())));
        } else if (message instanceof Message.GetPeers) {
            actions.add(new Action.Send(link, new Message.Peers(friends(), WELL_CONNECTED)));
        } else if (message instanceof Message.Prune) {
            pruned.add(link);
        } else if (message instanceof Message.Transactions || message instanceof Message.CompactBlock) {
            tally.count("message-swallowed");
        }
    }

    /** It claims the chain of whoever greets it: nobody asks it for more than he has. */
    private Message.Hello greeting(Message.Hello theirs, Instant now) {
        return new Message.Hello(
                Message.Hello.VERSION, theirs.network(), self, theirs.tip(), "kindling-mute/1", now.toEpochMilli(), "");
    }

    private List<PeerRecord> friends() {
        List<PeerRecord> all = company.friends();
        List<PeerRecord> named = new ArrayList<>();
        int most = Math.min(Message.RECORDS_MAX, all.size());
        int from = all.isEmpty() ? 0 : random.nextInt(all.size());
        for (int i = 0; i < most; i++) {
            named.add(all.get((from + i) % all.size()));
        }
        return named;
    }
}
