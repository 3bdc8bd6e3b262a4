package org.kindling.tracker.udp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.bittorrent.UdpRequests;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.front.TrackerMetrics;

/**
 * The tracker over UDP (BEP 15).
 *
 * <p>Opened, used and closed on one Vert.x context, whose event loop also owns the directory. A datagram is answered before the next is looked at; what
 * comes faster waits in the system's own buffer, and is lost when that is full. Clients ask again.
 *
 * <p>A channel of Netty on that event loop, not a socket of Vert.x. Rationale: datagrams are read and answered by the dozen (with Linux' own transport in
 * one system call each way), and none makes an object for a promise or for a name to be resolved.
 */
public final class UdpFront {
    private static final int SECRET_BYTES = 32;
    private static final int WAITING_BYTES = 1 << 20;

    /** One byte more than a request may have, so that whatever is longer is seen to be. */
    private static final int DATAGRAM_BYTES = UdpRequests.BYTES_MAX + 1;

    /** Datagrams that are read before any is sent. Others of the event loop wait for so many. */
    private static final int AT_ONCE = 32;

    private final Channel channel;
    private final Vertx vertx;

    private UdpFront(Channel channel, Vertx vertx) {
        this.channel = channel;
        this.vertx = vertx;
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
        UdpDesk desk = new UdpDesk(directory, metrics, limits, Bytes.wrap(secret));
        VertxInternal internal = (VertxInternal) vertx;
        ContextInternal context = internal.getOrCreateContext();
        InetSocketAddress place = new InetSocketAddress(host, port);
        DatagramChannel channel = channel(context.nettyEventLoop(), place);
        ChannelFuture bound = new Bootstrap()
                .group(context.nettyEventLoop())
                .channelFactory(() -> channel)
                .handler(new DatagramHandler(desk, metrics, clock))
                .option(ChannelOption.SO_RCVBUF, WAITING_BYTES)
                .bind(place);
        readByTheDozen(channel);
        return done(context, bound).map(open -> new UdpFront(channel, vertx));
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Stops listening. */
    public Future<Void> close() {
        return done(((VertxInternal) vertx).getOrCreateContext(), channel.close());
    }

    /** Of both families for whoever listens everywhere, else of the one that is needed: over a socket of IPv6, each IPv4 address is mapped and back. */
    private static DatagramChannel channel(EventLoop loop, InetSocketAddress place) {
        boolean isLinux = loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class);
        if (place.isUnresolved() || place.getAddress().isAnyLocalAddress()) {
            return isLinux ? new EpollDatagramChannel() : new NioDatagramChannel();
        }
        SocketProtocolFamily family =
                place.getAddress() instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
        return isLinux ? new EpollDatagramChannel(family) : new NioDatagramChannel(family);
    }

    private static void readByTheDozen(DatagramChannel channel) {
        int readBytes = DATAGRAM_BYTES;
        if (channel instanceof EpollDatagramChannel) {
            channel.config().setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_BYTES);
            readBytes = AT_ONCE * DATAGRAM_BYTES;
        }
        channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(readBytes).maxMessagesPerRead(AT_ONCE));
    }

    private static Future<Void> done(ContextInternal context, ChannelFuture under) {
        Promise<Void> promise = context.promise();
        under.addListener(over -> {
            if (over.isSuccess()) {
                promise.complete();
            } else {
                promise.fail(over.cause());
            }
        });
        return promise.future();
    }
}
