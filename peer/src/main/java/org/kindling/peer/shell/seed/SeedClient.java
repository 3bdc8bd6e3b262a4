package org.kindling.peer.shell.seed;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Seed;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;

/**
 * Asks the seeds of one peer, and tells the local network of that peer. Called on one event loop, which it never blocks.
 *
 * <p>Behind a proxy it asks nobody. Rationale: a multicast or a DNS question of ours would tell everybody on the way where we are, which is what a
 * proxy is there to hide.
 */
public final class SeedClient {
    private static final String LEAKS = "switched off: it would go around the proxy and show our address";

    private final boolean isProxied;
    private final DnsSeed dns;
    private final @Nullable LanSeed lan;

    /**
     * @param context an event loop context
     * @param isProxied whether nothing may leave this machine but through a proxy
     */
    public SeedClient(
            Vertx vertx, Context context, NetworkId network, NodeId self, SeedOptions options, boolean isProxied) {
        this.isProxied = isProxied;
        this.dns = new DnsSeed(vertx, context, options.dnsServer());
        this.lan = options.isLanWanted() && !isProxied ? new LanSeed(vertx, network, self) : null;
    }

    /** The peer listens there now; neighbours may know. */
    public void open(Endpoint reached) {
        if (lan != null) {
            lan.open(reached);
        }
    }

    /** @return the answer, or {@link SeedSilence} within half a minute */
    public Future<Event.SeedAnswered> ask(Seed seed) {
        if (isProxied) {
            return Future.failedFuture(new SeedSilence(LEAKS));
        }
        if (seed.kind() == Seed.Kind.DNS) {
            return dns.ask(seed);
        }
        return Optional.ofNullable(lan)
                .map(LanSeed::ask)
                .orElseGet(() -> Future.failedFuture(new SeedSilence("switched off")));
    }

    /** Takes back what neighbours were told. */
    public Future<Void> close() {
        return lan == null ? Future.succeededFuture() : lan.close();
    }
}
