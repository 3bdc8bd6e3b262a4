package org.kindling.peer.shell.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.kindling.tracker.page.Page;

/** A document that comes with the API, the same for every peer. */
final class Document {
    private final Buffer content;
    private final String type;
    private final String policy;

    private Document(Buffer content, String type, String policy) {
        this.content = content;
        this.type = type;
        this.policy = policy;
    }

    /** The status page, for people. */
    static Document status() {
        Page page = Page.of(Document.class, "status.html");
        return new Document(Buffer.buffer(page.html()), Page.MEDIA_TYPE, page.policy());
    }

    /** The description of the API, for programs. */
    static Document description() {
        return new Document(read("openapi.yaml"), "application/yaml", "default-src 'none'");
    }

    void answer(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", type)
                .putHeader("Content-Security-Policy", policy)
                .end(content);
    }

    private static Buffer read(String name) {
        try (InputStream stream = Document.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the build");
            }
            return Buffer.buffer(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
