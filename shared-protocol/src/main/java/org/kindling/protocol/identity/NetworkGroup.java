package org.kindling.protocol.identity;

import java.util.Optional;

/**
 * Which addresses are likely to be in one hand: those of one /16 of public IPv4 or one /32 of public IPv6 (Heilman 2015 §4), in
 * {@link IpAddress#group}. The one home of that rule, for peers and trackers.
 *
 * <p>What is not a public address is a question of where one stands. In a purely private network (a home, a cluster, one machine) each such
 * address is a group of its own, port and all. Rationale: otherwise everybody there would be one group, and diversity would come to mean solitude. For a
 * peer that is at home in the internet, all names are one group and all non-public addresses another. Rationale: there they cost nothing to invent,
 * and whoever claims a thousand of them must not weigh more than one.
 */
public final class NetworkGroup {
    private static final String NAMES = "names";
    private static final String NEARBY = "nearby";

    private NetworkGroup() {}

    /** Whether it is an address of the internet. */
    public static boolean isPublic(Endpoint endpoint) {
        return endpoint.ip().filter(IpAddress::isPublic).isPresent();
    }

    /** The group by the rule of a private network; right also for addresses that were seen rather than claimed. */
    public static String of(Endpoint endpoint) {
        return publicGroup(endpoint).orElseGet(endpoint::toString);
    }

    /** The group by the rule of somebody who is at home in the internet. */
    public static String inTheInternet(Endpoint endpoint) {
        return publicGroup(endpoint).orElseGet(() -> endpoint.ip().isPresent() ? NEARBY : NAMES);
    }

    private static Optional<String> publicGroup(Endpoint endpoint) {
        return endpoint.ip()
                .filter(IpAddress::isPublic)
                .map(address -> address.group().hex());
    }
}
