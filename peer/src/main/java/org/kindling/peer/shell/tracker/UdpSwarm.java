package org.kindling.peer.shell.tracker;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kindling.peer.shell.net.FailureWords;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.TrackerUrl;
import org.kindling.protocol.bittorrent.AddressFamily;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmPeer;
import org.kindling.protocol.bittorrent.SwarmReply;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;

/**
 * Announces in BitTorrent's language over UDP (BEP 15). A tracker that has addresses of both families is asked over both, since over either it names only
 * peers of that one; who answers within a second of the first counts.
 *
 * <p>Behind a proxy nobody is asked: a datagram would go around it.
 */
final class UdpSwarm {
    private static final String LEAKS = "switched off: UDP would go around the proxy and show our address";
    private static final long SECOND_MILLIS = 1_000;

    private final Vertx vertx;
    private final UdpQuestion.Patience patience;
    private final Context context;
    private final boolean isProxied;
    private final int key = new SecureRandom().nextInt();
    private final UdpPort ipv4;
    private final UdpPort ipv6;

    UdpSwarm(Vertx vertx, UdpQuestion.Patience patience, boolean isProxied) {
        this.vertx = vertx;
        this.patience = patience;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.isProxied = isProxied;
        this.ipv4 = new UdpPort(vertx, AddressFamily.IPV4);
        this.ipv6 = new UdpPort(vertx, AddressFamily.IPV6);
    }

    Future<SwarmReply> announce(TrackerUrl tracker, SwarmAnnounce announce) {
        if (isProxied) {
            return Future.failedFuture(new TrackerSilence(LEAKS));
        }
        UdpQuestion.Word word = new UdpQuestion.Word(announce, key, tracker.pathAndQuery());
        Promise<SwarmReply> answer = Promise.promise();
        context.runOnContext(here -> vertx.executeBlocking(() -> InetAddress.getAllByName(tracker.host()), false)
                .onSuccess(addresses -> new Asking(word, answer).begin(addresses, tracker.port()))
                .onFailure(failure -> answer.tryFail(new TrackerSilence(FailureWords.of(failure)))));
        return answer.future();
    }

    /** One tracker is being asked, at its first address of each family. One event loop. */
    private final class Asking {
        private final UdpQuestion.Word word;
        private final Promise<SwarmReply> answer;
        private final List<SwarmReply> replies = new ArrayList<>();
        private int open;

        Asking(UdpQuestion.Word word, Promise<SwarmReply> answer) {
            this.word = word;
            this.answer = answer;
        }

        void begin(InetAddress[] addresses, int port) {
            Map<UdpPort, Endpoint> places = new LinkedHashMap<>();
            for (InetAddress address : addresses) {
                IpAddress ip = new IpAddress(Bytes.wrap(address.getAddress()));
                places.putIfAbsent(ip.isIpv4() ? ipv4 : ipv6, new Endpoint(ip.text(), port));
            }
            open = places.size();
            places.forEach((from, place) ->
                    new UdpQuestion(vertx, patience, from, place, word).ask().onComplete(this::heard));
        }

        private void heard(AsyncResult<SwarmReply> result) {
            open--;
            if (result.succeeded()) {
                replies.add(result.result());
                vertx.setTimer(SECOND_MILLIS, late -> finish());
            }
            if (open == 0 && replies.isEmpty()) {
                answer.tryFail(result.cause());
            } else if (open == 0) {
                finish();
            }
        }

        private void finish() {
            SwarmReply first = replies.get(0);
            Set<SwarmPeer> peers = new LinkedHashSet<>();
            replies.forEach(reply -> peers.addAll(reply.peers()));
            answer.tryComplete(new SwarmReply(
                    first.intervalSeconds(),
                    first.minIntervalSeconds(),
                    first.counts(),
                    peers.stream().limit(SwarmReply.PEERS_MAX).toList(),
                    first.notes()));
        }
    }

    void close() {
        context.runOnContext(here -> {
            ipv4.close();
            ipv6.close();
        });
    }
}
