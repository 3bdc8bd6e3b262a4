package org.kindling.tracker.gate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * By which names an HTTP interface may be called.
 *
 * @param host the address it binds
 * @param more further names, besides loopback and {@code host}
 */
public record HostNames(String host, List<String> more) {
    public HostNames {
        more = List.copyOf(more);
    }

    /** An address of this machine at which it can be reached if it binds {@code host}. */
    public String reachable() {
        if (!isEverywhere()) {
            return host;
        }
        return host.equals("::") ? "::1" : "127.0.0.1";
    }

    /** An address as it stands in a URL. */
    public static String bracketed(String address) {
        return address.indexOf(':') >= 0 && !address.startsWith("[") ? "[" + address + "]" : address;
    }

    /** What a Host header may name besides the address that was called: in lower case, addresses of IPv6 in brackets. */
    Set<String> known() {
        Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
        if (!isEverywhere()) {
            hosts.add(bracketed(host.toLowerCase(Locale.ROOT)));
        }
        more.forEach(name -> hosts.add(bracketed(name.toLowerCase(Locale.ROOT))));
        return hosts;
    }

    /** Whether the address to bind means every address of this machine, so that it is none to be reached at. */
    private boolean isEverywhere() {
        return host.equals("0.0.0.0") || host.equals("::");
    }
}
