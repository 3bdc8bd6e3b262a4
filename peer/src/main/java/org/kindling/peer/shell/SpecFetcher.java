package org.kindling.peer.shell;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.shell.net.NetLimits;
import org.kindling.peer.shell.net.Transport;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.TrackerUrl;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.bittorrent.SwarmProgress;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.message.Message;

/**
 * Fetches the rules of a network that a short capsule only names: asks the doors of the capsule and whomever its trackers know, a few at a
 * time, until one answers with a spec whose hash is the network's id.
 *
 * <p>It shows a key made for the occasion. Rationale: whoever only asks for the rules need not leave a name behind.
 */
public final class SpecFetcher {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long DIAL_MILLIS = 5_000;
    private static final int DIALS_AT_ONCE = 4;
    private static final int CALLS_MAX = 64;
    private static final long RECORD_MILLIS = 60_000;

    private final Facilities facilities;
    private final long patienceMillis;

    public SpecFetcher(Facilities facilities) {
        this(facilities, DIAL_MILLIS);
    }

    /** @param patienceMillis how long somebody may take to answer a call, and then the question */
    SpecFetcher(Facilities facilities, long patienceMillis) {
        this.facilities = facilities;
        this.patienceMillis = patienceMillis;
    }

    /** Fails, naming everybody who was asked in vain, if nobody has it. */
    public Future<NetworkSpec> fetch(Capsule capsule) {
        Context context = ((VertxInternal) facilities.vertx()).createEventLoopContext();
        Promise<NetworkSpec> fetched = Promise.promise();
        context.runOnContext(here -> new Search(context, capsule, fetched).start());
        return fetched.future();
    }

    /** One search, on one event loop. */
    private final class Search {
        private final NetworkId network;
        private final Capsule capsule;
        private final KeyPair key = KeyPair.generate(new SecureRandom());
        private final Promise<NetworkSpec> fetched;
        private final Transport transport;
        private final Context context;
        private final ArrayDeque<Call> waiting = new ArrayDeque<>();
        private final Map<LinkId, Call> calling = new LinkedHashMap<>();
        private final Set<Endpoint> called = new LinkedHashSet<>();
        private final List<String> inVain = new ArrayList<>();
        private int trackersAsked;
        private long links;

        /** Somebody to ask. */
        private record Call(Endpoint endpoint, Optional<NodeId> expected) {}

        Search(Context context, Capsule capsule, Promise<NetworkSpec> fetched) {
            this.context = context;
            this.capsule = capsule;
            this.network = capsule.network();
            this.fetched = fetched;
            this.transport = new Transport(
                    facilities.vertx(),
                    context,
                    key,
                    network.magic(),
                    NetLimits.standard(),
                    facilities.workers().urgent(),
                    facilities.wayOut(),
                    this::happened);
        }

        void start() {
            long patience =
                    facilities.vertx().setTimer(PATIENCE_MILLIS, late -> context.runOnContext(here -> giveUp()));
            fetched.future().onComplete(over -> {
                facilities.vertx().cancelTimer(patience);
                context.runOnContext(here -> transport.shutdown());
            });
            for (Door door : capsule.doors()) {
                waiting.add(new Call(door.endpoint(), Optional.of(door.node())));
            }
            capsule.trackers().forEach(this::askTracker);
            callMore();
        }

        private void askTracker(String tracker) {
            trackersAsked++;
            TrackerUrl.swarm(tracker)
                    .map(this::askOutside)
                    .orElseGet(() -> askOneOfOurs(tracker))
                    .onComplete(answer -> context.runOnContext(here -> {
                        trackersAsked--;
                        if (answer.failed()) {
                            inVain.add(tracker + ": " + answer.cause().getMessage());
                        } else if (answer.result().isEmpty()) {
                            inVain.add(tracker + ": it answered, and knows no peer of this network");
                        } else {
                            waiting.addAll(answer.result());
                        }
                        callMore();
                    }));
        }

        private Future<List<Call>> askOneOfOurs(String tracker) {
            PeerRecord.Content nobody = new PeerRecord.Content(
                    network, key.publicKey(), 0, List.of(), List.of(), 0, System.currentTimeMillis() + RECORD_MILLIS);
            Announce announce = new Announce(network, nobody.sign(key), Announce.Occasion.STARTED, Announce.WANT_USUAL);
            return facilities
                    .trackers()
                    .announce(tracker, announce)
                    .map(reply -> reply.records().stream()
                            .flatMap(record ->
                                    record.endpoints().stream().map(at -> new Call(at, Optional.of(record.nodeId()))))
                            .toList());
        }

        /** Without a port, so that nobody is told to call us. */
        private Future<List<Call>> askOutside(TrackerUrl tracker) {
            SwarmAnnounce announce = new SwarmAnnounce(
                    InfoHash.of(network),
                    PeerId.of(network, NodeId.of(key.publicKey())),
                    0,
                    SwarmProgress.NEVER_DONE,
                    SwarmEvent.STARTED,
                    Announce.WANT_MAX);
            return facilities
                    .trackers()
                    .announce(tracker, announce)
                    .map(reply -> reply.peers().stream()
                            .filter(peer -> tracker.canKnow(peer.address()))
                            .map(peer -> new Call(peer.endpoint(), Optional.empty()))
                            .toList());
        }

        private void callMore() {
            while (!fetched.future().isComplete()
                    && calling.size() < DIALS_AT_ONCE
                    && called.size() < CALLS_MAX
                    && !waiting.isEmpty()) {
                Call call = waiting.remove();
                if (called.add(call.endpoint())) {
                    LinkId link = new LinkId(Direction.OUTBOUND, ++links);
                    calling.put(link, call);
                    transport.dial(new Action.Dial(link, call.endpoint(), call.expected(), patienceMillis));
                }
            }
            if (calling.isEmpty() && trackersAsked == 0) {
                giveUp();
            }
        }

        private void happened(Event event) {
            if (event instanceof Event.Connected connected) {
                ask(connected.link());
            } else if (event instanceof Event.Heard heard && heard.message() instanceof Message.Spec answer) {
                judge(heard.link(), answer.spec());
            } else if (event instanceof Event.DialFailed failed) {
                failed(failed.link(), failed.reason());
            } else if (event instanceof Event.Disconnected gone) {
                failed(gone.link(), gone.reason());
            } else if (event instanceof Event.Misheard misheard) {
                hangUp(misheard.link(), misheard.fault().text());
            }
        }

        /** Whoever answers and then says nothing must not keep the others from being asked. */
        private void ask(LinkId link) {
            transport.send(link, new Message.GetSpec());
            transport.flush();
            facilities
                    .vertx()
                    .setTimer(
                            patienceMillis,
                            late -> context.runOnContext(here -> {
                                if (calling.containsKey(link)) {
                                    hangUp(link, "it answered the call and did not say a word");
                                }
                            }));
        }

        private void judge(LinkId link, NetworkSpec spec) {
            if (spec.id().equals(network)) {
                fetched.tryComplete(spec);
            } else {
                hangUp(link, "it answered with the rules of another network");
            }
        }

        private void hangUp(LinkId link, String reason) {
            transport.close(link);
            failed(link, reason);
        }

        private void failed(LinkId link, String reason) {
            Call call = calling.remove(link);
            if (call != null) {
                inVain.add(call.endpoint() + ": " + reason);
                callMore();
            }
        }

        private void giveUp() {
            fetched.tryFail(new NobodyTold(network, inVain));
        }
    }
}
