package org.kindling.peer.shell;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.kindling.peer.boundary.Fact;
import org.kindling.protocol.identity.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where facts are made known: the log first, then everybody who listens. */
final class FactBoard {
    private static final Logger LOG = LoggerFactory.getLogger(FactBoard.class);

    private final FactLog log;
    private final List<Consumer<Fact>> listeners = new CopyOnWriteArrayList<>();

    FactBoard(NodeId node) {
        this.log = new FactLog(node);
    }

    /** Any thread. */
    PeerAccess.Subscription listen(Consumer<Fact> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void post(Fact fact) {
        log.print(fact, System.nanoTime());
        for (Consumer<Fact> listener : listeners) {
            tell(listener, fact);
        }
    }

    private void tell(Consumer<Fact> listener, Fact fact) {
        try {
            listener.accept(fact);
        } catch (RuntimeException bug) {
            listeners.remove(listener);
            LOG.error("a listener threw at {} and is not told any more", fact.verb(), bug);
        }
    }
}
