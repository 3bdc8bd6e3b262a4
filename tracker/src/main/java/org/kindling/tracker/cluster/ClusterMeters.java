package org.kindling.tracker.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.kindling.protocol.InvariantBroken;

/** What is counted of a cluster. */
final class ClusterMeters {
    private final MeterRegistry registry;
    private final Counter told;
    private final Counter untold;
    private final Counter learned;
    private final Map<Refused, Counter> refused = new EnumMap<>(Refused.class);
    private final AtomicInteger members = new AtomicInteger(1);
    private final AtomicInteger batches = new AtomicInteger();

    /** Why something that was told counts for nothing. */
    enum Refused {
        /** Whoever wrote it does not know the secret, or moved it to another key. */
        UNSEALED,
        /** Whoever sealed it speaks another language. */
        UNREADABLE,
        /** The peer never signed the record. */
        FORGED
    }

    ClusterMeters(MeterRegistry registry) {
        this.registry = registry;
        this.told = counter("sightings.told", "Sightings of peers told to the other trackers");
        this.untold = counter("sightings.untold", "Sightings of peers that were too many to be told");
        this.learned =
                counter("sightings.learned", "Sightings of peers that other trackers told and that changed anything");
        for (Refused reason : Refused.values()) {
            refused.put(
                    reason,
                    Counter.builder("kindling.tracker.cluster.refused")
                            .description("What was told and counts for nothing: batches, or one record")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        gauge("members", "Trackers that share the directory, this one too", members);
        gauge("batches", "Batches of sightings kept for whoever joins", batches);
    }

    void told(int sightings) {
        told.increment(sightings);
    }

    void untold(long sightings) {
        untold.increment((double) sightings);
    }

    void learned(int sightings) {
        learned.increment(sightings);
    }

    void refused(Refused reason) {
        Counter counter = refused.get(reason);
        if (counter == null) {
            throw new InvariantBroken("there is a counter for each");
        }
        counter.increment();
    }

    void members(int now) {
        members.set(now);
    }

    void batches(int now) {
        batches.set(now);
    }

    private Counter counter(String name, String description) {
        return Counter.builder("kindling.tracker.cluster." + name)
                .description(description)
                .register(registry);
    }

    private void gauge(String name, String description, AtomicInteger value) {
        Gauge.builder("kindling.tracker.cluster." + name, value, AtomicInteger::get)
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
