package org.kindling.peer.shell;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Done;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Step;
import org.kindling.peer.core.Peer;

/**
 * Gives a core its time and its events, one after the other, and passes on what it wants done. One event loop.
 *
 * <p>There is one timer, and it is set anew only for an earlier time; if it rings too early it is wound up again. Rationale: nearly every
 * step wishes for another time, and nearly none for an earlier one.
 */
final class CoreLoop {
    private final Context context;
    private final ShellLimits limits;
    private final SteadyClock clock;
    private final Action.Cases<Done> world;
    private final BiConsumer<Event, Throwable> breakdown;
    private final Mailbox mailbox;
    private final IdentityHashMap<Event, Promise<Void>> curious = new IdentityHashMap<>();
    private @Nullable Peer peer;
    private Instant wakeAt = Instant.MAX;
    private Instant ringsAt = Instant.MAX;
    private long timer = -1;
    private boolean isOver;
    private final AtomicLong steps = new AtomicLong();

    /**
     * @param world performs actions
     * @param breakdown hears of a step that threw, which is our bug and the end
     * @param pause runs between two handfuls of events
     */
    CoreLoop(
            Context context,
            ShellLimits limits,
            SteadyClock clock,
            Action.Cases<Done> world,
            BiConsumer<Event, Throwable> breakdown,
            Runnable pause) {
        this.context = context;
        this.limits = limits;
        this.clock = clock;
        this.world = world;
        this.breakdown = breakdown;
        this.mailbox = new Mailbox(context, limits, this::take, pause);
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /** Any thread. */
    long steps() {
        return steps.get();
    }

    /** Begins its life; what came in meanwhile waits behind the first event. */
    void begin(Peer born) {
        peer = born;
        take(new Event.Woke());
        mailbox.open();
    }

    PeerView view() {
        if (peer == null || isOver) {
            throw new PeerStopped("the peer is not running");
        }
        return peer.view();
    }

    /** Like putting it into the mailbox, but tells when it was taken in. */
    void put(Event event, Promise<Void> taken) {
        if (isOver) {
            taken.fail(new PeerStopped("the peer is not running"));
            return;
        }
        curious.put(event, taken);
        mailbox.put(event);
    }

    /** Done at once if life has not begun. */
    void leave(Promise<Void> left) {
        if (peer == null) {
            left.complete();
        } else {
            put(new Event.Instructed(new Instruction.Leave()), left);
        }
    }

    private void take(Event event) {
        Peer living = peer;
        if (living == null || isOver) {
            return;
        }
        try {
            Step step = living.step(clock.now(), event);
            steps.incrementAndGet();
            step.actions().forEach(action -> action.fold(world));
            wakeAt = step.wakeAt();
        } catch (RuntimeException | Error bug) {
            breakdown.accept(event, bug);
            return;
        }
        Promise<Void> taken = curious.remove(event);
        if (taken != null) {
            taken.tryComplete();
        }
        clock.takeJump().ifPresent(millis -> mailbox.put(new Event.ClockJumped(millis)));
        wind();
    }

    private void wind() {
        if (isOver || !wakeAt.isBefore(ringsAt)) {
            return;
        }
        if (timer >= 0) {
            context.owner().cancelTimer(timer);
        }
        Instant now = clock.now();
        long delay = Math.max(1, Math.min(limits.nodMillis(), millisBetween(now, wakeAt)));
        ringsAt = now.plusMillis(delay);
        timer = context.owner().setTimer(delay, rung -> ring());
    }

    private static long millisBetween(Instant now, Instant later) {
        return later.isBefore(now) ? 0 : Duration.between(now, later).toMillis();
    }

    private void ring() {
        timer = -1;
        ringsAt = Instant.MAX;
        if (isOver) {
            return;
        }
        boolean isDue = !clock.now().isBefore(wakeAt);
        boolean hasJumped = clock.hasJumped();
        if (isDue || hasJumped) {
            wakeAt = Instant.MAX;
            mailbox.put(new Event.Woke());
        }
        wind();
    }

    /** Takes nothing in any more and winds no timer. */
    void end() {
        isOver = true;
        mailbox.close();
        if (timer >= 0) {
            context.owner().cancelTimer(timer);
        }
        curious.values().forEach(taken -> taken.tryFail(new PeerStopped("the peer has stopped")));
        curious.clear();
    }
}
