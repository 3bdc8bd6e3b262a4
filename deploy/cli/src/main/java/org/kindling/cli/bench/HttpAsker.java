package org.kindling.cli.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One who asks over HTTP and waits for the whole answer before asking again. */
final class HttpAsker {
    private static final int ANSWER_BYTES_MAX = 32 * 1_024;
    private static final int HEAD_BYTES_MAX = 1_024;
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]{1,6})\r\n");
    private static final int UNKNOWN = -1;

    /** Of an answer that is a refusal in bencode. */
    private static final byte[] FAILURE = "d14:failure reason".getBytes(ISO_8859_1);

    private final Selector selector;
    private final InetSocketAddress tracker;
    private final boolean isKept;
    private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES_MAX);
    private ByteBuffer request = ByteBuffer.allocate(0);
    private @Nullable SocketChannel channel;
    private long sinceNanos;
    private long tookNanos;
    private int answerBytes = UNKNOWN;
    private int headBytes;
    private int answersHere;
    private boolean isWhole;

    /** How far the answer is. */
    enum Outcome {
        UNDER_WAY,
        ANSWERED,
        REFUSED,
        BROKEN
    }

    HttpAsker(Selector selector, InetSocketAddress tracker, boolean isKept) {
        this.selector = selector;
        this.tracker = tracker;
        this.isKept = isKept;
    }

    /** Begins to ask, on a new connection if there is none. Whether it can be made shows with the first step. */
    void ask(ByteBuffer asked) {
        request = asked.duplicate();
        answer.clear();
        answerBytes = UNKNOWN;
        isWhole = false;
        sinceNanos = System.nanoTime();
        try {
            SocketChannel open = channel == null ? open() : channel;
            channel = open;
            if (open.isConnected()) {
                open.write(request);
            }
        } catch (IOException broken) {
            hangUp();
        }
    }

    /** So long the last answer took. */
    long tookNanos() {
        return tookNanos;
    }

    /** Of the last answer. */
    int bodyBytes() {
        return answerBytes - headBytes;
    }

    boolean isOverdue() {
        return channel == null || System.nanoTime() - sinceNanos > Load.PATIENCE_NANOS;
    }

    /** Does what the socket is ready for. */
    Outcome step() {
        SocketChannel open = channel;
        if (open == null) {
            return Outcome.BROKEN;
        }
        try {
            if (open.isConnectionPending()) {
                open.finishConnect();
                open.keyFor(selector).interestOps(SelectionKey.OP_READ);
                open.write(request);
                return Outcome.UNDER_WAY;
            }
            return read(open);
        } catch (IOException broken) {
            return again();
        }
    }

    private Outcome read(SocketChannel open) throws IOException {
        boolean isOver = open.read(answer) < 0;
        if (answerBytes == UNKNOWN) {
            readHead();
        }
        if (!isWhole && answerBytes != UNKNOWN && answer.position() >= answerBytes) {
            isWhole = true;
            tookNanos = System.nanoTime() - sinceNanos;
        }
        if (isOver && answer.position() == 0) {
            return again();
        }
        if (isOver ? !isWhole : !isWhole || !isKept) {
            return isOver ? Outcome.BROKEN : Outcome.UNDER_WAY;
        }
        answersHere++;
        if (isOver) {
            hangUp();
        }
        return isRefusal() ? Outcome.REFUSED : Outcome.ANSWERED;
    }

    /** A tracker may end a connection after any answer; whoever finds that out by asking asks again on another (RFC 9112 §9.3.1). */
    private Outcome again() {
        boolean hasServed = answersHere > 0 && answer.position() == 0;
        long asked = sinceNanos;
        hangUp();
        if (!hasServed) {
            return Outcome.BROKEN;
        }
        ask(request.rewind());
        sinceNanos = asked;
        return Outcome.UNDER_WAY;
    }

    private void readHead() {
        String start = new String(answer.array(), 0, Math.min(answer.position(), HEAD_BYTES_MAX), ISO_8859_1);
        int end = start.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        headBytes = end + 4;
        Matcher length = LENGTH.matcher(start.substring(0, end + 2).toLowerCase(Locale.ROOT));
        if (length.find()) {
            answerBytes = headBytes + Integer.parseInt(length.group(1));
        }
    }

    private boolean isRefusal() {
        for (int i = 0; i < FAILURE.length; i++) {
            if (answer.get(headBytes + i) != FAILURE[i]) {
                return answer.get(9) != '2';
            }
        }
        return true;
    }

    private SocketChannel open() throws IOException {
        SocketChannel open = SocketChannel.open();
        open.configureBlocking(false);
        open.setOption(StandardSocketOptions.TCP_NODELAY, true);
        boolean isThere = open.connect(tracker);
        open.register(selector, isThere ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
        return open;
    }

    /** With a reset, so that tens of thousands of connections do not linger and take all ports. */
    void hangUp() {
        SocketChannel open = channel;
        channel = null;
        answersHere = 0;
        if (open == null) {
            return;
        }
        try {
            open.setOption(StandardSocketOptions.SO_LINGER, 0);
            open.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
