package org.kindling.peer.shell.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How the API of one peer is served.
 *
 * @param host address to bind; loopback unless the operator says otherwise
 * @param port 0 chooses a free one
 * @param token what changes state must present as {@code Authorization: Bearer …}
 * @param hostNames further names under which it may be addressed, besides loopback and {@code host}
 */
public record ApiOptions(String host, int port, String token, List<String> hostNames) {
    public ApiOptions {
        hostNames = List.copyOf(hostNames);
    }

    /** Whether the address to bind means every address of this machine, so that it is none to be reached at. */
    boolean isEverywhere() {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    /** An address of this machine at which it can be reached if it binds {@code host}. */
    String reachableHost() {
        if (!isEverywhere()) {
            return host;
        }
        return host.equals("::") ? "::1" : "127.0.0.1";
    }

    /** What a Host header may name besides the address that was called: in lower case, addresses of IPv6 in brackets. */
    Set<String> hosts() {
        Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
        if (!isEverywhere()) {
            hosts.add(bracketed(host.toLowerCase(Locale.ROOT)));
        }
        hostNames.forEach(name -> hosts.add(bracketed(name.toLowerCase(Locale.ROOT))));
        return hosts;
    }

    static String bracketed(String address) {
        return address.indexOf(':') >= 0 && !address.startsWith("[") ? "[" + address + "]" : address;
    }

    public static ApiOptions loopback(int port, String token) {
        return new ApiOptions("127.0.0.1", port, token, List.of());
    }
}
