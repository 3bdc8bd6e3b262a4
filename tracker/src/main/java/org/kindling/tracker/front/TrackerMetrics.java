package org.kindling.tracker.front;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.InvariantBroken;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.tracker.directory.Census;
import org.kindling.tracker.directory.Refusal;

/**
 * What happened, counted once for the metrics, the statistics and the tests.
 *
 * <p>No label takes a value that a stranger can choose: neither networks nor addresses. Rationale: each value is a line for
 * ever.
 *
 * <p>Announces are counted, and their history is read, on the one event loop that owns the directory.
 */
public final class TrackerMetrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counter announces = Counter.builder("kindling.tracker.announces")
            .description("Announces that could be read and whose record was truly signed")
            .register(registry);
    private final Counter waits = Counter.builder("kindling.tracker.waits")
            .description("Announces of newcomers that were told to wait for a place")
            .register(registry);
    private final Counter welcomes = Counter.builder("kindling.tracker.welcomes")
            .description("Announces that were answered with peers")
            .register(registry);
    private final Timer verification = Timer.builder("kindling.tracker.verification")
            .description("Reading an announce and checking its signature")
            .register(registry);
    private final Map<String, Counter> refusals = new LinkedHashMap<>();
    private final Map<String, Counter> probes = new LinkedHashMap<>();
    private final Map<Carrier, Counter> swarmAnnounces = new EnumMap<>(Carrier.class);
    private final Map<Carrier, Counter> scrapes = new EnumMap<>(Carrier.class);
    private final Map<Ignored, Counter> ignored = new EnumMap<>(Ignored.class);
    private final AnnounceHistory signedHistory = new AnnounceHistory();
    private final AnnounceHistory bareHistory = new AnnounceHistory();
    private final ClientTally clients = new ClientTally();
    private final AtomicInteger networks = gauge("networks", "Networks with at least one peer");
    private final AtomicInteger peers = gauge("peers", "Peers listed in all networks");
    private final AtomicInteger vettedPeers = gauge("peers.vetted", "Listed peers that answered when dialled");
    private final AtomicInteger connections = gauge("connections", "Open HTTP connections");
    private final AtomicInteger swarms = gauge("swarms", "Swarms with at least one peer known by address alone");
    private final AtomicInteger barePeers = gauge("peers.bare", "Peers known by address alone");
    private boolean isJvmWatched;

    /** By which of BitTorrent's protocols somebody asks. */
    public enum Carrier {
        HTTP,
        UDP
    }

    /** Why a datagram was not answered with what it asked for. */
    public enum Ignored {
        /** Nobody can read it. */
        MALFORMED,
        /** Its address asks too often. */
        TOO_FAST,
        /** Its connection id was not given to its address, or too long ago. */
        UNKNOWN_CONNECTION,
        /** Earlier answers wait to be sent. */
        BUSY,
        /** A bug of ours; the log has its trace. */
        OUR_MISTAKE
    }

    /** @param complaints names of further reasons to refuse a request, lower case, words joined by hyphens */
    public TrackerMetrics(List<String> complaints) {
        for (Refusal reason : Refusal.values()) {
            refusals.put(reason.slug(), refusalCounter(reason.slug()));
        }
        complaints.forEach(slug -> refusals.put(slug, refusalCounter(slug)));
        for (Carrier carrier : Carrier.values()) {
            swarmAnnounces.put(
                    carrier, carried("swarm.announces", "Announces by the protocols of BitTorrent", carrier));
            scrapes.put(carrier, carried("scrapes", "Questions after the sizes of swarms", carrier));
        }
        for (Ignored reason : Ignored.values()) {
            ignored.put(reason, ignoredCounter(reason));
        }
        for (String result : List.of("reached", "missed")) {
            probes.put(result, probeCounter(result));
        }
        for (ClientProgram program : ClientProgram.values()) {
            FunctionCounter.builder("kindling.tracker.client.announces", clients, tally -> tally.count(program))
                    .description("Announces by the program that says to have made them")
                    .tag("program", program.slug())
                    .register(registry);
        }
    }

    /** An announce could be read, and its record was truly signed. */
    public void announced(long nowMillis) {
        announces.increment();
        signedHistory.count(nowMillis);
        clients.announcedRecord();
    }

    /** It was answered with peers. */
    public void welcomed() {
        welcomes.increment();
    }

    /** The same, but whoever made it must wait until it is listed. */
    public void toldToWait() {
        welcomed();
        waits.increment();
    }

    /** @param slug a name of a {@link Refusal}, or of a complaint */
    public void refused(String slug) {
        counted(refusals, slug).increment();
    }

    /** An announce by a protocol of BitTorrent could be read. */
    public void swarmAnnounced(Carrier carrier, PeerId id, long nowMillis) {
        count(swarmAnnounces.get(carrier));
        bareHistory.count(nowMillis);
        clients.announced(id);
    }

    /** A question after the sizes of swarms could be read. */
    public void scraped(Carrier carrier) {
        count(scrapes.get(carrier));
    }

    /** A datagram was not answered with what it asked for. */
    public void ignored(Ignored reason) {
        count(ignored.get(reason));
    }

    /** Somebody answered where we dialled back. */
    public void reached() {
        counted(probes, "reached").increment();
    }

    /** Nobody did. */
    public void missed() {
        counted(probes, "missed").increment();
    }

    /** Reading an announce and checking its signature took so long. */
    public void verifiedInNanos(long nanos) {
        verification.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** So many HTTP connections are open now. */
    public void connections(int open) {
        connections.set(open);
    }

    /** So many there are now. */
    public void counted(Census census) {
        networks.set(census.networks());
        peers.set(census.peers());
        vettedPeers.set(census.vettedPeers());
        swarms.set(census.swarms());
        barePeers.set(census.barePeers());
    }

    /** The same as a record. */
    public TrackerStats stats(long uptimeSeconds) {
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
                (long) waits.count(),
                swarms.get(),
                barePeers.get(),
                total(swarmAnnounces),
                total(scrapes),
                ignoredDatagrams(),
                refused);
    }

    /** How busy it was, and with whom. */
    public TrackerActivity activity(long nowMillis) {
        return new TrackerActivity(
                AnnounceHistory.STEP_SECONDS,
                signedHistory.counts(nowMillis),
                bareHistory.counts(nowMillis),
                clients.seen());
    }

    /** Where whoever else has something to count adds it. */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * In the text format of Prometheus, with how the JVM is.
     *
     * <p>That is looked for when somebody first asks. Rationale: it takes the JVM a moment and some memory to tell of itself, and most never ask.
     */
    public String scrape() {
        if (!isJvmWatched) {
            watchJvm();
        }
        return registry.scrape();
    }

    private void watchJvm() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        isJvmWatched = true;
    }

    /** Lets go of everything. */
    public void close() {
        registry.close();
    }

    private Map<String, Long> ignoredDatagrams() {
        Map<String, Long> counts = new LinkedHashMap<>();
        ignored.forEach((reason, counter) -> counts.put(slug(reason), (long) counter.count()));
        return counts;
    }

    private static long total(Map<Carrier, Counter> counters) {
        return (long) counters.values().stream().mapToDouble(Counter::count).sum();
    }

    private static void count(@Nullable Counter counter) {
        if (counter == null) {
            throw new InvariantBroken("there is a counter for each");
        }
        counter.increment();
    }

    private static String slug(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Counter carried(String what, String description, Carrier carrier) {
        return Counter.builder("kindling.tracker." + what)
                .description(description)
                .tag("protocol", slug(carrier))
                .register(registry);
    }

    private Counter ignoredCounter(Ignored reason) {
        return Counter.builder("kindling.tracker.datagrams.ignored")
                .description("Datagrams that were not answered with what they asked for")
                .tag("reason", slug(reason))
                .register(registry);
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
