package org.kindling.peer.core.session;

import java.util.List;
import org.kindling.protocol.Fault;

/** What becomes of a link when its Hello has been heard. */
public sealed interface Greeting {
    /**
     * The link is settled.
     *
     * @param displaced links that make room for it and are to be closed: another one to the same peer, or a peer we can spare
     */
    record Settled(Session session, List<Lapsed> displaced) implements Greeting {
        public Settled {
            displaced = List.copyOf(displaced);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.settled(this);
        }
    }

    /** The link is to be closed for this reason, after {@link Sessions#blame} has weighed it. */
    record Refused(Fault fault) implements Greeting {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    <R> R fold(Cases<R> cases);

    /** One method per outcome: forgetting one does not compile. */
    interface Cases<R> {
        R settled(Settled greeting);

        R refused(Refused greeting);
    }
}
