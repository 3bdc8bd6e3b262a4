package org.kindling.peer.boundary;

import java.util.List;
import java.util.Optional;
import org.kindling.protocol.Fault;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.message.Message;

/** Something a peer wants done. The world performs actions in the order given and decides nothing. */
public sealed interface Action {
    /** Append these to disk, in order, sync, then tell {@link Event.Persisted}. */
    record Persist(Token token, List<Entry> entries) implements Action {
        public Persist {
            entries = List.copyOf(entries);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.persist(this);
        }
    }

    record Send(LinkId link, Message message) implements Action {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.send(this);
        }
    }

    /** @param expected whoever answers must be this node, if named */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    record Dial(LinkId link, Endpoint endpoint, Optional<NodeId> expected, long timeoutMillis) implements Action {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.dial(this);
        }
    }

    /** Flush what was sent, then close. No {@link Event.Disconnected} follows. */
    record Close(LinkId link, Fault reason) implements Action {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.close(this);
        }
    }

    /** @param tracker base URL, as configured or as a capsule named it */
    record AskTracker(String tracker, Announce announce) implements Action {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.askTracker(this);
        }
    }

    /**
     * Ask a tracker that speaks BitTorrent's protocols (BEP 3, BEP 15); {@link Event.SwarmAnswered} or {@link Event.TrackerSilent} follows.
     *
     * @param tracker URL, as configured or as a capsule named it
     */
    record AskSwarm(String tracker, SwarmAnnounce announce) implements Action {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.askSwarm(this);
        }
    }

    /** Ask for addresses; {@link Event.SeedAnswered} or {@link Event.SeedSilent} follows. */
    record AskSeed(Seed seed) implements Action {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.askSeed(this);
        }
    }

    /**
     * Answer announces as a tracker does, at the port where peers call, until told otherwise.
     *
     * @param reached peers to name besides those who announce
     */
    record ServeTracker(List<PeerRecord> reached) implements Action {
        public ServeTracker {
            reached = List.copyOf(reached);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.serveTracker(this);
        }
    }

    /** Answer announces no longer. */
    record StopTracker() implements Action {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.stopTracker(this);
        }
    }

    record Compute(Token token, Work work) implements Action {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.compute(this);
        }
    }

    record Report(Fact fact) implements Action {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.report(this);
        }
    }

    <R> R fold(Cases<R> cases);

    /** One method per kind of action: forgetting a kind does not compile. */
    interface Cases<R> {
        R persist(Persist action);

        R send(Send action);

        R dial(Dial action);

        R close(Close action);

        R askTracker(AskTracker action);

        R askSwarm(AskSwarm action);

        R askSeed(AskSeed action);

        R serveTracker(ServeTracker action);

        R stopTracker(StopTracker action);

        R compute(Compute action);

        R report(Report action);
    }
}
