package org.kindling.peer.shell.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.wire.Frame;
import org.kindling.protocol.wire.FrameReader;
import org.kindling.protocol.wire.MessageReader;

/**
 * One secured link: bytes into messages, frames into as few writes as possible. One thread.
 *
 * <p>Frames are collected until {@link #flush} and leave in one write. Rationale: one write of many small frames is seven to ten times
 * faster than one write for each.
 */
final class LinkSocket {
    /** What a link tells of itself. */
    interface Listener {
        void happened(Event event);

        /** It is gone and was not closed from here. */
        void lost(LinkId link, String reason);

        /** It does not read what it is sent. */
        void stuck(LinkId link);
    }

    private final LinkId link;
    private final NetSocketInternal socket;
    private final Channel channel;
    private final FrameReader reader;
    private final NetLimits limits;
    private final Listener listener;
    private List<byte[]> collected = new ArrayList<>();
    private long collectedBytes;
    private long unsentBytes;
    private long progressNanos;
    private boolean isOver;
    private String reason = "the other end closed the connection";

    LinkSocket(LinkId link, NetSocketInternal socket, int magic, NetLimits limits, Listener listener) {
        this.link = link;
        this.socket = socket;
        this.channel = socket.channelHandlerContext().channel();
        this.reader = new FrameReader(magic);
        this.limits = limits;
        this.listener = listener;
    }

    /** Starts to listen. */
    void open() {
        socket.exceptionHandler(failure -> reason = FailureWords.of(failure));
        socket.closeHandler(closed -> lose(reason));
        socket.handler(this::read);
        socket.resume();
    }

    private void read(Buffer chunk) {
        if (isOver) {
            return;
        }
        Optional<Fault> fault = reader.feed(ByteBuffer.wrap(chunk.getBytes()), this::hear);
        if (fault.isPresent() && !isOver) {
            socket.pause();
            listener.happened(new Event.Misheard(link, fault.get()));
        }
    }

    private void hear(byte[] payload) {
        if (isOver) {
            return;
        }
        try {
            int sizeBytes = Frame.HEADER_BYTES + payload.length;
            listener.happened(new Event.Heard(link, MessageReader.decode(payload), sizeBytes));
        } catch (MalformedException malformed) {
            listener.happened(new Event.Misheard(link, malformed.fault()));
        }
    }

    /**
     * Lays a frame down; closes the link if too much waits already.
     *
     * @param frame whole, and never changed again
     */
    void collect(byte[] frame) {
        if (isOver) {
            return;
        }
        collected.add(frame);
        collectedBytes += frame.length;
        if (unsentBytes + collectedBytes > limits.sendQueueBytesMax()) {
            giveUp();
        }
    }

    /** Sends what was collected; closes the link if nothing of what waits is taken. */
    void flush(long nowNanos) {
        if (collected.isEmpty() || isOver) {
            return;
        }
        long bytes = collectedBytes;
        byte[][] frames = collected.toArray(new byte[0][]);
        collected = new ArrayList<>();
        collectedBytes = 0;
        progressNanos = unsentBytes == 0 ? nowNanos : progressNanos;
        unsentBytes += bytes;
        socket.writeMessage(Unpooled.wrappedBuffer(frames.length, frames)).onComplete(written -> {
            unsentBytes -= bytes;
            progressNanos = System.nanoTime();
        });
        boolean isStalled = nowNanos - progressNanos > TimeUnit.MILLISECONDS.toNanos(limits.stallMillis());
        if (isStalled && unsentBytes > bytes) {
            giveUp();
        }
    }

    private void giveUp() {
        isOver = true;
        collected = new ArrayList<>();
        collectedBytes = 0;
        HangUp.on(channel);
        listener.stuck(link);
    }

    /** Sends what was collected, waits for it to leave, but not for ever, and hangs up; nothing is told of it. */
    void farewell(Vertx vertx) {
        flush(System.nanoTime());
        isOver = true;
        socket.writeMessage(Unpooled.EMPTY_BUFFER).onComplete(flushed -> HangUp.on(channel));
        long patience = vertx.setTimer(limits.farewellMillis(), late -> HangUp.on(channel));
        socket.closeHandler(closed -> vertx.cancelTimer(patience));
    }

    /** Hangs up without a word. */
    void drop() {
        isOver = true;
        HangUp.on(channel);
    }

    /** Completes when the connection is down. */
    Future<Void> down() {
        Promise<Void> down = Promise.promise();
        channel.closeFuture().addListener(closed -> down.tryComplete());
        return down.future();
    }

    private void lose(String why) {
        if (!isOver) {
            isOver = true;
            listener.lost(link, why);
        }
    }
}
