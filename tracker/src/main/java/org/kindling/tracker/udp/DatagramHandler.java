package org.kindling.tracker.udp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import org.kindling.protocol.Bytes;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.front.TrackerMetrics;
import org.kindling.tracker.front.TrackerMetrics.Ignored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands datagrams to the desk and sends its answers, those to all that were read at once together. */
final class DatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramHandler.class);

    private final UdpDesk desk;
    private final TrackerMetrics metrics;
    private final InstantSource clock;

    DatagramHandler(UdpDesk desk, TrackerMetrics metrics, InstantSource clock) {
        this.desk = desk;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * What comes of a datagram nobody waits for: a void promise tells {@link #exceptionCaught}.
     *
     * <p>While answers wait to be sent, questions are not looked at. Rationale: a way out that is slower than the way in must not fill the memory with
     * answers; whoever gets none asks again.
     */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    protected void channelRead0(ChannelHandlerContext channel, DatagramPacket packet) {
        if (!channel.channel().isWritable()) {
            metrics.ignored(Ignored.BUSY);
            return;
        }
        InetSocketAddress sender = packet.sender();
        byte[] request = new byte[packet.content().readableBytes()];
        packet.content().readBytes(request);
        SeenHost seen = new SeenHost(Bytes.wrap(sender.getAddress().getAddress()));
        Optional<byte[]> answer = desk.answer(request, seen, clock.millis());
        if (answer.isPresent()) {
            ByteBuf content = channel.alloc().directBuffer(answer.get().length);
            channel.write(new DatagramPacket(content.writeBytes(answer.get()), sender), channel.voidPromise());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext channel) {
        channel.flush();
    }

    /** An answer that cannot be sent to where its question seemed to come from is nobody's mistake; anything else is ours. */
    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("a datagram came to nothing", cause);
        } else {
            LOG.error("a bug: a datagram was not answered", cause);
            metrics.ignored(Ignored.OUR_MISTAKE);
        }
    }
}
