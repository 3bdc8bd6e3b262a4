package org.kindling.peer.shell.net;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where callers that speak HTTP go while it is open: through a pipe to a server on a loopback port of this machine. One thread.
 *
 * <p>The server is told whose call it is in a PROXY header (HAProxy's protocol, version 1). Rationale: to the server all calls come from this machine, and
 * what it counts and answers depends on the caller's own address.
 * <p>Nothing is read of what passes, and neither end is read faster than the other takes it. Either end going ends the pipe; what the server said
 * last has a moment to leave.
 */
final class Annex {
    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final NetLimits limits;
    private final NetClient client;
    private final Set<Channel> guests = new LinkedHashSet<>();
    private boolean isOpen;
    private int port;

    Annex(Vertx vertx, NetLimits limits) {
        this.vertx = vertx;
        this.limits = limits;
        this.client = vertx.createNetClient(new NetClientOptions()
                .setTcpNoDelay(true)
                .setRegisterWriteHandler(false)
                .setConnectTimeout((int) Math.min(limits.handshakeMillis(), Integer.MAX_VALUE)));
    }

    /** @param loopbackPort where new callers are passed on to from now on */
    void open(int loopbackPort) {
        isOpen = true;
        port = loopbackPort;
    }

    boolean isOpen() {
        return isOpen;
    }

    /** Hangs up on everybody in it. */
    void close() {
        isOpen = false;
        List.copyOf(guests).forEach(HangUp::on);
    }

    /** Closes for good. */
    Future<Void> abandon() {
        close();
        return client.close();
    }

    /** Whether there is room for this caller; then it is passed on, and nobody else's any more. */
    boolean admits(NetSocketInternal caller) {
        Channel channel = caller.channelHandlerContext().channel();
        boolean isThere = channel.isActive()
                && channel.remoteAddress() instanceof InetSocketAddress
                && channel.localAddress() instanceof InetSocketAddress;
        if (!isOpen || !isThere || guests.size() >= limits.annexMax()) {
            return false;
        }
        String introduction =
                introduction((InetSocketAddress) channel.remoteAddress(), (InetSocketAddress) channel.localAddress());
        guests.add(channel);
        caller.closeHandler(gone -> guests.remove(channel));
        client.connect(port, LOOPBACK).onComplete(answered -> {
            if (answered.succeeded()) {
                join(caller, (NetSocketInternal) answered.result(), introduction);
            } else {
                HangUp.on(channel);
            }
        });
        return true;
    }

    private void join(NetSocketInternal caller, NetSocketInternal server, String introduction) {
        Channel guest = caller.channelHandlerContext().channel();
        Channel host = server.channelHandlerContext().channel();
        if (!guests.contains(guest)) {
            HangUp.on(host);
            return;
        }
        caller.closeHandler(gone -> {
            guests.remove(guest);
            HangUp.on(host);
        });
        server.closeHandler(gone -> dismiss(guest));
        server.write(introduction);
        caller.pipeTo(server);
        server.pipeTo(caller);
    }

    private void dismiss(Channel guest) {
        if (guest.isActive()) {
            long patience = vertx.setTimer(limits.farewellMillis(), late -> HangUp.on(guest));
            guest.closeFuture().addListener(closed -> vertx.cancelTimer(patience));
        }
    }

    static String introduction(InetSocketAddress caller, InetSocketAddress called) {
        String family = caller.getAddress() instanceof Inet4Address ? "TCP4" : "TCP6";
        return "PROXY " + family + " " + NetUtil.toAddressString(caller.getAddress()) + " "
                + NetUtil.toAddressString(called.getAddress()) + " " + caller.getPort() + " " + called.getPort()
                + "\r\n";
    }
}
