package org.kindling.tracker.udp;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.kindling.protocol.Bytes;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.front.CallerAddress;
import org.kindling.tracker.front.TrackerMetrics;

/**
 * The tracker over UDP (BEP 15).
 *
 * <p>Opened, used and closed on one Vert.x context, whose event loop also owns the directory. A datagram is answered before the next is looked at; what
 * comes faster waits in the system's own buffer, and is lost when that is full. Clients ask again.
 */
public final class UdpFront {
    private static final int SECRET_BYTES = 32;
    private static final int WAITING_BYTES = 1 << 20;

    private final DatagramSocket socket;
    private final UdpDesk desk;
    private final InstantSource clock;

    private UdpFront(DatagramSocket socket, UdpDesk desk, InstantSource clock) {
        this.socket = socket;
        this.desk = desk;
        this.clock = clock;
    }

    /** Begins to listen; fails if the address cannot be had. */
    public static Future<UdpFront> open(
            Vertx vertx,
            Directory directory,
            TrackerMetrics metrics,
            UdpLimits limits,
            InstantSource clock,
            String host,
            int port) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        DatagramSocket socket = vertx.createDatagramSocket(
                new DatagramSocketOptions().setIpV6(host.indexOf(':') >= 0).setReceiveBufferSize(WAITING_BYTES));
        UdpFront front = new UdpFront(socket, new UdpDesk(directory, metrics, limits, Bytes.wrap(secret)), clock);
        return socket.handler(front::receive)
                .listen(port, host)
                .map(front)
                .recover(refused -> socket.close().transform(closed -> Future.failedFuture(refused)));
    }

    /** The port it listens on. */
    public int port() {
        return socket.localAddress().port();
    }

    /** Stops listening. */
    public Future<Void> close() {
        return socket.close();
    }

    private void receive(DatagramPacket packet) {
        desk.answer(packet.data().getBytes(), CallerAddress.seen(packet.sender()), clock.millis())
                .ifPresent(answer -> socket.send(
                        Buffer.buffer(answer),
                        packet.sender().port(),
                        packet.sender().hostAddress()));
    }
}
