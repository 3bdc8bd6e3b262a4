package org.kindling.tracker;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.bittorrent.AddressFamily;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.UdpReplies;
import org.kindling.protocol.bittorrent.UdpReply;
import org.kindling.protocol.bittorrent.UdpRequest;
import org.kindling.protocol.bittorrent.UdpRequests;

/** Asks a tracker of this machine over UDP (BEP 15), from one socket. */
public final class UdpCaller implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int DATAGRAM_BYTES_MAX = 2_048;

    private final DatagramSocket socket;
    private final InetAddress tracker;
    private final int port;

    /**
     * Asks at this port of loopback, of the family that its own address has.
     *
     * @param host its own address
     */
    public UdpCaller(String host, int port) throws IOException {
        this.port = port;
        InetAddress own = InetAddress.getByName(host);
        this.tracker = own instanceof Inet6Address ? own : InetAddress.getLoopbackAddress();
        this.socket = new DatagramSocket(0, own);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** @return a connection id */
    public long connect() throws IOException, MalformedException {
        return ((UdpReply.Connected) ask(new UdpRequest.Connect(77))).connectionId();
    }

    /** Announces with a connection id. */
    public UdpReply announce(long id, SwarmAnnounce announce) throws IOException, MalformedException {
        return ask(new UdpRequest.Announce(id, 78, announce, 0, Bytes.EMPTY));
    }

    /** Sends a request and waits for its reply. */
    public UdpReply ask(UdpRequest request) throws IOException, MalformedException {
        send(UdpRequests.encode(request));
        DatagramPacket packet = new DatagramPacket(new byte[DATAGRAM_BYTES_MAX], DATAGRAM_BYTES_MAX);
        socket.receive(packet);
        UdpReply reply = UdpReplies.read(Arrays.copyOf(packet.getData(), packet.getLength()), family());
        if (reply.transactionId() != request.transactionId()) {
            throw new AssertionError(reply + " does not answer " + request);
        }
        return reply;
    }

    private AddressFamily family() {
        return tracker instanceof Inet6Address ? AddressFamily.IPV6 : AddressFamily.IPV4;
    }

    void send(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, tracker, port));
    }

    @Override
    public void close() {
        socket.close();
    }
}
