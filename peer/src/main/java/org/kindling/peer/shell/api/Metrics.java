package org.kindling.peer.shell.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.shell.PeerAccess;

/** What Prometheus reads: every fact counted by its verb, and how things stand. */
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PeerAccess peer;
    private final AtomicLong height = gauge("kindling.chain.height", "height of the best chain");
    private final AtomicLong target = gauge("kindling.chain.target", "height the heaviest headers reach");
    private final AtomicLong links = gauge("kindling.links", "settled links");
    private final AtomicLong mempool = gauge("kindling.mempool.transactions", "waiting transactions");
    private final AtomicLong known = gauge("kindling.discovery.known", "peers in the address book");
    private final AtomicLong needed =
            gauge("kindling.discovery.tracker.calls.needed", "tracker calls for want of anybody else to ask");

    Metrics(PeerAccess peer) {
        this.peer = peer;
        peer.listen(this::count);
        Gauge.builder("kindling.mailbox", peer, access -> access.vitals().waiting())
                .description("events waiting for the peer")
                .register(registry);
        Gauge.builder("kindling.gossip.dropped", peer, access -> access.vitals().gossipDropped())
                .description("messages not heard because the mailbox was full")
                .register(registry);
        Gauge.builder(
                        "kindling.strangers.refused",
                        peer,
                        access -> access.vitals().strangersRefused())
                .description("connections that never became links")
                .register(registry);
    }

    private AtomicLong gauge(String name, String description) {
        AtomicLong value = new AtomicLong();
        Gauge.builder(name, value, AtomicLong::get).description(description).register(registry);
        return value;
    }

    private void count(Fact fact) {
        registry.counter("kindling.facts", "verb", fact.verb()).increment();
    }

    /** In the text format of Prometheus. */
    Future<String> scrape() {
        return peer.ask(this::measure).map(done -> registry.scrape());
    }

    private boolean measure(PeerView view) {
        height.set(view.head().height().value());
        target.set(view.sync().target().value());
        links.set(view.links().size());
        mempool.set(view.mempoolSize());
        known.set(view.neighbourhood().known());
        needed.set(view.neighbourhood().trackerCallsNeeded());
        return true;
    }
}
