package org.kindling.peer.shell.seed;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.kindling.peer.boundary.Done;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Seed;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;

/**
 * Tells the local network where this peer listens, and hears who else is there: multicast DNS (RFC 6762) and its service discovery (RFC 6763).
 *
 * <p>A peer shows its node id and a name made from the network's id, not the id itself. Rationale: whoever only listens shall not learn what network a
 * house takes part in, unless he is in it.
 *
 * <p>jmdns blocks, so everything it does is done by Vert.x's workers.
 */
final class LanSeed {
    static final String SERVICE = "_kindling._tcp.local.";
    /** The keys of the service's TXT record. */
    static final String NETWORK = "net";

    static final String NODE = "node";

    /** Three questions go out within a second; what has not answered by then is heard of at the next try. */
    private static final long LISTEN_MILLIS = 1_500;

    private static final long CLOSE_MILLIS_MAX = 5_000;

    private final Vertx vertx;
    private final NetworkId network;
    private final NodeId self;
    private final LanNeighbours neighbours;
    private final Promise<List<JmDNS>> opened = Promise.promise();
    private boolean isOpening;
    private String remark = "";

    LanSeed(Vertx vertx, NetworkId network, NodeId self) {
        this.vertx = vertx;
        this.network = network;
        this.self = self;
        this.neighbours = new LanNeighbours(network, self, new SecureRandom());
    }

    /** The peer listens there; nothing is done twice. */
    void open(Endpoint reached) {
        if (reached.ip().filter(IpAddress::isLoopback).isPresent()) {
            remark = "this peer listens at " + reached.host() + ", where only peers of this machine find each other; "
                    + "for the local network let it listen at an address of that: --listen ADDRESS:PORT";
        }
        isOpening = true;
        vertx.executeBlocking(() -> join(reached), false).onComplete(opened);
    }

    private List<JmDNS> join(Endpoint reached) throws IOException, SeedSilence {
        List<JmDNS> joined = new ArrayList<>();
        try {
            for (InetAddress address : LanAddresses.of(reached)) {
                JmDNS speaker = JmDNS.create(address, "kindling-" + self.hex());
                joined.add(speaker);
                speaker.registerService(ServiceInfo.create(
                        SERVICE, self.hex(), reached.port(), 0, 0, Map.of(NETWORK, network.lan(), NODE, self.hex())));
                speaker.addServiceListener(SERVICE, neighbours);
            }
        } catch (IOException e) {
            for (JmDNS speaker : joined) {
                speaker.close();
            }
            throw e;
        }
        if (joined.isEmpty()) {
            throw new SeedSilence("this machine has no network that carries multicast");
        }
        return joined;
    }

    /** Whoever is known already at once, otherwise whoever answers within a moment. */
    Future<Event.SeedAnswered> ask() {
        if (!isOpening) {
            return Future.failedFuture(new SeedSilence("this peer does not listen, so neighbours could not call it"));
        }
        return opened.future()
                .recover(failure -> Future.failedFuture(
                        failure instanceof SeedSilence
                                ? failure
                                : new SeedSilence("multicast cannot be used here: " + failure.getMessage())))
                .compose(speakers -> vertx.executeBlocking(() -> askAgain(speakers), false))
                .compose(asked -> neighbours.isEmpty() ? vertx.timer(LISTEN_MILLIS) : Future.succeededFuture())
                .map(heard -> new Event.SeedAnswered(Seed.LAN, neighbours.endpoints(), List.of(), remark));
    }

    /** A listener that is new is told what is known, and makes the questions go out again. */
    private Done askAgain(List<JmDNS> speakers) {
        for (JmDNS speaker : speakers) {
            speaker.removeServiceListener(SERVICE, neighbours);
            speaker.addServiceListener(SERVICE, neighbours);
        }
        return Done.DONE;
    }

    /** Says that we go; whoever does not listen to that forgets us within two minutes. */
    Future<Void> close() {
        if (!isOpening) {
            return Future.succeededFuture();
        }
        return opened.future()
                .compose(speakers -> vertx.executeBlocking(() -> leave(speakers), false))
                .timeout(CLOSE_MILLIS_MAX, TimeUnit.MILLISECONDS)
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private static Done leave(List<JmDNS> speakers) throws IOException {
        for (JmDNS speaker : speakers) {
            speaker.unregisterAllServices();
            speaker.close();
        }
        return Done.DONE;
    }
}
