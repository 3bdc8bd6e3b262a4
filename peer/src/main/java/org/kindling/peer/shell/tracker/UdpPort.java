package org.kindling.peer.shell.tracker;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.bittorrent.AddressFamily;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;

/**
 * The socket from which trackers of one address family are asked over UDP (BEP 15): hands each answer to its question, and remembers connection ids.
 * Opened when first needed. One event loop.
 *
 * <p>An answer counts if its transaction id is that of a question and it comes from where the question went. Rationale: anybody can send a datagram.
 */
final class UdpPort {
    private static final int QUESTIONS_MAX = 1_024;
    private static final int CONNECTIONS_MAX = 256;
    private static final long CONNECTION_NANOS = 60_000_000_000L;
    private static final int HEADER_BYTES = 8;

    private final Vertx vertx;
    private final AddressFamily family;
    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, UdpQuestion> questions = new LinkedHashMap<>();
    private final Map<Endpoint, Connection> connections = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Endpoint, Connection> eldest) {
            return size() > CONNECTIONS_MAX;
        }
    };
    private @Nullable Future<DatagramSocket> socket;

    /** What a tracker gave to us: of use for a minute (BEP 15). */
    private record Connection(long id, long givenNanos) {}

    UdpPort(Vertx vertx, AddressFamily family) {
        this.vertx = vertx;
        this.family = family;
    }

    AddressFamily family() {
        return family;
    }

    /** @return the transaction id that answers to this question bear; nothing if too many are open */
    Optional<Integer> open(UdpQuestion question) {
        int transactionId = random.nextInt();
        boolean hasRoom = questions.size() < QUESTIONS_MAX;
        return hasRoom && questions.putIfAbsent(transactionId, question) == null
                ? Optional.of(transactionId)
                : Optional.empty();
    }

    void close(int transactionId) {
        questions.remove(transactionId);
    }

    Optional<Long> connection(Endpoint tracker) {
        return Optional.ofNullable(connections.get(tracker))
                .filter(connection -> System.nanoTime() - connection.givenNanos() < CONNECTION_NANOS)
                .map(Connection::id);
    }

    void connected(Endpoint tracker, long connectionId) {
        connections.remove(tracker);
        connections.put(tracker, new Connection(connectionId, System.nanoTime()));
    }

    void forget(Endpoint tracker) {
        connections.remove(tracker);
    }

    /** @return whether it has left this machine */
    Future<Void> send(byte[] datagram, Endpoint tracker) {
        if (socket == null || socket.failed()) {
            boolean isIpv6 = family == AddressFamily.IPV6;
            socket = vertx.createDatagramSocket(new DatagramSocketOptions().setIpV6(isIpv6))
                    .handler(this::received)
                    .listen(0, isIpv6 ? "::" : "0.0.0.0");
        }
        return socket.compose(open -> open.send(Buffer.buffer(datagram), tracker.port(), tracker.host()));
    }

    private void received(DatagramPacket packet) {
        byte[] datagram = packet.data().getBytes();
        if (datagram.length < HEADER_BYTES) {
            return;
        }
        UdpQuestion question = questions.get(ByteBuffer.wrap(datagram).getInt(Integer.BYTES));
        if (question != null && isFrom(question.tracker(), packet)) {
            question.heard(datagram);
        }
    }

    private static boolean isFrom(Endpoint tracker, DatagramPacket packet) {
        return packet.sender().port() == tracker.port()
                && IpAddress.parse(String.valueOf(packet.sender().hostAddress()))
                        .equals(tracker.ip());
    }

    void close() {
        if (socket != null) {
            socket.onSuccess(DatagramSocket::close);
        }
    }
}
