package org.kindling.cli;

import org.kindling.protocol.identity.Endpoint;

/** Host and port of an option; port 0 is allowed, unlike in an {@link Endpoint}. */
record HostPort(String host, int port) {
    static HostPort parse(String text, String option) {
        if (text.endsWith(":0")) {
            return new HostPort(text.substring(0, text.length() - 2), 0);
        }
        try {
            Endpoint endpoint = Endpoint.parse(text);
            return new HostPort(endpoint.host(), endpoint.port());
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, option + " is '" + text + "', which is not HOST:PORT", e);
        }
    }
}
