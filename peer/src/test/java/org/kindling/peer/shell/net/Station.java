package org.kindling.peer.shell.net;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.message.Message;

/** A transport with a thread of its own, and whatever it told so far. */
final class Station implements AutoCloseable {
    static final int MAGIC = 0x4b494e44;

    private static final long PATIENCE_SECONDS = 20;

    final KeyPair key;
    final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Context context;
    private final Transport transport;
    private long dials;
    private int port;

    Station(Vertx vertx, int seed, NetLimits limits) throws Exception {
        byte[] bytes = new byte[KeyPair.SEED_SIZE];
        bytes[0] = (byte) seed;
        this.key = KeyPair.fromSeed(Bytes.wrap(bytes));
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.transport = settle(Future.future(made -> context.runOnContext(here -> made.complete(
                new Transport(vertx, context, key, MAGIC, limits, Runnable::run, WayOut.DIRECT, events::add)))));
    }

    static Station listening(Vertx vertx, int seed, NetLimits limits) throws Exception {
        Station station = new Station(vertx, seed, limits);
        station.port = settle(station.<Future<Integer>>on(transport -> transport.listen("127.0.0.1", 0))
                .compose(listening -> listening));
        return station;
    }

    NodeId node() {
        return NodeId.of(key.publicKey());
    }

    int port() {
        return port;
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", port);
    }

    LinkId dial(Endpoint endpoint, Optional<NodeId> expected) throws Exception {
        LinkId link = new LinkId(Direction.OUTBOUND, ++dials);
        settle(on(transport -> {
            transport.dial(new Action.Dial(link, endpoint, expected, 10_000));
            return link;
        }));
        return link;
    }

    void send(LinkId link, Message... messages) throws Exception {
        settle(on(transport -> {
            for (Message message : messages) {
                transport.send(link, message);
            }
            transport.flush();
            return link;
        }));
    }

    void hangUp(LinkId link, Message last) throws Exception {
        settle(on(transport -> {
            transport.send(link, last);
            transport.close(link);
            return link;
        }));
    }

    /** The next event, which must be of this kind. */
    <T extends Event> T next(Class<T> kind) throws InterruptedException {
        Event event = events.poll(PATIENCE_SECONDS, SECONDS);
        assertThat(event).isInstanceOf(kind);
        return kind.cast(event);
    }

    <T> T seen(Function<Transport, T> question) throws Exception {
        return settle(on(question));
    }

    private <T> Future<T> on(Function<Transport, T> question) {
        return Future.future(answer -> context.runOnContext(here -> answer.complete(question.apply(transport))));
    }

    static <T> T settle(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, SECONDS);
    }

    @Override
    public void close() {
        on(Transport::shutdown)
                .compose(down -> down)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, SECONDS)
                .join();
    }
}
