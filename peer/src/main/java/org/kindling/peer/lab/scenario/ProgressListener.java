package org.kindling.peer.lab.scenario;

import org.kindling.peer.lab.report.RunReport;

/** Told of every run as soon as it and all runs before it are over. */
@FunctionalInterface
public interface ProgressListener {
    /** @param done how many runs are over, this one included */
    void finished(RunReport run, int done, int all);
}
