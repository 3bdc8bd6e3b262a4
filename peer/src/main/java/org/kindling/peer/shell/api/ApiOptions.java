package org.kindling.peer.shell.api;

import java.util.List;
import org.kindling.tracker.gate.HostNames;

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

    /** By which names it may be called. */
    HostNames names() {
        return new HostNames(host, hostNames);
    }

    public static ApiOptions loopback(int port, String token) {
        return new ApiOptions("127.0.0.1", port, token, List.of());
    }
}
