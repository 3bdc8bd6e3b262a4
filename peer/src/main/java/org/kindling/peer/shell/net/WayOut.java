package org.kindling.peer.shell.net;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.identity.Endpoint;

/**
 * How calls leave this machine: directly, or all of them through one SOCKS5 proxy (RFC 1928), Tor's for instance.
 *
 * <p>Names go to the proxy unresolved. Rationale: who resolves a name himself has told its DNS server whom he is about to call.
 */
public final class WayOut {
    /** Straight to whoever is called. */
    public static final WayOut DIRECT = new WayOut(null);

    private final @Nullable Endpoint proxy;

    private WayOut(@Nullable Endpoint proxy) {
        this.proxy = proxy;
    }

    /** Everything through the SOCKS5 proxy that listens there. */
    public static WayOut through(Endpoint proxy) {
        return new WayOut(proxy);
    }

    /** The proxy, if there is one. */
    public Optional<Endpoint> proxy() {
        return Optional.ofNullable(proxy);
    }

    public boolean isProxied() {
        return proxy != null;
    }

    /** What went wrong with a call, telling of the proxy if it went that way: who cannot be reached then may be the proxy. */
    public String inWords(Throwable failure) {
        String words = FailureWords.of(failure);
        return proxy == null ? words : "by way of the proxy " + proxy + ": " + words;
    }

    NetClientOptions client() {
        NetClientOptions options =
                new NetClientOptions().setTcpNoDelay(true).setTcpKeepAlive(true).setRegisterWriteHandler(false);
        if (proxy != null) {
            options.setProxyOptions(new ProxyOptions()
                    .setType(ProxyType.SOCKS5)
                    .setHost(proxy.host())
                    .setPort(proxy.port()));
        }
        return options;
    }
}
