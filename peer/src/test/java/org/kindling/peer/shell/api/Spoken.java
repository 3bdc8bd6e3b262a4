package org.kindling.peer.shell.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What came back: status, headers whatever their case, body. */
record Spoken(int status, Map<String, String> headers, byte[] body) {
    static Spoken read(byte[] all) {
        String text = new String(all, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IllegalStateException("no HTTP: '" + text + "'");
        }
        String[] head = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : Arrays.asList(head).subList(1, head.length)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new Spoken(
                Integer.parseInt(head[0].split(" ", -1)[1]), headers, Arrays.copyOfRange(all, end + 4, all.length));
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String text() {
        return new String(body, UTF_8);
    }

    JsonObject json() {
        return new JsonObject(text());
    }

    /** The problem by its short name; empty if this is not one. */
    String fault() {
        return header("Content-Type").equals("application/problem+json") ? json().getString("fault", "") : "";
    }
}
