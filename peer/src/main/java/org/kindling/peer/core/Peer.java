package org.kindling.peer.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Done;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.Step;
import org.kindling.peer.core.chain.BlockOutcome;
import org.kindling.peer.core.consensus.pow.MiningOutcome;
import org.kindling.peer.core.discovery.LedgerRecords;
import org.kindling.peer.core.discovery.Picture;
import org.kindling.peer.core.session.Lapsed;
import org.kindling.peer.core.validation.AnswerChecked;
import org.kindling.peer.core.validation.ReceiptChecked;
import org.kindling.peer.core.validation.RecordsChecked;
import org.kindling.peer.core.validation.TransactionsChecked;
import org.kindling.protocol.Check;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Height;

/**
 * The map of the town: for every event, which part of the peer hears it, and in which order.
 *
 * <p>{@link #step} is the only way in and out. The same events at the same times give the same actions: there is no clock, thread,
 * socket, disk, logger or chance in here but what the setup hands over.
 *
 * <p>Parts, from the socket inwards: {@code session} (who is speaking?), {@code discovery} (whom to call), {@code gossip} (who has
 * what), {@code validation} (is it true?), {@code mempool} (what waits), {@code chain} and {@code consensus} (what counts),
 * {@code sync} (what is missing). They do not know each other; the intakes in this package bring them together.
 */
public final class Peer {
    /** After its last word a peer has nothing to wake for; a time so far off is as good as never. */
    private static final long ASLEEP_MILLIS = 3_600_000;

    private final Parts parts;
    private final Intakes intakes;
    private final Storage storage;
    private final PeerView view;
    private long nowMillis;

    /** @param now the time of birth; the first step must not be earlier */
    public Peer(PeerSetup setup, Recovered recovered, Instant now) {
        this.nowMillis = now.toEpochMilli();
        this.parts = new Parts(setup, recovered, nowMillis);
        this.intakes = Intakes.of(parts, nowMillis);
        this.storage = new Storage(parts);
        this.view = new ReadOnly(parts, () -> nowMillis);
        intakes.transactions().recovered(recovered.ownTransactions());
        intakes.records().check(Optional.empty(), "capsule", setup.records(), nowMillis);
    }

    /** What may be read between two steps. */
    public PeerView view() {
        return view;
    }

    /**
     * Makes of one event what there is to do.
     *
     * @param now never earlier than in the step before
     */
    public Step step(Instant now, Event event) {
        long millis = now.toEpochMilli();
        Check.invariant(millis >= nowMillis, "time ran backwards from %s to %s", nowMillis, millis);
        nowMillis = millis;
        event.fold(new Dispatch());
        wake();
        List<Action> actions = parts.out.drain();
        for (Action action : actions) {
            if (action instanceof Action.Send send) {
                parts.sessions.said(send.link(), send.message(), nowMillis);
            }
        }
        return new Step(actions, Instant.ofEpochMilli(Math.max(nextDeadlineMillis(), nowMillis + 1)));
    }

    /** Whatever is due by now, whatever woke us. */
    private void wake() {
        if (parts.isLeaving) {
            return;
        }
        storage.wake(nowMillis);
        if (!parts.isStorageBroken) {
            parts.ownRecord.wake(nowMillis, parts.out);
        }
        intakes.neighbours().wake(nowMillis);
        if (parts.ownRecord.isIssued()) {
            for (Lapsed spare : parts.discovery.wake(nowMillis, picture(), parts.out)) {
                intakes.neighbours().end(spare.link(), spare.reason(), nowMillis);
            }
            List<PeerRecord> anchored = parts.discovery.ledgerRecords().take();
            intakes.records().check(Optional.empty(), LedgerRecords.SOURCE, anchored, nowMillis);
            standIn();
        }
        parts.ownRecord.offer(parts.roles());
        parts.clock.wake(nowMillis, parts.out);
        for (LinkId late : parts.gossip.wake(nowMillis, parts.out)) {
            intakes.neighbours().blame(late, Fault.BROKEN_PROMISE, nowMillis);
        }
        intakes.transactions().wake(nowMillis);
        intakes.blocks().wake(nowMillis);
        intakes.blocks().requestMissing(nowMillis);
        mine();
    }

    private void standIn() {
        PeerRecord own = parts.ownRecord.current();
        Height tip = parts.chain.tip().height();
        parts.discovery.standIn().wake(nowMillis, own, parts.whereabouts, tip, parts.chain::headerAt, parts.out);
    }

    private long nextDeadlineMillis() {
        if (parts.isLeaving) {
            return nowMillis + ASLEEP_MILLIS;
        }
        long next = parts.isStorageBroken ? storage.nextDeadline() : parts.ownRecord.nextDeadline();
        next = Math.min(next, parts.sessions.nextDeadline());
        if (parts.ownRecord.isIssued()) {
            next = Math.min(next, parts.discovery.nextDeadline());
            next = Math.min(next, parts.discovery.standIn().nextDeadline());
        }
        next = Math.min(next, parts.gossip.nextDeadlineMillis());
        next = Math.min(next, parts.compactBlocks.nextDeadlineMillis());
        next = Math.min(next, parts.sync.nextDeadlineMillis(nowMillis));
        next = Math.min(next, intakes.transactions().nextDeadlineMillis());
        return Math.min(next, parts.miner.nextDeadline());
    }

    /**
     * Mining stands still while we catch up or write down a block of our own: work on top of the past helps nobody.
     *
     * <p>Otherwise it goes on on the applied head, whatever headers promise (as in Bitcoin Core).
     */
    private void mine() {
        if (parts.sync.isCatchingUp(nowMillis)
                || parts.isStorageBroken
                || parts.clock.isOff()
                || intakes.blocks().isWritingOwn()) {
            parts.miner.pause();
        } else {
            parts.miner.resume();
        }
        parts.miner.wake(nowMillis, parts.out);
    }

    private Picture picture() {
        return new Picture(
                parts.ownRecord.current(),
                parts.sessions,
                parts.chain.tip(),
                parts.chain.bestHeader(),
                parts.chain::block);
    }

    private void blame(LinkId link, Optional<Fault> fault) {
        fault.ifPresent(wrong -> intakes.neighbours().blame(link, wrong, nowMillis));
    }

    /** One method per kind of event. */
    private final class Dispatch implements Event.Cases<Done> {
        @Override
        public Done woke(Event.Woke event) {
            return Done.DONE;
        }

        @Override
        public Done connected(Event.Connected event) {
            intakes.neighbours().connected(event, nowMillis);
            return Done.DONE;
        }

        @Override
        public Done disconnected(Event.Disconnected event) {
            intakes.neighbours().disconnected(event.link(), event.reason(), nowMillis);
            return Done.DONE;
        }

        @Override
        public Done dialFailed(Event.DialFailed event) {
            intakes.neighbours().dialFailed(event.link(), event.reason(), nowMillis);
            return Done.DONE;
        }

        @Override
        public Done heard(Event.Heard event) {
            LinkId link = event.link();
            if (!parts.sessions.isKnown(link)) {
                return Done.DONE;
            }
            parts.sessions.heardAnything(link, nowMillis);
            Optional<Fault> refusal = parts.sessions.admits(link, event.message(), event.sizeBytes(), nowMillis);
            blame(
                    link,
                    refusal.isPresent()
                            ? refusal
                            : event.message().fold(new Conversation(parts, intakes, link, nowMillis)));
            return Done.DONE;
        }

        @Override
        public Done misheard(Event.Misheard event) {
            blame(event.link(), Optional.of(event.fault()));
            return Done.DONE;
        }

        @Override
        public Done trackerAnswered(Event.TrackerAnswered event) {
            intakes.receipts().answered(event);
            return Done.DONE;
        }

        @Override
        public Done swarmAnswered(Event.SwarmAnswered event) {
            parts.discovery.informants().swarmAnswered(event, nowMillis, parts.out);
            return Done.DONE;
        }

        @Override
        public Done trackerSilent(Event.TrackerSilent event) {
            parts.discovery.informants().trackerSilent(event, nowMillis, parts.out);
            parts.whereabouts.trackerSilent(event.tracker());
            return Done.DONE;
        }

        @Override
        public Done seedAnswered(Event.SeedAnswered event) {
            intakes.records()
                    .check(
                            Optional.empty(),
                            event.seed().toString(),
                            parts.discovery.informants().seedAnswered(event, nowMillis, parts.out),
                            nowMillis);
            return Done.DONE;
        }

        @Override
        public Done seedSilent(Event.SeedSilent event) {
            parts.discovery.informants().seedSilent(event, parts.out);
            return Done.DONE;
        }

        @Override
        public Done submitted(Event.Submitted event) {
            intakes.transactions().submitted(event);
            return Done.DONE;
        }

        @Override
        public Done persisted(Event.Persisted event) {
            if (parts.ownRecord.persisted(event.token(), nowMillis, parts.out)) {
                intakes.neighbours().greetThoseWhoWait(nowMillis);
            }
            parts.errands.take(event.token()).ifPresent(this::logged);
            return Done.DONE;
        }

        private void logged(Errand errand) {
            if (errand instanceof Errand.LogSubmission submission) {
                intakes.transactions().logged(submission);
            } else if (errand instanceof Errand.LogBlock checked) {
                intakes.blocks().logged(checked);
            } else if (errand instanceof Errand.LogOwnBlock own) {
                intakes.blocks().logged(own, nowMillis);
            } else if (errand instanceof Errand.TryDiskAgain attempt) {
                storage.recovered(attempt).forEach(this::logged);
            }
        }

        @Override
        public Done persistFailed(Event.PersistFailed event) {
            storage.failed(event.reason(), nowMillis);
            parts.ownRecord.persistFailed(event.token());
            parts.errands.take(event.token()).ifPresent(errand -> {
                if (errand instanceof Errand.LogSubmission submission) {
                    intakes.transactions().notLogged(submission, event.reason());
                } else if (errand instanceof Errand.LogBlock checked) {
                    parts.chain.block(checked.block()).ifPresent(block -> storage.postpone(block, checked));
                } else if (errand instanceof Errand.LogOwnBlock own) {
                    storage.postpone(own.block(), own);
                }
            });
            return Done.DONE;
        }

        @Override
        public Done computed(Event.Computed event) {
            if (event.outcome() instanceof BlockOutcome outcome) {
                intakes.blocks().checked(outcome, nowMillis);
            } else if (event.outcome() instanceof MiningOutcome outcome) {
                parts.miner
                        .computed(outcome)
                        .ifPresent(block -> intakes.blocks().produced(block));
            } else {
                parts.errands.take(event.token()).ifPresent(errand -> computed(errand, event));
            }
            return Done.DONE;
        }

        private void computed(Errand errand, Event.Computed event) {
            if (errand instanceof Errand.CheckGossip gossip) {
                Optional<Fault> fault =
                        intakes.transactions().checked(gossip, (TransactionsChecked) event.outcome(), nowMillis);
                gossip.from().ifPresent(link -> blame(link, fault));
            } else if (errand instanceof Errand.CheckSubmission submission) {
                intakes.transactions().checked(submission, (TransactionsChecked) event.outcome());
            } else if (errand instanceof Errand.CheckRecords records) {
                Optional<Fault> fault = intakes.records().checked(records, (RecordsChecked) event.outcome(), nowMillis);
                records.from().ifPresent(link -> blame(link, fault));
            } else if (errand instanceof Errand.CheckAnswer answer) {
                intakes.receipts().checked(answer, (AnswerChecked) event.outcome(), nowMillis);
            } else if (errand instanceof Errand.CheckReceipt receipt) {
                blame(receipt.from(), intakes.receipts().checked(receipt, (ReceiptChecked) event.outcome()));
            }
        }

        @Override
        public Done clockJumped(Event.ClockJumped event) {
            parts.clock.jumped(event.byMillis(), nowMillis, parts.out);
            return Done.DONE;
        }

        @Override
        public Done instructed(Event.Instructed event) {
            Instruction instruction = event.instruction();
            if (instruction instanceof Instruction.StartMining) {
                parts.miner.start();
            } else if (instruction instanceof Instruction.StopMining) {
                parts.miner.stop();
            } else if (instruction instanceof Instruction.Befriend befriend) {
                parts.discovery.befriend(befriend.endpoint(), nowMillis);
            } else if (instruction instanceof Instruction.Ban ban) {
                intakes.neighbours().ban(ban.from(nowMillis), nowMillis);
            } else if (instruction instanceof Instruction.Unban unban) {
                parts.sessions.bans().lift(unban.whom());
                parts.discovery.bansChanged(List.of(), nowMillis);
            } else if (instruction instanceof Instruction.Leave) {
                leave();
            }
            return Done.DONE;
        }

        private void leave() {
            parts.miner.stop();
            parts.discovery.leave(nowMillis, picture(), parts.out);
            intakes.neighbours().leave(nowMillis);
            parts.isLeaving = true;
        }
    }
}
