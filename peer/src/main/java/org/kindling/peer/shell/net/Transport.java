package org.kindling.peer.shell.net;

import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.message.Message;
import org.kindling.protocol.wire.Frame;

/**
 * All sockets of one peer. Every call and every event happens on the event loop of the context it was made with.
 *
 * <p>Whoever calls keeps the number of links small; what is bounded here is what nobody else sees: callers whose key is not proven,
 * callers that are passed on, and what waits to be sent.
 */
public final class Transport {
    private final Vertx vertx;
    private final Context context;
    private final int magic;
    private final NetLimits limits;
    private final Consumer<Event> events;
    private final SecureLayer layer;
    private final WayOut wayOut;
    private final NetClient client;
    private final Porch porch;
    private final Annex annex;
    private final Map<LinkId, LinkSocket> links = new LinkedHashMap<>();
    private final Map<LinkId, Dialling> dials = new LinkedHashMap<>();
    private final Set<LinkSocket> unflushed = new LinkedHashSet<>();
    private final LinkSocket.Listener listener = new Ears();
    private @Nullable NetServer server;
    private @Nullable Message lastSent;
    private byte[] lastFrame = new byte[0];
    private long inboundLinks;
    private final AtomicLong slowReadersClosed = new AtomicLong();
    private boolean isOver;

    /**
     * @param context an event loop context, on which this is called
     * @param magic of the network that is spoken
     * @param handshakes runs the arithmetic of handshakes
     * @param wayOut how calls leave
     * @param events hears {@link Event.Connected}, {@link Event.Disconnected}, {@link Event.DialFailed}, {@link Event.Heard} and
     *     {@link Event.Misheard}
     */
    public Transport(
            Vertx vertx,
            Context context,
            KeyPair node,
            int magic,
            NetLimits limits,
            Executor handshakes,
            WayOut wayOut,
            Consumer<Event> events) {
        this.vertx = vertx;
        this.context = context;
        this.magic = magic;
        this.limits = limits;
        this.events = events;
        this.layer = new SecureLayer(node, handshakes, limits.handshakeMillis());
        this.porch = new Porch(limits, System.nanoTime());
        this.annex = new Annex(vertx, limits);
        this.wayOut = wayOut;
        this.client = vertx.createNetClient(wayOut.client());
    }

    /** @return the port; a chosen one if 0 was asked for */
    public Future<Integer> listen(String host, int port) {
        NetServerOptions options = new NetServerOptions()
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setReuseAddress(true)
                .setRegisterWriteHandler(false);
        NetServer opened = vertx.createNetServer(options).connectHandler(this::answer);
        server = opened;
        return opened.listen(SocketAddress.inetSocketAddress(port, host)).map(NetServer::actualPort);
    }

    private void answer(NetSocket plain) {
        NetSocketInternal socket = (NetSocketInternal) plain;
        Channel caller = socket.channelHandlerContext().channel();
        if (isOver || !porch.admits(caller, System.nanoTime())) {
            HangUp.on(caller);
            return;
        }
        Future<FirstWords.Language> heard = annex.isOpen()
                ? FirstWords.of(socket, limits.handshakeMillis())
                : Future.succeededFuture(FirstWords.Language.TLS);
        heard.onFailure(refused -> porch.refuse(caller, FailureWords.of(refused), System.nanoTime()))
                .onSuccess(language -> {
                    if (language == FirstWords.Language.TLS) {
                        secure(socket, caller);
                    } else {
                        context.runOnContext(here -> passOn(socket, caller));
                    }
                });
    }

    private void passOn(NetSocketInternal socket, Channel caller) {
        if (annex.admits(socket)) {
            porch.leave(caller);
        } else {
            porch.refuse(caller, "no room for one more that speaks HTTP", System.nanoTime());
        }
    }

    private void secure(NetSocketInternal socket, Channel caller) {
        layer.secure(socket, Direction.INBOUND)
                .onComplete(proven -> context.runOnContext(here -> {
                    if (proven.failed()) {
                        porch.refuse(caller, FailureWords.of(proven.cause()), System.nanoTime());
                    } else {
                        porch.leave(caller);
                        connected(new LinkId(Direction.INBOUND, ++inboundLinks), socket, proven.result(), seen(socket));
                    }
                }));
    }

    /**
     * From now on callers that speak HTTP instead of TLS are passed on to a server of this machine, each with a PROXY header that names its
     * own address; until then, and after {@link #closeAnnex}, they are refused like all strangers. Called again, new callers go to the other port.
     */
    public void annex(int loopbackPort) {
        if (!isOver) {
            annex.open(loopbackPort);
        }
    }

    /** Hangs up on all that were passed on, and refuses more. */
    public void closeAnnex() {
        annex.close();
    }

    /** Calls somebody; answered by {@link Event.Connected} or {@link Event.DialFailed} within the time it names. */
    public void dial(Action.Dial dial) {
        LinkId link = dial.link();
        Dialling dialling = Dialling.start(vertx, client, layer, dial);
        dials.put(link, dialling);
        dialling.settled()
                .onComplete(settled -> context.runOnContext(here -> {
                    boolean isWanted = dials.remove(link) != null;
                    if (settled.failed() && isWanted) {
                        events.accept(new Event.DialFailed(link, wayOut.inWords(settled.cause())));
                    } else if (settled.succeeded()) {
                        NetSocketInternal socket = settled.result().socket();
                        Endpoint remote = wayOut.isProxied() ? dial.endpoint() : seen(socket);
                        connected(link, socket, settled.result().key(), remote);
                    }
                }));
    }

    /** What the socket is connected to: behind a proxy that is the proxy, whoever was called. */
    private static Endpoint seen(NetSocketInternal socket) {
        SocketAddress remote = socket.remoteAddress();
        return new Endpoint(remote.hostAddress(), remote.port());
    }

    private void connected(LinkId link, NetSocketInternal socket, PublicKey key, Endpoint remote) {
        Channel channel = socket.channelHandlerContext().channel();
        if (isOver || !channel.isActive()) {
            HangUp.on(channel);
            if (!isOver && link.direction() == Direction.OUTBOUND) {
                events.accept(new Event.DialFailed(link, "the other end hung up at once"));
            }
            return;
        }
        LinkSocket opened = new LinkSocket(link, socket, magic, limits, listener);
        links.put(link, opened);
        events.accept(new Event.Connected(link, key, remote));
        opened.open();
    }

    /** Lays a message down for a link; it leaves with the next {@link #flush}. Nothing happens if the link is gone. */
    public void send(LinkId link, Message message) {
        LinkSocket socket = links.get(link);
        if (socket == null) {
            return;
        }
        if (message != lastSent) {
            lastFrame = Frame.of(magic, message);
            lastSent = message;
        }
        socket.collect(lastFrame);
        unflushed.add(socket);
    }

    /** Sends everything laid down since the last time, one write for each link. */
    public void flush() {
        lastSent = null;
        lastFrame = new byte[0];
        if (unflushed.isEmpty()) {
            return;
        }
        List<LinkSocket> waiting = new ArrayList<>(unflushed);
        unflushed.clear();
        long now = System.nanoTime();
        waiting.forEach(socket -> socket.flush(now));
    }

    /** Sends what is laid down, then closes; also ends a dial. Nothing is told of it. */
    public void close(LinkId link) {
        Dialling dialling = dials.remove(link);
        if (dialling != null) {
            dialling.abandon(new CancellationException("no longer wanted"));
        }
        LinkSocket socket = links.remove(link);
        if (socket != null) {
            unflushed.remove(socket);
            socket.farewell(vertx);
        }
    }

    /** Stops listening, closes every link as {@link #close} does, and completes when the last one is down. */
    public Future<Void> shutdown() {
        isOver = true;
        annex.close();
        List<Future<?>> down = new ArrayList<>();
        links.values().forEach(socket -> down.add(socket.down()));
        List.copyOf(links.keySet()).forEach(this::close);
        List.copyOf(dials.keySet()).forEach(this::close);
        return Future.join(down)
                .transform(ended -> server == null ? Future.succeededFuture() : server.close())
                .eventually(client::close)
                .eventually(annex::abandon);
    }

    /** Hangs up on everybody at once, without a word, and stops listening. */
    public void drop() {
        isOver = true;
        List<LinkSocket> all = List.copyOf(links.values());
        links.clear();
        all.forEach(LinkSocket::drop);
        List.copyOf(dials.keySet()).forEach(this::close);
        if (server != null) {
            server.close();
        }
        client.close();
        annex.abandon();
    }

    /** Connections that never became links; any thread. */
    public long strangersRefused() {
        return porch.refused();
    }

    /** Links closed because the other end did not read; any thread. */
    public long slowReadersClosed() {
        return slowReadersClosed.get();
    }

    /** Callers whose key is not proven yet. */
    int strangersStanding() {
        return porch.standing();
    }

    private final class Ears implements LinkSocket.Listener {
        @Override
        public void happened(Event event) {
            events.accept(event);
        }

        @Override
        public void lost(LinkId link, String reason) {
            if (links.remove(link) != null) {
                events.accept(new Event.Disconnected(link, reason));
            }
        }

        @Override
        public void stuck(LinkId link) {
            slowReadersClosed.incrementAndGet();
            lost(link, "it does not read what it is sent");
        }
    }
}
