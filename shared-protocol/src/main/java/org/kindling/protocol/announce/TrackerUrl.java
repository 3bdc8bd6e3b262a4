package org.kindling.protocol.announce;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kindling.protocol.identity.IpAddress;

/**
 * Where a tracker is, and in which language it is asked. The one place that tells the languages apart:
 *
 * <ul>
 *   <li>{@code udp://HOST:PORT[/anything]} is asked in BitTorrent's over UDP (BEP 15, with BEP 41 for what follows the port);
 *   <li>{@code http://…/announce[?query]}, or {@code https}, in BitTorrent's over HTTP (BEP 3): the last part of the path is {@code announce}, or
 *       {@code announce} and an ending ({@code announce.php}), as torrent files have it and BEP 48 asks for;
 *   <li>any other {@code http} or {@code https} URL is the base URL of a tracker of ours, whose answers are signed records.
 * </ul>
 *
 * @param text as it was written
 * @param host a name or an IP literal, without brackets
 * @param port of UDP always said; -1 if left out
 * @param pathAndQuery all that follows host and port, percent-encoded as it was; may be empty
 */
public record TrackerUrl(Language language, String text, String host, int port, String pathAndQuery) {
    /** What such URLs look like, in words for a person. */
    public static final String FORMS =
            "a tracker of ours is http://HOST:PORT, any other udp://HOST:PORT or http://HOST:PORT/announce";

    private static final int PORT_MAX = 65_535;
    private static final Pattern CHARACTERS = Pattern.compile("[!-~]+");
    private static final Pattern PRIVATE_NAME =
            Pattern.compile("[^.]+|.+\\.(local|home\\.arpa|internal|lan)\\.?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ANNOUNCE = Pattern.compile("(?:.*/)?announce(?:\\.[^/]*)?");

    /** How a tracker is spoken to. */
    public enum Language {
        /** Our own: JSON over HTTP, signed both ways. */
        SIGNED,
        /** BitTorrent's over HTTP. */
        HTTP,
        /** BitTorrent's over UDP. */
        UDP
    }

    /**
     * Reads what a person, or an invitation, names.
     *
     * @throws IllegalArgumentException if it can be no tracker's; the message says in a sentence why not, and what one looks like
     */
    public static TrackerUrl parse(String text) {
        if (!CHARACTERS.matcher(text).matches()) {
            throw no("it is empty, or has spaces or strange letters");
        }
        try {
            return of(new URI(text), text);
        } catch (URISyntaxException misspelt) {
            throw new IllegalArgumentException(sentence(misspelt.getReason()), misspelt);
        }
    }

    private static TrackerUrl of(URI uri, String text) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean isUdp = scheme.equals("udp");
        if (!isUdp && !scheme.equals("http") && !scheme.equals("https")) {
            throw no("it begins with none of http, https and udp");
        }
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
            throw no("between '//' and path stand a host and a port, and nothing follows a '#'");
        }
        if (uri.getPort() == 0 || uri.getPort() > PORT_MAX || (isUdp && uri.getPort() < 0)) {
            throw no("its port is " + (uri.getPort() < 0 ? "missing" : "not one of 1 to " + PORT_MAX));
        }
        boolean isAnnounce = ANNOUNCE.matcher(String.valueOf(uri.getRawPath())).matches();
        if (!isUdp && !isAnnounce && uri.getRawQuery() != null) {
            throw no("only what ends in 'announce' can have a question mark behind it");
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new TrackerUrl(
                isUdp ? Language.UDP : isAnnounce ? Language.HTTP : Language.SIGNED,
                text,
                uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort(),
                uri.getRawPath() + query);
    }

    private static IllegalArgumentException no(String reason) {
        return new IllegalArgumentException(sentence(reason));
    }

    private static String sentence(String reason) {
        return "not the address of a tracker: " + reason + "; " + FORMS;
    }

    /**
     * The URL of a tracker that speaks BitTorrent; nothing if it is one of ours or misspelt. Rationale: asking it as one of ours brings up what is
     * wrong with it.
     */
    public static Optional<TrackerUrl> swarm(String text) {
        try {
            return Optional.of(parse(text)).filter(url -> url.language() != Language.SIGNED);
        } catch (IllegalArgumentException misspelt) {
            return Optional.empty();
        }
    }

    /**
     * Whether a peer that it names there can be one it knows: an address of a private network, or of its own machine, only where it may be in there itself.
     *
     * <p>Rationale: otherwise a stranger in the internet could have us call whatever listens behind our router. Of a tracker that has a name its domain tells where it is: one
     * label only, or one that no registry gives away ({@code .local} RFC 6762, {@code .home.arpa} RFC 8375, {@code .internal}, {@code .lan}). What the name
     * stands for in DNS does not count, since whoever has the name decides that.
     */
    public boolean canKnow(IpAddress peer) {
        Optional<IpAddress> own = IpAddress.parse(host);
        boolean isHere =
                host.equals("localhost") || own.filter(IpAddress::isLoopback).isPresent();
        boolean isPrivate = own.map(address -> !address.isPublic())
                .orElseGet(() -> PRIVATE_NAME.matcher(host).matches());
        return peer.isPublic() || (!peer.isUnspecified() && (isHere || (isPrivate && !peer.isLoopback())));
    }

    /** Whether something follows a question mark: as a rule a key that the tracker gave to one person. */
    public boolean hasQuery() {
        return pathAndQuery.indexOf('?') >= 0;
    }
}
