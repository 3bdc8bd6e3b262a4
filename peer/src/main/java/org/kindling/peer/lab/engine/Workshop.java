package org.kindling.peer.lab.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Outcome;
import org.kindling.peer.boundary.Work;
import org.kindling.protocol.crypto.SignatureRule;

/**
 * Does every peer's pure work, the same work only once: the outcome cannot differ, so a thousand peers need not each check a
 * signature.
 *
 * <p>Work that nobody waits for is not kept. Rationale: that is searching for a proof of work, which no two peers share.
 */
final class Workshop {
    private static final int KEPT_MAX = 32_768;
    private static final long URGENT_NANOS = 1_000_000;
    private static final long PATIENT_NANOS = 5_000_000;

    private final SignatureRule rule;
    private final Map<Object, Outcome> kept = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Outcome> eldest) {
            return size() > KEPT_MAX;
        }
    };
    private long runs;

    Workshop(SignatureRule rule) {
        this.rule = rule;
    }

    void perform(LabPeer peer, Action.Compute compute) {
        Work work = compute.work();
        Outcome outcome = work.isUrgent() ? once(work) : run(work);
        peer.later(work.isUrgent() ? URGENT_NANOS : PATIENT_NANOS, new Event.Computed(compute.token(), outcome));
    }

    private Outcome once(Work work) {
        Outcome known = kept.get(work.memoKey());
        if (known == null) {
            known = run(work);
            kept.put(work.memoKey(), known);
        }
        return known;
    }

    private Outcome run(Work work) {
        runs++;
        return work.run(rule);
    }

    /** How often work was really done. */
    long runs() {
        return runs;
    }
}
