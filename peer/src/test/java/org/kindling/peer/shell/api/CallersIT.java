package org.kindling.peer.shell.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.tracker.gate.Callers;

/** What connections to the API may cost; a server that has heard no byte for a minute would hang up without any of this. */
final class CallersIT {
    private static final int PATIENCE_MILLIS = 30_000;

    private OnePeer peer;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        peer = OnePeer.idle(folder);
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
    }

    @Test
    void oneConnectionTooManyIsHungUpOnAndTheOthersStay() throws Exception {
        ApiServer server = peer.serve(new Callers.Limits(2, 60_000, 10_000));
        try (Socket first = call(server);
                Socket second = call(server)) {
            say(first, "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
            say(second, "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(first.getInputStream().read()).isEqualTo('H');
            assertThat(second.getInputStream().read()).isEqualTo('H');

            try (Socket third = call(server)) {
                assertThat(isHungUpOn(third)).isTrue();
            }

            say(first, "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(new String(first.getInputStream().readAllBytes(), US_ASCII))
                    .contains("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aRequestThatNeverEndsKeepsNoPlaceButAReaderOfTheFactsDoes() throws Exception {
        ApiServer server = peer.serve(new Callers.Limits(2, 500, 50));
        try (Socket reader = call(server);
                Socket dribbler = call(server)) {
            say(reader, "GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(reader.getInputStream().read()).isEqualTo('H');
            say(dribbler, "GET /livez HTTP/1.1\r\nHost: local");

            assertThat(isHungUpOn(dribbler)).isTrue();

            try (Socket successor = call(server)) {
                assertThat(isHungUpOn(successor))
                        .as("the reader still has its place, the dribbler none")
                        .isTrue();
            }
            assertThat(server.routes().events().readers()).isEqualTo(1);
        }
    }

    private static Socket call(ApiServer server) throws IOException {
        Socket socket = new Socket("127.0.0.1", URI.create(server.url()).getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static boolean isHungUpOn(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }
}
