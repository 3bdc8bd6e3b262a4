package org.kindling.peer.boundary;

import java.util.Locale;
import java.util.Optional;
import org.kindling.protocol.Check;
import org.kindling.protocol.ExactNumber;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;

/**
 * Somebody the operator wants nothing to do with for a while.
 *
 * @param whom a node id, 40 hex digits in lower case, or a host as it is seen or dialled
 * @param reason for whoever reads the list later, at most 200 printable characters
 * @param untilMillis when it ends by itself, Unix time
 */
public record Ban(String whom, String reason, long untilMillis) {
    /** The longest ban, a hundred years. */
    public static final long LASTS_MILLIS_MAX = 100L * 365 * 86_400_000;

    static final String REASON = "[ -~]{0,200}";
    private static final int ANY_PORT = 1;

    public Ban {
        whom = subject(whom);
        Check.argument(reason.matches(REASON), "the reason is not at most 200 printable characters");
        ExactNumber.require(untilMillis, "end of the ban");
    }

    /**
     * How whoever is named is written in the list.
     *
     * @throws IllegalArgumentException if this is neither a node id nor a host
     */
    public static String subject(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.matches("[0-9a-f]{40}")) {
            return plain;
        }
        return new Endpoint(plain, ANY_PORT).host();
    }

    /** Whether it holds against this node at this host; the node need not be known. */
    public boolean isAgainst(Optional<NodeId> node, String host) {
        return whom.equals(host)
                || node.filter(known -> known.hex().equals(whom)).isPresent();
    }
}
