package org.kindling.cli.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.bittorrent.UdpRequest;
import org.kindling.protocol.bittorrent.UdpRequests;

/** Announces over UDP (BEP 15): a connection id is asked for once a run, as clients do that announce often. */
final class UdpLoad implements Load, AutoCloseable {
    private static final int FREE = 0;
    private static final int ANSWER_BYTES_MAX = 4_096;
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int CONNECTED = 0;
    private static final int CONNECTED_BYTES = 16;
    private static final int ANNOUNCED = 1;
    private static final int TRIES_MAX = 10;
    private static final long WAIT_MILLIS = 200;

    private final Announces announces;
    private final DatagramChannel channel;
    private final Selector selector;
    private final Random chance = new Random(1);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER_BYTES_MAX);

    /** The transaction that each place waits for, and since when. Place p has the transactions p, p + AT_ONCE, … */
    private final int[] waiting = new int[AT_ONCE];

    private final long[] sinceNanos = new long[AT_ONCE];
    private int transactions = AT_ONCE;
    private final int peers;

    /** @param peers that announce, in random order */
    UdpLoad(InetSocketAddress tracker, Announces announces, int peers) throws IOException {
        this.announces = announces;
        this.peers = peers;
        this.selector = Selector.open();
        this.channel = DatagramChannel.open();
        channel.connect(tracker);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    @Override
    public void run(long endNanos, LoadTally tally) throws IOException {
        ByteBuffer datagram = announces.datagram(connect(), SwarmEvent.REGULAR, Announces.WANT);
        run(datagram, Integer.MAX_VALUE, endNanos, tally, () -> chance.nextInt(peers));
    }

    /** Lets the peers from one number to another announce once each, wanting to hear of hardly anybody. */
    void register(int from, int to, long endNanos, LoadTally tally) throws IOException {
        announceEach(SwarmEvent.STARTED, from, to, endNanos, tally);
    }

    /** The same saying that they leave, which lists nobody. */
    void leave(int from, int to, long endNanos, LoadTally tally) throws IOException {
        announceEach(SwarmEvent.STOPPED, from, to, endNanos, tally);
    }

    private void announceEach(SwarmEvent event, int from, int to, long endNanos, LoadTally tally) throws IOException {
        ByteBuffer datagram = announces.datagram(connect(), event, 1);
        int[] next = {from};
        run(datagram, to - from, endNanos, tally, () -> next[0]++);
    }

    private interface Peers {
        int next();
    }

    private void run(ByteBuffer datagram, int most, long endNanos, LoadTally tally, Peers next) throws IOException {
        Arrays.fill(waiting, FREE);
        int sent = 0;
        int ended = 0;
        while (ended < most && System.nanoTime() < endNanos) {
            long nowNanos = System.nanoTime();
            for (int place = 0; place < AT_ONCE && sent < most; place++) {
                if (waiting[place] == FREE) {
                    send(datagram, place, next.next());
                    sinceNanos[place] = nowNanos;
                    sent++;
                }
            }
            int heard = hear(tally);
            ended += heard;
            if (heard == 0) {
                selector.select(WAIT_MILLIS);
                selector.selectedKeys().clear();
                ended += giveUp(tally);
            }
        }
    }

    private void send(ByteBuffer datagram, int place, int peer) throws IOException {
        transactions += AT_ONCE;
        int transaction = transactions & Integer.MAX_VALUE & -AT_ONCE | place;
        waiting[place] = transaction;
        announces.complete(datagram, peer, transaction);
        channel.write(datagram.rewind());
    }

    private int hear(LoadTally tally) throws IOException {
        int heard = 0;
        while (heard < AT_ONCE && channel.read(answer.clear()) > 0) {
            answer.flip();
            int transaction = answer.limit() < Long.BYTES ? FREE : answer.getInt(Integer.BYTES);
            int place = transaction & AT_ONCE - 1;
            if (transaction == FREE || waiting[place] != transaction) {
                continue;
            }
            waiting[place] = FREE;
            heard++;
            if (answer.getInt(0) == ANNOUNCED) {
                tally.answered(System.nanoTime() - sinceNanos[place], answer.limit());
            } else {
                tally.refused();
            }
        }
        return heard;
    }

    private int giveUp(LoadTally tally) {
        int lost = 0;
        for (int place = 0; place < AT_ONCE; place++) {
            if (waiting[place] != FREE && System.nanoTime() - sinceNanos[place] > PATIENCE_NANOS) {
                waiting[place] = FREE;
                tally.lost();
                lost++;
            }
        }
        return lost;
    }

    /** A tracker that has just begun to listen for connections may not listen for datagrams yet. */
    private long connect() throws IOException {
        for (int i = 0; i < TRIES_MAX; i++) {
            transactions += AT_ONCE;
            try {
                channel.write(ByteBuffer.wrap(UdpRequests.encode(new UdpRequest.Connect(transactions))));
                OptionalLong connectionId = hearConnected();
                if (connectionId.isPresent()) {
                    return connectionId.getAsLong();
                }
            } catch (PortUnreachableException notYet) {
                selector.select(WAIT_MILLIS);
            }
        }
        throw new IOException("no answer over UDP from " + channel.getRemoteAddress());
    }

    private OptionalLong hearConnected() throws IOException {
        long endNanos = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < endNanos) {
            selector.select(WAIT_MILLIS);
            selector.selectedKeys().clear();
            while (channel.read(answer.clear()) > 0) {
                answer.flip();
                if (answer.limit() >= CONNECTED_BYTES
                        && answer.getInt(0) == CONNECTED
                        && answer.getInt(Integer.BYTES) == transactions) {
                    return OptionalLong.of(answer.getLong(Long.BYTES));
                }
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }
}
