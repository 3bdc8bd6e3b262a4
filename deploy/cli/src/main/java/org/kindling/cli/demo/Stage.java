package org.kindling.cli.demo;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kindling.cli.node.Await;
import org.kindling.cli.node.RunningPeer;
import org.kindling.cli.node.RunningPeer.ApiAddress;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.shell.Facilities;
import org.kindling.peer.shell.PeerOptions;
import org.kindling.peer.shell.api.ApiClient;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.tracker.Tracker;
import org.kindling.tracker.TrackerOptions;

/** The actors of the demonstration: a tracker and peers of this process, each with its own identity, sockets, ledger and files. */
final class Stage implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Facilities facilities = Facilities.around(vertx);
    private final NetworkSpec spec;
    private final Path folder;
    private final Limits limits;
    private final List<RunningPeer> living = new CopyOnWriteArrayList<>();
    private Optional<Tracker> tracker = Optional.empty();

    Stage(NetworkSpec spec, Path folder, Limits limits) {
        this.spec = spec;
        this.folder = folder;
        this.limits = limits;
    }

    String startTracker() {
        Tracker started = Await.done(
                Tracker.start(vertx, TrackerOptions.standard().listeningOn("127.0.0.1", 0)),
                "the tracker did not start");
        tracker = Optional.of(started);
        return started.url();
    }

    void killTracker() {
        tracker.ifPresent(running -> Await.done(running.close(), "the tracker did not stop"));
        tracker = Optional.empty();
    }

    /** A peer that knows the rules and, if one is given, a tracker. */
    RunningPeer startFounder(int number, Optional<String> trackerUrl) {
        return start(base(number).of(spec).asking(trackerUrl.stream().toList()));
    }

    /** A peer that has nothing but a capsule; it fetches the rules from whom the capsule names. */
    RunningPeer startInvited(int number, Capsule capsule) {
        return start(base(number).invitedBy(capsule));
    }

    /** A peer that comes back with nothing but its own folder. */
    RunningPeer restart(Path home) {
        return start(PeerOptions.in(home).within(limits).mining());
    }

    private PeerOptions base(int number) {
        return PeerOptions.in(folder.resolve("peer-" + number)).within(limits).mining();
    }

    private RunningPeer start(PeerOptions options) {
        RunningPeer peer = RunningPeer.start(facilities, options, ApiAddress.ANY_LOOPBACK_PORT);
        living.add(peer);
        return peer;
    }

    void kill(RunningPeer peer) {
        living.remove(peer);
        peer.kill();
    }

    List<RunningPeer> living() {
        return List.copyOf(living);
    }

    List<ApiClient> clients() {
        return living.stream().map(RunningPeer::client).toList();
    }

    @Override
    public void close() {
        killTracker();
        List<RunningPeer> all = new ArrayList<>(living);
        living.clear();
        RunningPeer.closeAll(all);
        Await.done(facilities.close(), "the workers did not stop");
        Await.done(vertx.close(), "the event loops did not stop");
    }
}
