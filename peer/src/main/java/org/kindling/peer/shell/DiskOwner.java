package org.kindling.peer.shell;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
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
 * the best chain, a few blocks at a time.
 */
final class DiskOwner {
    private static final int INDEX_BLOCKS_AT_ONCE = 64;

    private final Store store;
    private final Executor threads;
    private final Consumer<Event> answers;
    private final ArrayDeque<Action.Persist> waiting = new ArrayDeque<>();
    private final ArrayDeque<Runnable> questions = new ArrayDeque<>();
    private final Promise<Void> closed = Promise.promise();
    private @Nullable Hash tip;
    private boolean isBusy;
    private boolean isClosing;

    /** @param answers hears {@link Event.Persisted} and {@link Event.PersistFailed}, on a thread of the pool */
    DiskOwner(Store store, Executor threads, Consumer<Event> answers) {
        this.store = store;
        this.threads = threads;
        this.answers = answers;
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
            return;
        }
        questions.add(() -> {
            try {
                answer.complete(question.apply(store.index()));
            } catch (RuntimeException failure) {
                answer.tryFail(failure);
            }
        });
        start();
    }

    /** Writes what waits, then closes the files. */
    synchronized Future<Void> close() {
        isClosing = true;
        start();
        return closed.future();
    }

    private void start() {
        if (!isBusy) {
            isBusy = true;
            threads.execute(this::work);
        }
    }

    private void work() {
        boolean isLast = false;
        while (!isLast) {
            List<Action.Persist> group = takeAll();
            write(group);
            boolean isFollowing = followABit();
            takeQuestions().forEach(Runnable::run);
            isLast = isDone(isFollowing);
        }
    }

    private synchronized List<Action.Persist> takeAll() {
        List<Action.Persist> group = new ArrayList<>(waiting);
        waiting.clear();
        return group;
    }

    private synchronized List<Runnable> takeQuestions() {
        List<Runnable> taken = new ArrayList<>(questions);
        questions.clear();
        return taken;
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
        try {
            store.close();
            closed.tryComplete();
        } catch (IOException | RuntimeException failure) {
            closed.tryFail(failure);
        }
        return true;
    }
}
