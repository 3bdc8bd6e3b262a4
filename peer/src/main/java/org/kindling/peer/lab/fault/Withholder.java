package org.kindling.peer.lab.fault;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Step;
import org.kindling.peer.lab.engine.Actor;
import org.kindling.peer.lab.engine.Tally;
import org.kindling.protocol.message.Message;

/**
 * A peer that is correct in all it says and, from some moment on, says nothing more about blocks.
 *
 * <p>Rationale: silence is the one lie that cannot be proven, so it costs nobody its link.
 */
public final class Withholder implements Actor {
    private final Actor inner;
    private final BooleanSupplier isWithholding;
    private final Tally tally;

    /** @param isWithholding asked before each word about blocks */
    public Withholder(Actor inner, BooleanSupplier isWithholding, Tally tally) {
        this.inner = inner;
        this.isWithholding = isWithholding;
        this.tally = tally;
    }

    @Override
    public Step step(Instant now, Event event) {
        Step honest = inner.step(now, event);
        List<Action> actions =
                honest.actions().stream().filter(action -> !isKeptBack(action)).toList();
        return new Step(actions, honest.wakeAt());
    }

    private boolean isKeptBack(Action action) {
        boolean isKeptBack =
                action instanceof Action.Send send && isAboutBlocks(send.message()) && isWithholding.getAsBoolean();
        if (isKeptBack) {
            tally.count("block-withheld");
        }
        return isKeptBack;
    }

    private static boolean isAboutBlocks(Message message) {
        return message instanceof Message.CompactBlock
                || message instanceof Message.Headers
                || message instanceof Message.BlockTransactions
                || message instanceof Message.FullBlock;
    }

    @Override
    public PeerView view() {
        return inner.view();
    }
}
