package org.kindling.peer.shell.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.shell.PeerAccess;

/**
 * What Prometheus reads: every fact counted by its verb, and how things stand.
 *
 * <p>A verb is the only label. Rationale: there are as many as there are kinds of facts, whatever strangers do.
 */
final class Metrics {
    private static final long PATIENCE_SECONDS = 5;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PeerAccess peer;
    private final PeerAccess.Subscription subscription;
    private final AtomicLong height = gauge("kindling.chain.height", "height of the best chain");
    private final AtomicLong target = gauge("kindling.chain.target", "height the heaviest headers reach");
    private final AtomicLong links = gauge("kindling.links", "settled links");
    private final AtomicLong mempool = gauge("kindling.mempool.transactions", "waiting transactions");
    private final AtomicLong known = gauge("kindling.discovery.known", "peers in the address book");
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong needed = new AtomicLong();

    Metrics(PeerAccess peer) {
        this.peer = peer;
        counter("kindling.discovery.tracker.calls", calls, AtomicLong::get, "tracker calls");
        counter(
                "kindling.discovery.tracker.calls.needed",
                needed,
                AtomicLong::get,
                "tracker calls for want of anybody else to ask");
        counter(
                "kindling.gossip.dropped",
                peer,
                access -> access.vitals().gossipDropped(),
                "messages not heard because the mailbox was full");
        counter(
                "kindling.strangers.refused",
                peer,
                access -> access.vitals().strangersRefused(),
                "connections that never became links");
        counter(
                "kindling.links.slow",
                peer,
                access -> access.vitals().slowReadersClosed(),
                "links closed because the other end did not read");
        counter("kindling.steps", peer, access -> access.vitals().steps(), "events taken in");
        Gauge.builder("kindling.mailbox", peer, access -> access.vitals().waiting())
                .description("events waiting for the peer")
                .register(registry);
        Gauge.builder("kindling.storage.fine", peer, access -> access.vitals().isStorageFine() ? 1 : 0)
                .description("1 while everything could be written down, else 0")
                .register(registry);
        this.subscription = peer.listen(this::count);
    }

    private AtomicLong gauge(String name, String description) {
        AtomicLong value = new AtomicLong();
        Gauge.builder(name, value, AtomicLong::get).description(description).register(registry);
        return value;
    }

    private <T> void counter(String name, T of, ToDoubleFunction<T> count, String description) {
        FunctionCounter.builder(name, of, count).description(description).register(registry);
    }

    private void count(Fact fact) {
        registry.counter("kindling.facts", "verb", fact.verb()).increment();
    }

    /** In the text format of Prometheus. */
    Future<String> scrape() {
        return peer.ask(this::measure)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .map(done -> registry.scrape());
    }

    /** No longer counts. */
    void close() {
        subscription.cancel();
        registry.close();
    }

    private boolean measure(PeerView view) {
        PeerView.Neighbourhood neighbourhood = view.neighbourhood();
        height.set(view.head().height().value());
        target.set(view.sync().target().value());
        links.set(view.links().size());
        mempool.set(view.mempoolSize());
        known.set(neighbourhood.known());
        calls.set(neighbourhood.trackerCalls());
        needed.set(neighbourhood.trackerCallsNeeded());
        return true;
    }
}
