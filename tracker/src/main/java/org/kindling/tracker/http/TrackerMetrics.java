package org.kindling.tracker.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.kindling.protocol.InvariantBroken;
import org.kindling.tracker.directory.Census;
import org.kindling.tracker.directory.Refusal;

/**
 * What happened, counted once for the metrics, the statistics and the tests.
 *
 * <p>No label takes a value that a stranger can choose: neither networks nor addresses. Rationale: each value is a line for
 * ever.
 */
final class TrackerMetrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counter announces = Counter.builder("kindling.tracker.announces")
            .description("Announces that could be read and whose record was truly signed")
            .register(registry);
    private final Counter welcomes = Counter.builder("kindling.tracker.welcomes")
            .description("Announces that were answered with peers")
            .register(registry);
    private final Timer verification = Timer.builder("kindling.tracker.verification")
            .description("Reading an announce and checking its signature")
            .register(registry);
    private final Map<String, Counter> refusals = new LinkedHashMap<>();
    private final Map<String, Counter> probes = new LinkedHashMap<>();
    private final AtomicInteger networks = gauge("networks", "Networks with at least one peer");
    private final AtomicInteger peers = gauge("peers", "Peers listed in all networks");
    private final AtomicInteger vettedPeers = gauge("peers.vetted", "Listed peers that answered when dialled");
    private final AtomicInteger connections = gauge("connections", "Open HTTP connections");

    TrackerMetrics() {
        for (Refusal reason : Refusal.values()) {
            refusals.put(reason.slug(), refusalCounter(reason.slug()));
        }
        for (Complaint complaint : Complaint.values()) {
            refusals.put(complaint.slug(), refusalCounter(complaint.slug()));
        }
        for (String result : List.of("reached", "missed")) {
            probes.put(result, probeCounter(result));
        }
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    void announced() {
        announces.increment();
    }

    void welcomed() {
        welcomes.increment();
    }

    /** @param slug a name of {@link Refusal} or {@link Complaint} */
    void refused(String slug) {
        counted(refusals, slug).increment();
    }

    void reached() {
        counted(probes, "reached").increment();
    }

    void missed() {
        counted(probes, "missed").increment();
    }

    void verifiedInNanos(long nanos) {
        verification.record(nanos, TimeUnit.NANOSECONDS);
    }

    void connections(int open) {
        connections.set(open);
    }

    void counted(Census census) {
        networks.set(census.networks());
        peers.set(census.peers());
        vettedPeers.set(census.vettedPeers());
    }

    TrackerStats stats(long uptimeSeconds) {
        Map<String, Long> refused = new LinkedHashMap<>();
        refusals.forEach((slug, counter) -> refused.put(slug, (long) counter.count()));
        return new TrackerStats(
                uptimeSeconds,
                networks.get(),
                peers.get(),
                vettedPeers.get(),
                connections.get(),
                (long) announces.count(),
                (long) welcomes.count(),
                refused);
    }

    /** In the text format of Prometheus. */
    String scrape() {
        return registry.scrape();
    }

    void close() {
        registry.close();
    }

    private Counter refusalCounter(String slug) {
        return Counter.builder("kindling.tracker.refusals")
                .description("Requests that were refused")
                .tag("reason", slug)
                .register(registry);
    }

    private Counter probeCounter(String result) {
        return Counter.builder("kindling.tracker.probes")
                .description("Connections made back to peers to see whether they are there")
                .tag("result", result)
                .register(registry);
    }

    private AtomicInteger gauge(String name, String description) {
        AtomicInteger value = new AtomicInteger();
        Gauge.builder("kindling.tracker." + name, value, AtomicInteger::get)
                .description(description)
                .strongReference(true)
                .register(registry);
        return value;
    }

    private static Counter counted(Map<String, Counter> counters, String name) {
        Counter counter = counters.get(name);
        if (counter == null) {
            throw new InvariantBroken("nobody counts " + name);
        }
        return counter;
    }
}
