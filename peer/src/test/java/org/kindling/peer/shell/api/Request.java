package org.kindling.peer.shell.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP/1.1 request written by hand, because clients refuse to send what this API must withstand. */
final class Request {
    private static final int PATIENCE_MILLIS = 30_000;

    private final URI address;
    private final String method;
    private final String path;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte[] body = {};

    Request(URI address, String method, String path) {
        this.address = address;
        this.method = method;
        this.path = path;
        headers.put("Host", address.getAuthority());
        headers.put("Connection", "close");
    }

    Request with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Request without(String header) {
        headers.remove(header);
        return this;
    }

    Request body(byte[] content) {
        body = content.clone();
        return this;
    }

    /** Sends it and hears the answer to its end. */
    Spoken send() throws IOException {
        try (Socket socket = open()) {
            return Spoken.read(socket.getInputStream().readAllBytes());
        }
    }

    /** Sends it and leaves the answer to the caller. */
    Socket open() throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(bytes());
        return socket;
    }

    private byte[] bytes() {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }
}
