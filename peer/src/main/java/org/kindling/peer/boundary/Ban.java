package org.kindling.peer.boundary;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kindling.protocol.Check;
import org.kindling.protocol.ExactNumber;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.protocol.identity.NodeId;

/**
 * Somebody the operator wants nothing to do with for a while.
 *
 * <p>A host is compared letter by letter, nothing is resolved: an address meets whoever comes from there or is called there, a name only whoever is
 * called by it.
 *
 * @param whom a node id, 40 hex digits in lower case, or a host as it is seen or dialled
 * @param reason for whoever reads the list later, at most 200 printable characters
 * @param untilMillis when it ends by itself, Unix time
 */
public record Ban(String whom, String reason, long untilMillis) {
    /** The longest ban, a hundred years. */
    public static final long LASTS_MILLIS_MAX = 100L * 365 * 86_400_000;

    static final String REASON = "[ -~]{0,200}";
    private static final Pattern NODE = Pattern.compile("[0-9a-f]{40}");
    /** RFC 1123 §2.1, in lower case: labels joined by dots, the last of which begins with a letter. */
    private static final Pattern FULL_NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?\\.?");

    private static final int NAME_CHARACTERS_MAX = 254;
    private static final int ANY_PORT = 1;

    public Ban {
        whom = spelling(whom);
        Check.argument(reason.matches(REASON), "the reason is not at most 200 printable characters");
        ExactNumber.require(untilMillis, "end of the ban");
    }

    /**
     * Whom the operator names in order to ban him, as it is written in the list.
     *
     * <p>A name without a dot is refused. Rationale: it is far more often a slip, such as a node id cut short, than somebody who is called by it; a ban
     * that meets nobody is worse than none. Whoever is called by such a name has an address and a node id.
     *
     * @throws IllegalArgumentException if this is neither a node id nor an IP address nor a full host name
     */
    public static String subject(String text) {
        String plain = plain(text);
        Check.argument(
                NODE.matcher(plain).matches() || isAddress(plain) || isFullName(plain),
                "'%s' is neither a node id (40 hex digits) nor an IP address nor a host name in full, such as peer.example.org",
                text);
        return spelling(text);
    }

    private static boolean isFullName(String plain) {
        return plain.length() <= NAME_CHARACTERS_MAX && FULL_NAME.matcher(plain).matches();
    }

    private static boolean isAddress(String plain) {
        int zone = plain.indexOf('%');
        return IpAddress.parse(zone < 0 ? plain : plain.substring(0, zone)).isPresent();
    }

    /**
     * How whoever is in the list is spelt there.
     *
     * @throws IllegalArgumentException if nobody could be called that
     */
    static String spelling(String text) {
        String plain = plain(text);
        return NODE.matcher(plain).matches() ? plain : new Endpoint(plain, ANY_PORT).host();
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether it holds against this node at this host; the node need not be known. */
    public boolean isAgainst(Optional<NodeId> node, String host) {
        return whom.equals(host)
                || node.filter(known -> known.hex().equals(whom)).isPresent();
    }
}
