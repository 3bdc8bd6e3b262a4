package org.kindling.peer.core.session;

import java.util.Locale;
import org.kindling.protocol.identity.Endpoint;

/**
 * Which addresses probably belong to one owner: those of one /16 of public IPv4 or one /32 of public IPv6 (Heilman 2015 §4).
 *
 * <p>Loopback and private addresses and names are each a group of their own. Rationale: in a home network or a simulation on one
 * machine everybody would be one group, and diversity would come to mean solitude.
 */
public final class NetworkGroup {
    private NetworkGroup() {}

    /** The name of the group this endpoint is in. */
    public static String of(Endpoint endpoint) {
        String host = endpoint.host();
        int[] v4 = ipv4(host);
        if (v4.length == 4) {
            return isPublic(v4) ? v4[0] + "." + v4[1] : endpoint.toString();
        }
        if (host.indexOf(':') >= 0) {
            return isPublicV6(host) ? firstTwoFields(host) : endpoint.toString();
        }
        return endpoint.toString();
    }

    /** @return four numbers, or none if this is no IPv4 literal */
    private static int[] ipv4(String host) {
        if (!host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            return new int[0];
        }
        String[] parts = host.split("\\.", -1);
        int[] numbers = new int[4];
        for (int i = 0; i < 4; i++) {
            numbers[i] = Integer.parseInt(parts[i]);
        }
        return numbers;
    }

    /** RFC 6890's loopback, private, link-local and shared ranges are not. */
    private static boolean isPublic(int[] v4) {
        return switch (v4[0]) {
            case 0, 10, 127 -> false;
            case 172 -> v4[1] < 16 || v4[1] > 31;
            case 192 -> v4[1] != 168;
            case 169 -> v4[1] != 254;
            case 100 -> v4[1] < 64 || v4[1] > 127;
            default -> true;
        };
    }

    private static boolean isPublicV6(String host) {
        return !host.startsWith("::") && !host.matches("f[cd].*|fe[89ab].*");
    }

    private static String firstTwoFields(String host) {
        String[] fields = host.split(":", 3);
        String second = fields[1].isEmpty() ? "0" : fields[1];
        return (fields[0] + ":" + second).toLowerCase(Locale.ROOT);
    }
}
