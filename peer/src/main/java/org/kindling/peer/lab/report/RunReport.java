package org.kindling.peer.lab.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of one run.
 *
 * @param fingerprint over every step; equal for equal runs
 * @param verdict {@value #OK}, or what went wrong and how to see it again
 * @param virtualSeconds how long the run took on its own clock
 * @param steps of all peers together
 * @param figures what the scenario measured, by name, in the order measured
 * @param mishaps which faults really struck, and how often
 */
public record RunReport(
        long seed,
        String fingerprint,
        String verdict,
        double virtualSeconds,
        long steps,
        Map<String, Double> figures,
        Map<String, Long> mishaps) {
    /** The verdict on a run in which everything held. */
    public static final String OK = "ok";

    public RunReport {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        mishaps = Collections.unmodifiableMap(new LinkedHashMap<>(mishaps));
    }

    /** Whether everything held. */
    public boolean isOk() {
        return verdict.equals(OK);
    }

    Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("seed", seed);
        tree.put("fingerprint", fingerprint);
        tree.put("verdict", verdict);
        tree.put("virtualSeconds", rounded(virtualSeconds));
        tree.put("steps", steps);
        figures.forEach((name, figure) -> tree.put(name, rounded(figure)));
        tree.put("mishaps", mishaps);
        return tree;
    }

    /** Whole numbers as such, others with three decimals: more is noise. */
    private static Number rounded(double figure) {
        if (figure == Math.rint(figure)) {
            return (long) figure;
        }
        return Math.round(figure * 1000) / 1000.0;
    }
}
