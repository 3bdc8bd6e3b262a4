package org.kindling.peer.core.validation;

import org.kindling.peer.boundary.Outcome;
import org.kindling.peer.boundary.Work;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.crypto.SignatureRule;

/** Finds out whether what came from a tracker is its answer to this announce; comes to {@link AnswerChecked}. */
public record CheckAnswer(Announce announce, AnnounceReply reply) implements Work {
    @Override
    public Outcome run(SignatureRule rule) {
        return new AnswerChecked(reply.flaw(announce, rule));
    }

    /** No two peers get the same answer. */
    @Override
    public Object memoKey() {
        return new Object();
    }
}
