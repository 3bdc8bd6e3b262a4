package org.kindling.peer.shell.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.identity.NodeId;

/** One call to somebody, from picking up the receiver to knowing who answered. One thread. */
final class Dialling {
    /** Somebody answered and has proven a key. */
    record Answer(NetSocketInternal socket, PublicKey key) {}

    private final Promise<Answer> settled = Promise.promise();
    private @Nullable NetSocketInternal socket;

    private Dialling() {}

    static Dialling start(Vertx vertx, NetClient client, SecureLayer layer, Action.Dial dial) {
        Dialling dialling = new Dialling();
        long patience = vertx.setTimer(
                dial.timeoutMillis(), late -> dialling.abandon(new TimeoutException("no answer in time")));
        ConnectOptions place = new ConnectOptions()
                .setHost(dial.endpoint().host())
                .setPort(dial.endpoint().port())
                .setTimeout((int) Math.min(dial.timeoutMillis(), Integer.MAX_VALUE));
        client.connect(place)
                .compose(plain -> dialling.secure((NetSocketInternal) plain, layer))
                .compose(answer -> check(answer, dial))
                .onComplete(result -> {
                    vertx.cancelTimer(patience);
                    if (result.failed()) {
                        dialling.abandon(result.cause());
                    } else if (!dialling.settled.tryComplete(result.result())) {
                        dialling.hangUp();
                    }
                });
        return dialling;
    }

    /** Fails at most once, and leaves no connection behind then. */
    Future<Answer> settled() {
        return settled.future();
    }

    void abandon(Throwable reason) {
        if (settled.tryFail(reason)) {
            hangUp();
        }
    }

    private Future<Answer> secure(NetSocketInternal plain, SecureLayer layer) {
        socket = plain;
        if (settled.future().isComplete()) {
            hangUp();
            return Future.failedFuture("given up before there was an answer");
        }
        return layer.secure(plain, Direction.OUTBOUND).map(key -> new Answer(plain, key));
    }

    private static Future<Answer> check(Answer answer, Action.Dial dial) {
        NodeId answered = NodeId.of(answer.key());
        if (dial.expected().isEmpty() || dial.expected().get().equals(answered)) {
            return Future.succeededFuture(answer);
        }
        return Future.failedFuture(new SSLException(
                answered + " answered instead of " + dial.expected().get()));
    }

    private void hangUp() {
        if (socket != null) {
            HangUp.on(socket.channelHandlerContext().channel());
        }
    }
}
