package org.kindling.peer.shell.seed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.identity.IdentityCodec;
import org.kindling.protocol.identity.IdentityReader;
import org.kindling.protocol.identity.PeerRecord;

/**
 * A signed peer record as the text of a DNS record: {@code kindling=} and the record's canonical bytes in base64url without padding (RFC 4648 §5).
 *
 * <p>Rationale: whoever keeps the domain, or forges an answer of it, cannot invent a peer; at worst he leaves one out.
 */
public final class SeedText {
    /** What sets our texts apart from others of the same name. */
    static final String KEY = "kindling=";

    /** The longest string of a TXT record (RFC 1035 §3.3.14). */
    private static final int STRING_MAX = 255;

    private static final String TTL_SECONDS = "300";

    private SeedText() {}

    /** The whole text, longer than one string of a TXT record may be. */
    public static String of(PeerRecord record) {
        return KEY + Base64.getUrlEncoder().withoutPadding().encodeToString(IdentityCodec.encode(record));
    }

    /**
     * A line of a zone file (RFC 1035 §5) that lists this peer.
     *
     * @param name of the zone or of something in it, without the last dot
     */
    public static String zoneLine(String name, PeerRecord record) {
        String text = of(record);
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < text.length(); i += STRING_MAX) {
            strings.add('"' + text.substring(i, Math.min(text.length(), i + STRING_MAX)) + '"');
        }
        return name + ". " + TTL_SECONDS + " IN TXT " + String.join(" ", strings);
    }

    static boolean isOurs(String text) {
        return text.startsWith(KEY);
    }

    /** The signature is not checked here. */
    static PeerRecord read(String text) throws MalformedException {
        try {
            byte[] coded = text.substring(KEY.length()).getBytes(StandardCharsets.ISO_8859_1);
            return IdentityReader.record(Base64.getUrlDecoder().decode(coded));
        } catch (IllegalArgumentException e) {
            throw new MalformedException(Fault.UNREADABLE, "not base64url", e);
        }
    }
}
