package org.kindling.tracker.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.kindling.protocol.crypto.Hash;

/**
 * A page for people, the same for everybody: one document with one style and one script in it.
 *
 * <p>A browser may run exactly that script and load nothing from elsewhere (Content Security Policy Level 3, hashes). Rationale: names and agents of
 * strangers are shown on such pages; none of them must ever be taken for code.
 *
 * @param html the whole document
 * @param policy the value of its {@code Content-Security-Policy}
 */
public record Page(String html, String policy) {
    /** HTML in UTF-8. */
    public static final String MEDIA_TYPE = "text/html; charset=utf-8";

    private static final String HEAD = "<!-- look.html -->";
    private static final String LOOK = "/* look.css */";
    private static final String TOOLS = "/* look.js */";

    /** How this tracker is. */
    public static Page ofTracker() {
        return of(Page.class, "tracker.html");
    }

    /**
     * The document of this name beside that class. Where comments in its head, style and script name {@code look.html}, {@code look.css} and
     * {@code look.js}, it gets what all pages have in common.
     */
    public static Page of(Class<?> home, String name) {
        String html = read(home, name)
                .replace(HEAD, read(Page.class, "look.html").strip())
                .replace(LOOK, read(Page.class, "look.css").strip())
                .replace(TOOLS, read(Page.class, "look.js").strip());
        String policy =
                "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; connect-src 'self'; "
                        + "img-src data:; style-src " + hashOf("style", html) + "; script-src "
                        + hashOf("script", html);
        return new Page(html, policy);
    }

    private static String hashOf(String element, String html) {
        int start = html.indexOf("<" + element + ">") + element.length() + 2;
        String text = html.substring(start, html.indexOf("</" + element + ">", start));
        byte[] digest =
                Hash.sha256(text.getBytes(StandardCharsets.UTF_8)).bytes().toArray();
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    private static String read(Class<?> home, String name) {
        try (InputStream stream = home.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the build");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
