package org.kindling.peer.lab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of one scenario over a range of seeds. */
public record ScenarioReport(String scenario, int peers, List<RunReport> runs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public ScenarioReport {
        runs = List.copyOf(runs);
    }

    /** {@value RunReport#OK} if every run was, else how many were not. */
    public String verdict() {
        long failed = runs.stream().filter(run -> !run.isOk()).count();
        return failed == 0 ? RunReport.OK : failed + " of " + runs.size() + " runs failed";
    }

    /** Whether every run was fine. */
    public boolean isOk() {
        return verdict().equals(RunReport.OK);
    }

    /** One JSON object, on one line. */
    public String json() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("scenario", scenario);
        tree.put("peers", peers);
        tree.put("runs", runs.stream().map(RunReport::toTree).toList());
        tree.put("verdict", verdict());
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers, texts, lists and maps are JSON", e);
        }
    }

    /** The same as a table: a line a run, a column a figure, and below it what went wrong. */
    public String table() {
        Set<String> figures = new LinkedHashSet<>();
        runs.forEach(run -> figures.addAll(run.figures().keySet()));
        StringBuilder out = new StringBuilder(String.format(Locale.ROOT, "%8s %9s %9s", "seed", "virtual s", "steps"));
        figures.forEach(figure -> out.append("  ").append(figure));
        out.append("  fingerprint                       verdict\n");
        for (RunReport run : runs) {
            out.append(String.format(Locale.ROOT, "%8d %9.1f %9d", run.seed(), run.virtualSeconds(), run.steps()));
            for (String figure : figures) {
                out.append("  ").append(cell(run.figures().get(figure), figure.length()));
            }
            out.append("  ")
                    .append(run.fingerprint())
                    .append("  ")
                    .append(run.verdict())
                    .append('\n');
        }
        return out.append(scenario)
                .append(", ")
                .append(peers)
                .append(" peers: ")
                .append(verdict())
                .append('\n')
                .toString();
    }

    private static String cell(@Nullable Double figure, int width) {
        String text = figure == null ? "-" : String.format(Locale.ROOT, "%.2f", figure);
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
