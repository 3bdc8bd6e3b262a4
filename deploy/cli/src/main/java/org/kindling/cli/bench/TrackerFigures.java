package org.kindling.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured of one tracker, a number a round; told as median, least and most. */
final class TrackerFigures {
    private static final double MIB = 1 << 20;

    private final Map<String, Map<String, List<Double>>> loads = new LinkedHashMap<>();
    private final Map<String, List<Double>> memory = new LinkedHashMap<>();

    /** @param cpuSeconds of the tracker; 0 if it cannot be seen */
    void add(String load, LoadTally tally, double seconds, double cpuSeconds) {
        Map<String, List<Double>> figures = loads.computeIfAbsent(load, name -> new LinkedHashMap<>());
        if (cpuSeconds > 0) {
            put(figures, "answersPerCpuSecond", tally.answers() / cpuSeconds);
            put(figures, "coresBusy", cpuSeconds / seconds);
        }
        put(figures, "answersPerSecond", tally.answers() / seconds);
        put(figures, "p50Micros", tally.microsAt(0.5));
        put(figures, "p99Micros", tally.microsAt(0.99));
        put(figures, "bytesPerAnswer", tally.answerBytes());
        put(figures, "refused", tally.refusals());
        put(figures, "lost", tally.losses());
    }

    /** @param bytes resident without any peer */
    void addEmpty(long bytes) {
        put(memory, "mibWithoutPeers", bytes / MIB);
    }

    /** @param bytes resident beyond that */
    void addPeers(int peers, long bytes) {
        put(memory, "bytesPerPeerAt" + peers, (double) bytes / peers);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        loads.forEach((name, figures) -> put(json.putObject(name), figures));
        put(json.putObject("memory"), memory);
        return json;
    }

    private static void put(Map<String, List<Double>> figures, String name, double value) {
        figures.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
    }

    private static void put(ObjectNode json, Map<String, List<Double>> figures) {
        figures.forEach((name, values) -> {
            List<Double> sorted = new ArrayList<>(values);
            Collections.sort(sorted);
            json.putObject(name)
                    .put("median", rounded(sorted.get(sorted.size() / 2)))
                    .put("min", rounded(sorted.get(0)))
                    .put("max", rounded(sorted.get(sorted.size() - 1)));
        });
    }

    /** Whole above a hundred, two digits behind the dot below. */
    private static double rounded(double value) {
        return Math.abs(value) >= 100 ? Math.rint(value) : Math.rint(value * 100) / 100;
    }
}
