package org.kindling.protocol.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kindling.protocol.Check;

/**
 * Where a peer can be dialled: an IP literal or a DNS name, and a TCP port. Nothing is resolved here.
 *
 * <p>However it was written, one address has one spelling: IPv6 as RFC 5952 wants it, IPv4 inside IPv6 as IPv4, a name without the dot at
 * its end. Rationale: otherwise one address could stand in an address book, or be counted, many times.
 *
 * @param host at most 253 characters, lower case; IPv6 without brackets
 */
public record Endpoint(String host, int port) implements Comparable<Endpoint> {
    private static final Pattern HOST = Pattern.compile("[a-z0-9._:%-]+");
    private static final int HOST_CHARACTERS_MAX = 253;

    public Endpoint {
        host = normal(host.toLowerCase(Locale.ROOT));
        Check.argument(
                host.length() <= HOST_CHARACTERS_MAX && HOST.matcher(host).matches(), "'%s' is not a host", host);
        Check.argument(port >= 1 && port <= 65535, "port %s is outside 1..65535", port);
    }

    private static String normal(String host) {
        return IpAddress.parse(host).map(IpAddress::text).orElseGet(() -> withoutLastDot(host));
    }

    private static String withoutLastDot(String name) {
        return name.length() > 1 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** The IP address, if the host is one and not a name; the zone of a link-local address is no part of it. */
    public Optional<IpAddress> ip() {
        int zone = host.indexOf('%');
        return IpAddress.parse(zone < 0 ? host : host.substring(0, zone));
    }

    /** @throws IllegalArgumentException if the text is not {@code host:port} or {@code [v6]:port} */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        Check.argument(colon > 0 && text.substring(colon + 1).matches("[0-9]{1,5}"), "'%s' is not host:port", text);
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new Endpoint(host, Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public int compareTo(Endpoint other) {
        int byHost = host.compareTo(other.host);
        return byHost != 0 ? byHost : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
