package org.kindling.peer.shell.seed;

import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.NetUtil;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Seed;
import org.kindling.protocol.identity.Endpoint;

/**
 * Asks DNS for peers, anew each time: nothing of an answer is kept. Rationale: a seed that once named only the dead must not be believed for a day.
 *
 * <p>Each question is asked from a socket of its own, of UDP and, where the answer does not fit, of TCP.
 */
final class DnsSeed {
    private static final long QUERY_MILLIS = 3_000;
    private static final int QUERIES_MAX = 8;

    private final Vertx vertx;
    private final Context context;
    private final Optional<Endpoint> server;

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    DnsSeed(Vertx vertx, Context context, Optional<Endpoint> server) {
        this.vertx = vertx;
        this.context = context;
        this.server = server;
    }

    Future<Event.SeedAnswered> ask(Seed seed) {
        return vertx.executeBlocking(this::servers, false).compose(servers -> ask(seed, servers));
    }

    /** Reads what this machine is configured to ask. */
    private DnsServerAddressStreamProvider servers() {
        return server.<DnsServerAddressStreamProvider>map(
                        chosen -> new SingletonDnsServerAddressStreamProvider(new InetSocketAddress(
                                NetUtil.createInetAddressFromIpAddressString(chosen.host()), chosen.port())))
                .orElseGet(DnsServerAddressStreamProviders::platformDefault);
    }

    private Future<Event.SeedAnswered> ask(Seed seed, DnsServerAddressStreamProvider servers) {
        ContextInternal loop = (ContextInternal) context;
        DnsNameResolver resolver = new DnsNameResolverBuilder(loop.nettyEventLoop())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .nameServerProvider(servers)
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
                .queryTimeoutMillis(QUERY_MILLIS)
                .maxQueriesPerResolve(QUERIES_MAX)
                .build();
        return new DnsQuestions(loop, resolver, seed).ask().onComplete(answered -> resolver.close());
    }
}
