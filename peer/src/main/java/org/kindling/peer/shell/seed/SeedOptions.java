package org.kindling.peer.shell.seed;

import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Seed;
import org.kindling.protocol.Check;
import org.kindling.protocol.identity.Endpoint;

/**
 * Where to ask for addresses besides the trackers.
 *
 * @param seeds in order of trust
 * @param dnsServer an IP address and a port; if empty, the servers this machine asks
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record SeedOptions(List<Seed> seeds, Optional<Endpoint> dnsServer) {
    /** Nobody is asked. */
    public static final SeedOptions NONE = new SeedOptions(List.of(), Optional.empty());

    public SeedOptions {
        seeds = List.copyOf(seeds);
        Check.argument(
                dnsServer.flatMap(Endpoint::ip).isPresent() || dnsServer.isEmpty(),
                "a DNS server is named by its IP address, or who would resolve it?");
    }

    /** These seeds, with the DNS servers of this machine. */
    public static SeedOptions of(Seed... seeds) {
        return new SeedOptions(List.of(seeds), Optional.empty());
    }

    /** The same, with another DNS server. */
    public SeedOptions through(Endpoint server) {
        return new SeedOptions(seeds, Optional.of(server));
    }

    boolean isLanWanted() {
        return seeds.contains(Seed.LAN);
    }
}
