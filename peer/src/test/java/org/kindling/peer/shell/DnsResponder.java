package org.kindling.peer.shell;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kindling.protocol.identity.Endpoint;

/** A small DNS server on loopback that knows what a test tells it. */
final class DnsResponder implements AutoCloseable {
    private static final int STRING_MAX = 255;
    private static final int TTL_SECONDS = 300;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, List<byte[]>> zone = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Channel channel;

    DnsResponder() throws InterruptedException {
        channel = new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<NioDatagramChannel>() {
                    @Override
                    protected void initChannel(NioDatagramChannel opened) {
                        opened.pipeline()
                                .addLast(
                                        new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new Answers());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    Endpoint endpoint() {
        InetSocketAddress bound = (InetSocketAddress) channel.localAddress();
        return new Endpoint(bound.getAddress().getHostAddress(), bound.getPort());
    }

    /** Questions so far: type and name. */
    List<String> asked() {
        return asked;
    }

    void txt(String name, String... texts) {
        for (String text : texts) {
            byte[] content = text.getBytes(StandardCharsets.US_ASCII);
            ByteBuf strings = Unpooled.buffer();
            for (int i = 0; i < content.length; i += STRING_MAX) {
                int length = Math.min(STRING_MAX, content.length - i);
                strings.writeByte(length).writeBytes(content, i, length);
            }
            add(DnsRecordType.TXT, name, strings);
        }
    }

    void a(String name, Endpoint endpoint) {
        byte[] address = endpoint.ip().orElseThrow().bytes().toArray();
        add(DnsRecordType.A, name, Unpooled.wrappedBuffer(address, address.length - 4, 4));
    }

    void srv(String name, String target, int port) {
        ByteBuf content = Unpooled.buffer().writeShort(0).writeShort(0).writeShort(port);
        for (String label : target.split("\\.", -1)) {
            content.writeByte(label.length()).writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        add(DnsRecordType.SRV, name, content.writeByte(0));
    }

    private void add(DnsRecordType type, String name, ByteBuf content) {
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        zone.computeIfAbsent(key(type, name), unknown -> new CopyOnWriteArrayList<>())
                .add(bytes);
    }

    private static String key(DnsRecordType type, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return type.name() + " " + (lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower);
    }

    private final class Answers extends SimpleChannelInboundHandler<DatagramDnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            String key = key(question.type(), question.name());
            asked.add(key);
            DatagramDnsResponse response =
                    new DatagramDnsResponse(query.recipient(), query.sender(), query.id(), query.opCode());
            response.addRecord(
                    DnsSection.QUESTION,
                    new io.netty.handler.codec.dns.DefaultDnsQuestion(question.name(), question.type()));
            List<byte[]> known = zone.getOrDefault(key, List.of());
            for (byte[] content : known) {
                response.addRecord(
                        DnsSection.ANSWER,
                        new DefaultDnsRawRecord(
                                question.name(), question.type(), TTL_SECONDS, Unpooled.wrappedBuffer(content)));
            }
            if (known.isEmpty()) {
                response.setCode(DnsResponseCode.NXDOMAIN);
            }
            context.writeAndFlush(response).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }
}
