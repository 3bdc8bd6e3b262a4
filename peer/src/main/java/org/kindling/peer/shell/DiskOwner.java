package org.kindling.peer.shell;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.shell.disk.Index;
import org.kindling.peer.shell.disk.Store;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Height;

/**
 * The one hand that writes to a peer's disk: at any moment at most one thread of a shared pool, in the order asked.
 *
 * <p>Whatever was asked for while it was busy is written together, with one sync (group commit). Between that it lets the index follow
 * the best chain, a few blocks at a time, and answers one question. Rationale: who may only read must not hold up what is to be written.
 *
 * <p>If the pool takes no more work, whoever closes this does the rest. Rationale: files must be closed in order whatever ended first.
 */
final class DiskOwner {
    private static final int INDEX_BLOCKS_AT_ONCE = 64;

    private final Store store;
    private final Executor threads;
    private final int questionsMax;
    private final Consumer<Event> answers;
    private final Consumer<Throwable> bugs;
    private final ArrayDeque<Action.Persist> waiting = new ArrayDeque<>();
    private final ArrayDeque<Question<?>> questions = new ArrayDeque<>();
    private final Promise<Void> closed = Promise.promise();
    private @Nullable Hash tip;
    private boolean isBusy;
    private boolean isClosing;
    private boolean isKilled;

    /**
     * @param questionsMax questions that may wait; one more is refused
     * @param answers hears {@link Event.Persisted} and {@link Event.PersistFailed}, on a thread of the pool
     * @param bugs hears of what only a bug of ours throws, on a thread of the pool
     */
    DiskOwner(Store store, Executor threads, int questionsMax, Consumer<Event> answers, Consumer<Throwable> bugs) {
        this.store = store;
        this.threads = threads;
        this.questionsMax = questionsMax;
        this.answers = answers;
        this.bugs = bugs;
    }

    synchronized void persist(Action.Persist action) {
        waiting.add(action);
        start();
    }

    /** The index is to follow the chain that ends in this block. */
    synchronized void follow(Hash newTip) {
        tip = newTip;
        start();
    }

    /** Asks the index; in quiet times after it has followed to where it was last told to go. */
    synchronized <T> void ask(Function<Index, T> question, Promise<T> answer) {
        if (isClosing) {
            answer.fail(new PeerStopped("the files are closed"));
        } else if (questions.size() >= questionsMax) {
            answer.fail(new PeerBusy(questionsMax + " questions wait for the disk already; try again"));
        } else {
            questions.add(new Question<>(question, answer));
            start();
        }
    }

    /** Writes what waits, then closes the files. */
    synchronized Future<Void> close() {
        isClosing = true;
        startOrDoIt();
        return closed.future();
    }

    /**
     * Leaves what waits unwritten and closes the files without marking them as closed in order.
     *
     * @return when nothing is being written any more
     */
    synchronized Future<Void> kill() {
        isClosing = true;
        isKilled = true;
        tip = null;
        waiting.clear();
        questions.forEach(question -> question.answer().fail(new PeerStopped("the peer was killed")));
        questions.clear();
        startOrDoIt();
        return closed.future();
    }

    private void start() {
        if (isBusy) {
            return;
        }
        isBusy = true;
        try {
            threads.execute(this::work);
        } catch (RejectedExecutionException nobodyElse) {
            isBusy = false;
            throw nobodyElse;
        }
    }

    private void startOrDoIt() {
        try {
            start();
        } catch (RejectedExecutionException nobodyElse) {
            isBusy = true;
            work();
        }
    }

    private void work() {
        try {
            boolean isLast = false;
            while (!isLast) {
                Turn turn = takeTurn();
                write(turn.group());
                boolean isFollowing = followABit();
                if (turn.question() != null) {
                    turn.question().ask(store.index());
                }
                isLast = isDone(isFollowing);
            }
        } catch (RuntimeException | Error bug) {
            breakDown(bug);
        }
    }

    private void breakDown(Throwable bug) {
        boolean isLast;
        synchronized (this) {
            isBusy = isClosing;
            isLast = isClosing;
        }
        bugs.accept(bug);
        if (isLast) {
            closeFiles();
        }
    }

    /** What waited at one moment: the question is answered after all is written that was to be written before it was asked. */
    private record Turn(
            List<Action.Persist> group, @Nullable Question<?> question) {}

    private synchronized Turn takeTurn() {
        Turn turn = new Turn(List.copyOf(waiting), questions.poll());
        waiting.clear();
        return turn;
    }

    private void write(List<Action.Persist> group) {
        if (group.isEmpty()) {
            return;
        }
        List<List<Entry>> entries = new ArrayList<>();
        group.forEach(action -> entries.add(action.entries()));
        try {
            store.persistAll(entries);
        } catch (IOException | RuntimeException failure) {
            String reason = String.valueOf(failure.getMessage());
            group.forEach(action -> answers.accept(new Event.PersistFailed(action.token(), reason)));
            return;
        }
        group.forEach(action -> answers.accept(new Event.Persisted(action.token())));
    }

    /** @return whether there is more to follow at once */
    private boolean followABit() {
        Hash goal = goal();
        if (goal == null) {
            return false;
        }
        Height before = store.index().height();
        boolean isThere = store.index().follow(goal, INDEX_BLOCKS_AT_ONCE);
        return !isThere && !store.index().height().equals(before);
    }

    private synchronized @Nullable Hash goal() {
        return tip;
    }

    private boolean isDone(boolean isFollowing) {
        synchronized (this) {
            if (!waiting.isEmpty() || !questions.isEmpty() || isFollowing && !isClosing) {
                return false;
            }
            isBusy = isClosing;
            if (!isClosing) {
                return true;
            }
        }
        closeFiles();
        return true;
    }

    private void closeFiles() {
        try {
            if (wasKilled()) {
                store.abandon();
            } else {
                store.close();
            }
            closed.tryComplete();
        } catch (IOException | RuntimeException | Error failure) {
            closed.tryFail(failure);
        }
    }

    private synchronized boolean wasKilled() {
        return isKilled;
    }

    /** What somebody wants to know from the index. */
    private record Question<T>(Function<Index, T> question, Promise<T> answer) {
        void ask(Index index) {
            try {
                answer.complete(question.apply(index));
            } catch (RuntimeException failure) {
                answer.tryFail(failure);
            } catch (Error bug) {
                answer.tryFail(bug);
                throw bug;
            }
        }
    }
}
