package org.kindling.peer.shell;

import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.kindling.peer.boundary.Event;
import org.kindling.protocol.message.Message;

/**
 * What waits for the core, first come first served, taken in on one event loop.
 *
 * <p>If too much waits, gossip from links is dropped, then everything from links, and never what the peer itself asked for. Rationale:
 * gossip comes again and questions are repeated; an answer of our own disk does not come twice.
 */
final class Mailbox {
    private final Context context;
    private final ShellLimits limits;
    private final Consumer<Event> core;
    private final Runnable afterwards;
    private final ArrayDeque<Event> waiting = new ArrayDeque<>();
    private int heardWaiting;
    private boolean isScheduled;
    private boolean isOpen;
    private boolean isClosed;
    private volatile int size;
    private final AtomicLong dropped = new AtomicLong();

    /**
     * @param core takes in one event
     * @param afterwards runs when a handful of events was taken in
     */
    Mailbox(Context context, ShellLimits limits, Consumer<Event> core, Runnable afterwards) {
        this.context = context;
        this.limits = limits;
        this.core = core;
        this.afterwards = afterwards;
    }

    /** From any thread. */
    void post(Event event) {
        context.runOnContext(here -> put(event));
    }

    /** On the event loop. */
    void put(Event event) {
        if (isClosed) {
            return;
        }
        if (event instanceof Event.Heard heard) {
            int most = isGossip(heard.message()) ? limits.gossipWaitingMax() : limits.heardWaitingMax();
            if (heardWaiting >= most) {
                dropped.incrementAndGet();
                return;
            }
            heardWaiting++;
        }
        waiting.add(event);
        size = waiting.size();
        schedule();
    }

    /** What is put in before waits. */
    void open() {
        isOpen = true;
        schedule();
    }

    private void schedule() {
        if (isOpen && !isScheduled) {
            isScheduled = true;
            context.runOnContext(here -> drain());
        }
    }

    private void drain() {
        isScheduled = false;
        for (int i = 0; i < limits.eventsAtOnce() && !waiting.isEmpty(); i++) {
            Event event = waiting.remove();
            if (event instanceof Event.Heard) {
                heardWaiting--;
            }
            core.accept(event);
        }
        size = waiting.size();
        if (!isClosed) {
            afterwards.run();
        }
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    /** Takes nothing in any more. */
    void close() {
        isClosed = true;
        waiting.clear();
        size = 0;
    }

    /** Any thread. */
    int size() {
        return size;
    }

    /** Any thread. */
    long dropped() {
        return dropped.get();
    }

    private static boolean isGossip(Message message) {
        return message instanceof Message.Transactions
                || message instanceof Message.IHave
                || message instanceof Message.IWant
                || message instanceof Message.IDontWant
                || message instanceof Message.CompactBlock
                || message instanceof Message.Peers
                || message instanceof Message.Unknown;
    }
}
