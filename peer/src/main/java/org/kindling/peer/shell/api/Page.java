package org.kindling.peer.shell.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.kindling.protocol.crypto.Hash;

/**
 * A document that comes with the API, the same for every peer.
 *
 * <p>A browser may run exactly the one script that is in it (Content Security Policy Level 3, hashes). Rationale: names and agents of
 * strangers are shown on the page; none of them must ever be taken for code.
 */
final class Page {
    private final Buffer content;
    private final String type;
    private final String policy;

    private Page(Buffer content, String type, String policy) {
        this.content = content;
        this.type = type;
        this.policy = policy;
    }

    /** The status page, for people. */
    static Page status() {
        Buffer content = read("status.html");
        String html = content.toString(StandardCharsets.UTF_8);
        String policy =
                "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; connect-src 'self'; "
                        + "img-src data:; style-src " + hashOf("style", html) + "; script-src "
                        + hashOf("script", html);
        return new Page(content, "text/html; charset=utf-8", policy);
    }

    /** The description of the API, for programs. */
    static Page description() {
        return new Page(read("openapi.yaml"), "application/yaml", "default-src 'none'");
    }

    void answer(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", type)
                .putHeader("Content-Security-Policy", policy)
                .end(content);
    }

    private static String hashOf(String element, String html) {
        int start = html.indexOf("<" + element + ">") + element.length() + 2;
        String text = html.substring(start, html.indexOf("</" + element + ">", start));
        byte[] digest =
                Hash.sha256(text.getBytes(StandardCharsets.UTF_8)).bytes().toArray();
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    private static Buffer read(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the build");
            }
            return Buffer.buffer(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
