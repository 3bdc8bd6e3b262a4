package org.kindling.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Seed;
import org.kindling.peer.shell.net.WayOut;
import org.kindling.peer.shell.seed.SeedOptions;
import org.kindling.protocol.identity.Endpoint;
import picocli.CommandLine.Option;

/** Where to ask for peers besides the trackers, and how calls leave this machine. */
final class SeedOption {
    private static final Pattern SOCKS5 = Pattern.compile("socks5h?://([^/@]+)/?");

    @Option(
            names = "--lan",
            description = "find peers on the local network, and be found there; give --listen an address of it")
    private boolean isLan;

    @Option(
            names = "--dns-seed",
            paramLabel = "NAME[:PORT]",
            description = "a domain that lists peers, the port being that of plain addresses; may be repeated")
    private @Nullable List<String> dnsSeeds;

    @Option(
            names = "--dns-server",
            paramLabel = "HOST:PORT",
            description = "whom to ask about --dns-seed, by IP address (default: whom this machine asks)")
    private @Nullable String dnsServer;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "call everybody through this SOCKS5 proxy, do not listen unless --listen is given, "
                    + "and ask nobody who would go around it")
    private @Nullable String proxy;

    SeedOptions seeds() {
        List<Seed> seeds = new ArrayList<>();
        if (isLan) {
            seeds.add(Seed.LAN);
        }
        for (String name : dnsSeeds == null ? List.<String>of() : dnsSeeds) {
            seeds.add(seed(name));
        }
        return new SeedOptions(seeds, Optional.ofNullable(dnsServer).map(SeedOption::server));
    }

    private static Seed seed(String name) {
        try {
            Seed seed = Seed.dns(name);
            if (name.indexOf(':') >= 0) {
                Endpoint.parse(name);
            }
            return seed;
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--dns-seed is '" + name
                            + "', which is no domain name; one looks like seed.example or seed.example:7000",
                    e);
        }
    }

    private static Endpoint server(String text) {
        Optional<Endpoint> server = endpoint(text).filter(named -> named.ip().isPresent());
        return server.orElseThrow(() -> new CommandFailed(
                ExitCode.USAGE,
                "--dns-server is '" + text + "', which is not an IP address and a port like 192.0.2.53:53"));
    }

    private static Optional<Endpoint> endpoint(String text) {
        try {
            return Optional.of(Endpoint.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isProxied() {
        return proxy != null;
    }

    WayOut wayOut() {
        return wayOut(proxy);
    }

    /** @param proxy what was given for --proxy, if anything was */
    static WayOut wayOut(@Nullable String proxy) {
        if (proxy == null) {
            return WayOut.DIRECT;
        }
        Matcher url = SOCKS5.matcher(proxy);
        Optional<Endpoint> place = url.matches() ? endpoint(url.group(1)) : Optional.empty();
        return place.map(WayOut::through)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "--proxy is '" + proxy
                                + "', which is no SOCKS5 proxy; one looks like socks5://127.0.0.1:9050"));
    }
}
