package org.kindling.peer.shell.api;

import org.kindling.tracker.gate.Problem;

/** Ends the handling of a request with a problem of its sender. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
