package org.kindling.peer.shell;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.core.Peer;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.NetworkSpec;

/** Everything between "start a peer" and a peer that runs: folder, network, sockets, core, in this order. */
final class PeerStart {
    private static final String PORT_FILE = "listen.port";

    private final Facilities facilities;
    private final PeerOptions options;

    PeerStart(Facilities facilities, PeerOptions options) {
        this.facilities = facilities;
        this.options = options;
    }

    /** A start that failed has failed when everything is closed in order again: whoever hears of it may end the process. */
    Future<PeerNode> start() {
        return blocking(() -> Home.open(options.folder()))
                .compose(threshold -> network(threshold)
                        .compose(spec -> blocking(() -> enter(threshold, spec)))
                        .recover(failed -> closed(threshold.folder(), failed)))
                .compose(this::deploy);
    }

    /** Nothing is written before it is known that everything fits this network. */
    private Home enter(Home.Threshold threshold, NetworkSpec spec) throws IOException {
        rewarded(spec, threshold.key());
        return threshold.enter(spec, facilities.workers().background());
    }

    private Address rewarded(NetworkSpec spec, KeyPair key) throws IOException {
        if (options.rewardTo().isEmpty()) {
            return Address.of(key.publicKey());
        }
        try {
            return Address.parse(spec.addressPrefix(), options.rewardTo().get());
        } catch (MalformedException e) {
            throw new IOException("what mining yields has nowhere to go: " + e.getMessage(), e);
        }
    }

    private Future<NetworkSpec> network(Home.Threshold threshold) {
        Optional<NetworkSpec> known = options.spec().or(threshold::network);
        if (known.isPresent()) {
            return invitedElsewhere(known.get())
                    .<Future<NetworkSpec>>map(Future::failedFuture)
                    .orElseGet(() -> Future.succeededFuture(known.get()));
        }
        return options.capsule()
                .map(capsule -> new SpecFetcher(facilities).fetch(capsule))
                .orElseGet(() -> Future.failedFuture(threshold.folder().whyNoNetwork()));
    }

    /** Its trackers and doors lead nowhere from here, and whoever brought it expects another network. */
    private Optional<String> invitedElsewhere(NetworkSpec spec) {
        return options.capsule()
                .filter(capsule -> !capsule.network().equals(spec.id()))
                .map(capsule -> "the invitation is to network " + capsule.network() + ", but " + options.folder()
                        + " is for network '" + spec.name() + "' (" + spec.id() + "); choose another data directory");
    }

    private Future<PeerNode> deploy(Home home) {
        Residence residence = new Residence(home);
        return facilities
                .vertx()
                .deployVerticle(residence)
                .map(deployed -> residence.node())
                .recover(failed -> closed(home::close, failed));
    }

    /** The verticle a peer lives in: ends with it, and it with Vert.x. */
    private final class Residence implements Deployable {
        private final Home home;
        private @Nullable PeerNode node;

        Residence(Home home) {
            this.home = home;
        }

        PeerNode node() {
            if (node == null) {
                throw new PeerStopped("the peer was never started");
            }
            return node;
        }

        @Override
        public Future<?> deploy(Context context) {
            PeerNode born = new PeerNode(facilities, context, options.shellLimits(), home, options.seeds());
            node = born;
            return listening(born)
                    .compose(reached -> blocking(
                            () -> new Peer(setup(home, reached), home.store().recovered(), born.now())))
                    .map(core -> {
                        born.begin(core, options);
                        return core;
                    });
        }

        private Future<Endpoint> listening(PeerNode born) {
            return options.isListening()
                    ? RememberedPort.in(options.folder().resolve(PORT_FILE))
                            .listen(options.port(), port -> born.listen(options.host(), port), Endpoint::port)
                    : Future.succeededFuture(born.endpoint());
        }

        @Override
        public Future<?> undeploy(Context context) {
            return node == null ? Future.succeededFuture() : node.leave();
        }
    }

    private PeerSetup setup(Home home, Endpoint reached) throws IOException {
        List<String> trackers = new ArrayList<>(options.trackers());
        List<Door> doors = new ArrayList<>(options.doors());
        if (options.capsule().isPresent()) {
            Capsule capsule = options.capsule().get();
            capsule.trackers().stream().filter(url -> !trackers.contains(url)).forEach(trackers::add);
            capsule.doors().stream().filter(door -> !doors.contains(door)).forEach(doors::add);
        }
        return new PeerSetup(
                home.spec(),
                home.key(),
                options.limits(),
                advertised(reached),
                openPort(reached),
                trackers,
                options.seeds().seeds(),
                doors,
                options.records(),
                options.trackerService(),
                options.isMining(),
                rewarded(home.spec(), home.key()),
                options.agent(),
                new SecureRandom(),
                home.store().archive());
    }

    private List<Endpoint> advertised(Endpoint reached) {
        boolean isEverywhere =
                reached.host().equals("0.0.0.0") || reached.host().equals("::");
        if (!options.advertised().isEmpty()
                || isEverywhere
                || facilities.wayOut().isProxied()) {
            return options.advertised();
        }
        return List.of(reached);
    }

    /** Who hides behind a proxy, or listens to this machine only, is not to be found where others see it. */
    private int openPort(Endpoint reached) {
        boolean isOpen = options.isListening()
                && !facilities.wayOut().isProxied()
                && reached.ip().filter(IpAddress::isLoopback).isEmpty();
        return isOpen ? reached.port() : 0;
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return facilities.vertx().executeBlocking(work, false);
    }

    private <T> Future<T> closed(Closeable opened, Throwable failed) {
        return blocking(() -> {
                    opened.close();
                    return opened;
                })
                .transform(closing -> Future.failedFuture(failed));
    }
}
