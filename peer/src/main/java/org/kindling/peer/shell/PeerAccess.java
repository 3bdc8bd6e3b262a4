package org.kindling.peer.shell;

import io.vertx.core.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Verdict;
import org.kindling.peer.shell.disk.Index;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Transaction;

/**
 * What a front end may do with a running peer, from any thread. Futures complete on the caller's Vert.x context if it has one.
 *
 * <p>Everything fails with {@link PeerStopped} once the peer is no longer running.
 */
public interface PeerAccess {
    NodeId node();

    NetworkSpec spec();

    /**
     * Runs a question between two steps on the peer's own thread; it must be quick, must not block and must not keep the view.
     *
     * @return what it answered, or what it threw
     */
    <T> Future<T> ask(Function<PeerView, T> question);

    /**
     * Asks the index of transactions and histories on the thread of the disk, behind what is to be written first; fails with {@link PeerBusy}
     * if too many ask already.
     */
    <T> Future<T> askIndex(Function<Index, T> question);

    /** Hands in a transaction. An acceptance means that it is on disk here and on its way; a fault is a {@link Verdict}, not a failure. */
    Future<Verdict> submit(Transaction transaction);

    /** Tells the peer something; done when the peer has taken it in. */
    Future<Void> instruct(Instruction instruction);

    /** Hears every fact from now on, on the peer's own thread: it must be quick and must not throw. */
    Subscription listen(Consumer<Fact> listener);

    /** How the peer is beyond what its own view knows; cheap. */
    Vitals vitals();

    /** Ends a {@link #listen}. */
    @FunctionalInterface
    interface Subscription {
        void cancel();
    }

    /**
     * Signs of life, counted since the start.
     *
     * @param isStorageFine whether the disk takes what it is given
     * @param isMining whether it was told to extend the chain
     * @param steps events the core has taken in
     * @param waiting events in the mailbox
     * @param gossipDropped messages not heard because the mailbox was full
     * @param strangersRefused connections that never became links
     * @param slowReadersClosed links closed because the other end did not read
     */
    record Vitals(
            boolean isStorageFine,
            boolean isMining,
            long steps,
            int waiting,
            long gossipDropped,
            long strangersRefused,
            long slowReadersClosed) {}
}
