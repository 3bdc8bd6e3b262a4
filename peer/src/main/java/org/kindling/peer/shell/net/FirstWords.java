package org.kindling.peer.shell.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.net.NetSocketInternal;
import java.net.ProtocolException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Hears from a caller's first bytes whether it speaks TLS (the type of its first record, RFC 8446 §5.1) or HTTP (the method of its
 * first request line, RFC 9112 §3), and passes every byte on to whoever is there when that is known.
 *
 * <p>At most eight bytes are waited for, and for all of them together only so long. Rationale: a byte now and then must not keep a place on the porch.
 */
final class FirstWords extends ChannelInboundHandlerAdapter {
    /** What a caller speaks. */
    enum Language {
        TLS,
        HTTP
    }

    private static final int TLS_HANDSHAKE = 22;
    private static final List<String> METHODS = List.of("GET ", "POST ", "HEAD ", "OPTIONS ");
    private static final int METHOD_BYTES_MAX = 8;

    private final long patienceMillis;
    private final Promise<Language> language = Promise.promise();
    private ByteBuf heard = Unpooled.EMPTY_BUFFER;
    private @Nullable ScheduledFuture<?> patience;

    private FirstWords(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /**
     * Listens to a socket nothing was read from yet; the socket stays paused. Called on the thread of the socket.
     *
     * @return what it speaks, before its bytes are passed on; fails if that is neither, comes too late or not at all
     */
    static Future<Language> of(NetSocketInternal socket, long patienceMillis) {
        socket.pause();
        socket.exceptionHandler(early -> {});
        FirstWords words = new FirstWords(patienceMillis);
        socket.channelHandlerContext().pipeline().addFirst("words", words);
        return words.language.future();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        patience = context.executor()
                .schedule(
                        () -> language.tryFail(new TimeoutException("not a word in time")),
                        patienceMillis,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (patience != null) {
            patience.cancel(false);
        }
        heard.release();
        heard = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf more = (ByteBuf) message;
        if (language.future().isComplete()) {
            more.release();
            return;
        }
        heard = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), heard, more);
        if (!heard.isReadable()) {
            return;
        }
        String start = heard.toString(
                heard.readerIndex(), Math.min(METHOD_BYTES_MAX, heard.readableBytes()), StandardCharsets.ISO_8859_1);
        if (start.charAt(0) == TLS_HANDSHAKE) {
            passOn(context, Language.TLS);
        } else if (METHODS.stream().anyMatch(start::startsWith)) {
            passOn(context, Language.HTTP);
        } else if (METHODS.stream().noneMatch(method -> method.startsWith(start))) {
            language.tryFail(new ProtocolException("it speaks neither TLS nor HTTP"));
        }
    }

    /** From the very beginning of the pipeline, since whoever hears the language may have put something there. */
    private void passOn(ChannelHandlerContext context, Language spoken) {
        ByteBuf words = heard;
        heard = Unpooled.EMPTY_BUFFER;
        context.pipeline().remove(this);
        language.tryComplete(spoken);
        context.pipeline().fireChannelRead(words);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        language.tryFail(new ClosedChannelException());
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        HangUp.on(context.channel());
    }
}
