package org.kindling.peer.lab.invariant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.Moment;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

/**
 * INV-001: what a peer says in its own name is on disk before it is on the wire.
 *
 * <p>Own is: a transaction submitted here, a block whose reward is ours, our peer record's sequence number.
 */
final class PersistBeforeSend implements Invariant {
    private final Map<LabPeer, OwnStatements> statements = new HashMap<>();

    @Override
    public String promise() {
        return "INV-001 persist before send";
    }

    @Override
    public void born(LabPeer peer) {
        statements.put(
                peer, new OwnStatements(peer.node(), peer.plan(), peer.disk().recovered()));
    }

    @Override
    public Optional<String> afterStep(Moment moment) {
        OwnStatements own = statements.get(moment.peer());
        if (own == null) {
            return Optional.of("makes a step without having been born");
        }
        learn(own, moment.event());
        for (Action action : moment.step().actions()) {
            Optional<String> broken = judge(own, action);
            if (broken.isPresent()) {
                return broken.map(how -> how + ", in " + nameOf(action) + " at "
                        + moment.event().getClass().getSimpleName());
            }
        }
        return Optional.empty();
    }

    private static String nameOf(Action action) {
        Object said = action instanceof Action.Send send ? send.message() : action;
        return said.getClass().getSimpleName();
    }

    private static void learn(OwnStatements own, Event event) {
        if (event instanceof Event.Submitted submitted) {
            own.submitted(submitted.transaction());
        } else if (event instanceof Event.Persisted persisted) {
            own.written(persisted.token());
        } else if (event instanceof Event.Heard heard) {
            own.heard(transactionsIn(heard.message()));
        }
    }

    private static Optional<String> judge(OwnStatements own, Action action) {
        if (action instanceof Action.Persist persist) {
            own.writing(persist.token(), persist.entries());
            return Optional.empty();
        }
        if (action instanceof Action.Send send) {
            return judge(own, send.message());
        }
        if (action instanceof Action.AskTracker ask) {
            return own.tooEarly(ask.announce().record());
        }
        if (action instanceof Action.Report report && report.fact() instanceof Fact.SubmissionSettled settled) {
            return settled.verdict().isAccepted() ? own.tooEarly(settled.transaction()) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<String> judge(OwnStatements own, Message message) {
        if (message instanceof Message.Hello hello) {
            return own.tooEarly(hello.self()).or(() -> own.tooEarly(hello.tip().block()));
        }
        if (message instanceof Message.Peers peers) {
            return first(peers.records(), own::tooEarly);
        }
        if (message instanceof Message.IHave iHave) {
            return first(iHave.ids(), own::tooEarly);
        }
        if (message instanceof Message.GetHeaders getHeaders) {
            return first(getHeaders.locator(), own::tooEarly);
        }
        if (message instanceof Message.CompactBlock compact) {
            return own.tooEarly(compact.header());
        }
        if (message instanceof Message.Headers headers) {
            return first(headers.headers(), own::tooEarly);
        }
        if (message instanceof Message.FullBlock full) {
            return own.tooEarly(full.block().header());
        }
        return first(transactionsIn(message), transaction -> own.tooEarly(transaction.id()));
    }

    private static List<Transaction> transactionsIn(@Nullable Message message) {
        if (message instanceof Message.Transactions transactions) {
            return transactions.transactions();
        }
        if (message instanceof Message.BlockTransactions transactions) {
            return transactions.transactions();
        }
        return message instanceof Message.FullBlock full ? full.block().transactions() : List.of();
    }

    private static <T> Optional<String> first(List<T> things, Function<T, Optional<String>> judge) {
        for (T thing : things) {
            Optional<String> broken = judge.apply(thing);
            if (broken.isPresent()) {
                return broken;
            }
        }
        return Optional.empty();
    }
}
