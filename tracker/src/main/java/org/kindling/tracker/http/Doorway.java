package org.kindling.tracker.http;

import org.kindling.protocol.Check;

/**
 * Where callers come in.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 means any free one
 * @param isBehindFront whether every connection is passed on by somebody who says in a PROXY header (HAProxy's protocol, version 1 or 2)
 *     whose it is. That address then counts in every respect as the caller's. Rationale for not believing it otherwise: whoever can reach the port could
 *     name any address as his own
 */
public record Doorway(String host, int port, boolean isBehindFront) {
    public Doorway {
        Check.argument(!host.isBlank(), "no host to listen on");
        Check.argument(port >= 0 && port <= 65_535, "port %s is outside 0..65535", port);
    }
}
