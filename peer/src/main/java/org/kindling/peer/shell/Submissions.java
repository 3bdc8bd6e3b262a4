package org.kindling.peer.shell;

import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Token;
import org.kindling.peer.boundary.Verdict;
import org.kindling.protocol.ledger.Transaction;

/** Who waits for the verdict on which transaction. One thread. Tokens count downwards from -1, because those of the core count upwards. */
final class Submissions {
    private final int most;
    private final Map<Token, Promise<Verdict>> waiting = new LinkedHashMap<>();
    private long last;

    Submissions(int most) {
        this.most = most;
    }

    boolean isFull() {
        return waiting.size() >= most;
    }

    Event.Submitted add(Transaction transaction, Promise<Verdict> verdict) {
        Token token = new Token(--last);
        waiting.put(token, verdict);
        return new Event.Submitted(token, transaction);
    }

    void settled(Fact.SubmissionSettled fact) {
        Promise<Verdict> verdict = waiting.remove(fact.token());
        if (verdict != null) {
            verdict.tryComplete(fact.verdict());
        }
    }

    void end() {
        waiting.values().forEach(verdict -> verdict.tryFail(new PeerStopped("the peer stopped before it was settled")));
        waiting.clear();
    }
}
