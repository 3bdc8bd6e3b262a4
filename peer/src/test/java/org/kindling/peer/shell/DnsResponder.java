package org.kindling.peer.shell;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
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
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DefaultDnsResponse;
import io.netty.handler.codec.dns.DnsQuery;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.handler.codec.dns.TcpDnsQueryDecoder;
import io.netty.handler.codec.dns.TcpDnsResponseEncoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kindling.protocol.identity.Endpoint;

/**
 * A small DNS server on loopback that knows what a test tells it.
 *
 * <p>By UDP it answers with what fits into 512 bytes and says if that is not all (RFC 1035 §4.2.1), whatever the questioner could take; by TCP with
 * everything.
 */
final class DnsResponder implements AutoCloseable {
    private static final int STRING_MAX = 255;
    private static final int TTL_SECONDS = 300;
    private static final int DATAGRAM_BYTES_MAX = 512;
    /** Header, and question with a name of middling length. */
    private static final int QUESTION_BYTES = 64;
    /** Pointer to the name, type, class, time to live, length. */
    private static final int RECORD_HEAD_BYTES = 12;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, List<byte[]>> zone = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> askedByTcp = new CopyOnWriteArrayList<>();
    private final Channel tcp;
    private final Channel udp;

    DnsResponder() throws InterruptedException {
        tcp = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel opened) {
                        opened.pipeline()
                                .addLast(new TcpDnsQueryDecoder(), new TcpDnsResponseEncoder(), new TcpAnswers());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        udp = new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<NioDatagramChannel>() {
                    @Override
                    protected void initChannel(NioDatagramChannel opened) {
                        opened.pipeline()
                                .addLast(
                                        new DatagramDnsQueryDecoder(),
                                        new DatagramDnsResponseEncoder(),
                                        new UdpAnswers());
                    }
                })
                .bind(tcp.localAddress())
                .sync()
                .channel();
    }

    /** As behind a firewall that lets only datagrams through. */
    void stopTcp() throws InterruptedException {
        tcp.close().sync();
    }

    Endpoint endpoint() {
        InetSocketAddress bound = (InetSocketAddress) udp.localAddress();
        return new Endpoint(bound.getAddress().getHostAddress(), bound.getPort());
    }

    /** Questions so far: type and name. */
    List<String> asked() {
        return asked;
    }

    /** Those of them that came by TCP. */
    List<String> askedByTcp() {
        return askedByTcp;
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

    /** Fills in what is known. @return what was asked */
    private String answer(DnsQuery query, DnsResponse response, int bytesMax) {
        DnsQuestion question = query.recordAt(DnsSection.QUESTION);
        String key = key(question.type(), question.name());
        asked.add(key);
        response.addRecord(DnsSection.QUESTION, new DefaultDnsQuestion(question.name(), question.type()));
        List<byte[]> known = zone.getOrDefault(key, List.of());
        int bytes = QUESTION_BYTES;
        for (byte[] content : known) {
            bytes += RECORD_HEAD_BYTES + content.length;
            if (bytes > bytesMax) {
                response.setTruncated(true);
                break;
            }
            response.addRecord(
                    DnsSection.ANSWER,
                    new DefaultDnsRawRecord(
                            question.name(), question.type(), TTL_SECONDS, Unpooled.wrappedBuffer(content)));
        }
        if (known.isEmpty()) {
            response.setCode(DnsResponseCode.NXDOMAIN);
        }
        return key;
    }

    private final class UdpAnswers extends SimpleChannelInboundHandler<DatagramDnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            DnsResponse response =
                    new DatagramDnsResponse(query.recipient(), query.sender(), query.id(), query.opCode());
            answer(query, response, DATAGRAM_BYTES_MAX);
            context.writeAndFlush(response).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }

    private final class TcpAnswers extends SimpleChannelInboundHandler<DnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DnsQuery query) {
            DnsResponse response = new DefaultDnsResponse(query.id(), query.opCode());
            askedByTcp.add(answer(query, response, Integer.MAX_VALUE));
            context.writeAndFlush(response).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }
}
