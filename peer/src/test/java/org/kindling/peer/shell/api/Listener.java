package org.kindling.peer.shell.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;

/** Somebody who reads the event stream, line by line. */
final class Listener implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;
    private final Spoken answer;

    Listener(OnePeer peer) throws IOException {
        this.socket = peer.request("GET", "/v1/events").open();
        this.lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        StringBuilder head = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append("\r\n");
        }
        this.answer = Spoken.read(head.append("\r\n").toString().getBytes(ISO_8859_1));
    }

    /** Status and headers; the body is still coming. */
    Spoken answer() {
        return answer;
    }

    /** The next line that begins so, without that beginning. */
    String next(String beginning) throws IOException {
        String line = line();
        while (!line.startsWith(beginning)) {
            line = line();
        }
        return line.substring(beginning.length());
    }

    private String line() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the stream ended");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
