package org.kindling.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What answers every call to one path with one thing, as a peer in a rare state would: lost, or about to drop a payment. */
final class SingleAnswers implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger submissions = new AtomicInteger();

    /** @param answers JSON by the beginning of a path */
    SingleAnswers(Map<String, String> answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answers.forEach((path, text) -> server.createContext(path, exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                submissions.incrementAndGet();
            }
            byte[] answer = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer);
            }
        }));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int submissions() {
        return submissions.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
