package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.RememberedBook;
import org.kindling.peer.boundary.RememberedPeer;
import org.kindling.peer.boundary.Seed;
import org.kindling.peer.boundary.TrackerService;
import org.kindling.peer.core.session.Greeting;
import org.kindling.peer.core.session.Lapsed;
import org.kindling.peer.core.session.Session;
import org.kindling.peer.core.session.Sessions;
import org.kindling.peer.core.session.Someone;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Listing;
import org.kindling.protocol.announce.Standing;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.bittorrent.SwarmCounts;
import org.kindling.protocol.bittorrent.SwarmPeer;
import org.kindling.protocol.bittorrent.SwarmReply;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Target;
import org.kindling.protocol.message.ChainTip;
import org.kindling.protocol.message.Message;

/** One peer's discovery with hand-made surroundings: others answer, refuse or stay silent as a test says. */
final class Town {
    static final String TRACKER = "http://tracker.example";
    static final String SECOND_TRACKER = "http://second.example";
    private static final NetworkSpec SPEC = new NetworkSpec(
            "town",
            0,
            "town",
            1,
            new NetworkSpec.Rules.ProofOfWork(1_000, Target.EASIEST.bits(), 60_000),
            Amount.of(1),
            Amount.of(1),
            List.of());
    static final NetworkId NETWORK = SPEC.id();
    static final KeyPair TRACKER_KEY =
            KeyPair.fromSeed(Hash.sha256(new byte[] {1}).bytes());
    static final long TRACKER_UP = 1_000;
    static final long START_MILLIS = 1_000_000;

    final Someone self = someone(0);
    /** Who its record says it is: itself, perhaps at another address. */
    Someone presented = self;

    final Sessions sessions;
    final Discovery discovery;
    /** Those whose link had served its purpose as soon as it settled. */
    final List<Session> tested = new ArrayList<>();

    /** Links that it wanted to be rid of. */
    final List<Lapsed> dropped = new ArrayList<>();
    /** Whether blocks have ceased to come. */
    boolean isTipStuck;

    /** What its trackers ask for. */
    long intervalMillis = 60_000;

    long intervalMillisMin = 15_000;

    /** What its trackers give it, instead of a place, when they make it wait. */
    Bytes ticket = Bytes.EMPTY;

    /** Since when they list it, when they do. */
    long listedSinceMillis = TRACKER_UP;

    /** Where they see it. */
    String seenHost = "127.0.0.1";

    private final Outbox out = new Outbox();
    private long nextInbound;
    long now = START_MILLIS;

    /** @param trackers base URLs */
    Town(long seed, List<String> trackers, List<RememberedPeer> remembered, Door... doors) {
        this(seed, trackers, List.of(), remembered, doors);
    }

    Town(long seed, List<String> trackers, List<Seed> seeds, List<RememberedPeer> remembered, Door... doors) {
        this(seed, TrackerService.STANDBY, trackers, seeds, remembered, doors);
    }

    Town(
            long seed,
            TrackerService service,
            List<String> trackers,
            List<Seed> seeds,
            List<RememberedPeer> remembered,
            Door... doors) {
        SplittableRandom random = new SplittableRandom(seed);
        this.sessions = new Sessions(self.node(), NETWORK, Limits.standard(), random);
        RememberedBook book = new RememberedBook(Bytes.wrap(new byte[RememberedBook.SECRET_SIZE]), remembered);
        this.discovery =
                new Discovery(self.node(), setup(self, service, trackers, seeds, List.of(doors)), book, random);
    }

    static PeerSetup setup(Someone self, List<String> trackers, List<Door> doors) {
        return setup(self, TrackerService.STANDBY, trackers, List.of(), doors);
    }

    private static PeerSetup setup(
            Someone self, TrackerService service, List<String> trackers, List<Seed> seeds, List<Door> doors) {
        return new PeerSetup(
                SPEC,
                self.pair(),
                Limits.standard(),
                List.of(self.endpoint()),
                self.endpoint().port(),
                trackers,
                seeds,
                doors,
                List.of(),
                service,
                false,
                Address.of(self.pair().publicKey()),
                "kindling/test",
                new SplittableRandom(1),
                block -> Optional.empty());
    }

    static Someone someone(int number) {
        return Someone.of(NETWORK, number, new Endpoint("127.0.0.1", 10_000 + number));
    }

    static List<Someone> people(int count) {
        List<Someone> people = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            people.add(someone(i));
        }
        return people;
    }

    static RememberedPeer remembered(Someone someone, long lastMetMillis, boolean isAnchor) {
        return new RememberedPeer(
                someone.node(),
                someone.endpoint(),
                Optional.of(someone.record()),
                "tracker",
                lastMetMillis,
                lastMetMillis,
                isAnchor);
    }

    /** All of them met once, none an anchor. */
    static List<RememberedPeer> remembered(List<Someone> people) {
        return people.stream().map(someone -> remembered(someone, 5_000, false)).toList();
    }

    Picture picture() {
        long work = isTipStuck ? 1 : now;
        return new Picture(presented.record(), sessions, tip(work), tip(work), block -> Optional.empty());
    }

    static ChainTip tip(long work) {
        return new ChainTip(Height.of(1), Hash.ZERO, BigInteger.valueOf(work));
    }

    /** Wakes the peer now. @return what it wants done */
    List<Action> wake() {
        dropped.addAll(discovery.wake(now, picture(), out));
        return out.drain();
    }

    /** Sleeps until the peer wants to be woken, but not beyond this moment. @return what it then wants done */
    List<Action> sleepUntil(long mostMillis) {
        now = Math.max(now, Math.min(mostMillis, discovery.nextDeadline()));
        return wake();
    }

    /** Sleeps through wakes that lead to no call, until the first that does or until this much time has passed. */
    List<Action.Dial> nextDials(long mostMillis) {
        long end = now + mostMillis;
        List<Action.Dial> dials = dials(wake());
        while (dials.isEmpty() && now < end) {
            dials = dials(sleepUntil(end));
        }
        return dials;
    }

    static <T> List<T> only(Class<T> kind, List<Action> actions) {
        return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static List<Action.Dial> dials(List<Action> actions) {
        return only(Action.Dial.class, actions);
    }

    static List<Announce.Occasion> asks(List<Action> actions) {
        return only(Action.AskTracker.class, actions).stream()
                .map(ask -> ask.announce().occasion())
                .toList();
    }

    static <T extends Fact> List<T> facts(Class<T> kind, List<Action> actions) {
        return only(Action.Report.class, actions).stream()
                .map(Action.Report::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    static List<RememberedPeer> saved(List<Action> actions) {
        return only(Action.Persist.class, actions).stream()
                .flatMap(persist -> persist.entries().stream())
                .filter(Entry.AddressBook.class::isInstance)
                .flatMap(entry -> ((Entry.AddressBook) entry).book().peers().stream())
                .toList();
    }

    /** This person answers this call, and both say Hello. */
    Session answer(Action.Dial dial, Someone someone) {
        discovery.connected(dial.link(), someone.node(), now);
        return settle(dial.link(), someone);
    }

    Session call(Someone someone) {
        return settle(Someone.inbound(++nextInbound), someone);
    }

    private Session settle(LinkId link, Someone someone) {
        assertThat(sessions.connected(someone.on(link), now, false)).isEmpty();
        Greeting greeting = sessions.greet(link, someone.hello(), now);
        Session session = ((Greeting.Settled) greeting).session();
        if (!discovery.settled(session, now, out)) {
            tested.add(session);
            sessions.closed(session.link());
            discovery.lost(session, now);
        }
        return session;
    }

    void refuse(Action.Dial dial) {
        discovery.dialFailed(dial.link(), "connection refused", now);
    }

    void lose(Session session) {
        sessions.closed(session.link());
        discovery.lost(session, now);
    }

    /** How often somebody is asked for others. */
    static long questions(List<Action> actions) {
        return only(Action.Send.class, actions).stream()
                .filter(send -> send.message() instanceof Message.GetPeers)
                .count();
    }

    List<PeerRecord> trackerAnswers(String tracker, PeerRecord... records) {
        List<Listing> listings =
                Stream.of(records).map(record -> new Listing(record, 1, false)).toList();
        return trackerAnswers(tracker, TRACKER_KEY, listings, node -> Standing.UNNAMED);
    }

    /** Nothing, if the tracker was not asked. */
    List<PeerRecord> trackerAnswers(
            String tracker, KeyPair key, List<Listing> listings, Function<NodeId, Standing> standing) {
        return discovery
                .informants()
                .question(tracker)
                .map(asked -> discovery
                        .informants()
                        .trackerAnswered(
                                new Event.TrackerAnswered(tracker, reply(asked, key, listings, standing)), now, out))
                .orElse(List.of());
    }

    private AnnounceReply reply(
            Announce asked, KeyPair key, List<Listing> listings, Function<NodeId, Standing> standing) {
        AnnounceReply.Content content = new AnnounceReply.Content(
                intervalMillis,
                intervalMillisMin,
                seenHost,
                listings,
                asked.about().stream().map(standing).toList(),
                ticket);
        long listedSince = ticket.isEmpty() ? listedSinceMillis : 0;
        return new AnnounceReply(content, head(self, key, content.digest(), asked.nonce(), TRACKER_UP, listedSince));
    }

    /** What the tracker of this key signs to this person now, who is listed since the tracker has been up. */
    TrackerHead head(Someone to, KeyPair key, Hash answer, Bytes nonce, long upSinceMillis) {
        return head(to, key, answer, nonce, upSinceMillis, upSinceMillis);
    }

    private TrackerHead head(
            Someone to, KeyPair key, Hash answer, Bytes nonce, long upSinceMillis, long listedSinceMillis) {
        long look = now / 10_000 * 10_000;
        return new TrackerHead.Content(
                        NETWORK,
                        key.publicKey(),
                        nonce,
                        to.node(),
                        now,
                        upSinceMillis,
                        listedSinceMillis,
                        look,
                        3,
                        Hash.sha256(Long.toString(look).getBytes(StandardCharsets.US_ASCII)),
                        answer)
                .sign(key);
    }

    /** A tracker outside names these, and asks to be asked again after so many seconds, and no sooner. */
    void swarmAnswers(String tracker, int intervalSeconds, int minIntervalSeconds, Endpoint... peers) {
        List<SwarmPeer> named = Stream.of(peers)
                .map(peer -> new SwarmPeer(peer.ip().orElseThrow(), peer.port()))
                .toList();
        SwarmReply reply = new SwarmReply(
                intervalSeconds,
                minIntervalSeconds,
                new SwarmCounts(0, named.size(), SwarmCounts.UNSAID),
                named,
                SwarmReply.Notes.NONE);
        discovery.informants().swarmAnswered(new Event.SwarmAnswered(tracker, reply), now, out);
    }

    void trackerIsSilent(String tracker) {
        discovery.informants().trackerSilent(new Event.TrackerSilent(tracker, "connection refused"), now, out);
    }

    List<PeerRecord> seedAnswers(Seed seed, List<Endpoint> hints, PeerRecord... records) {
        return discovery.informants().seedAnswered(new Event.SeedAnswered(seed, hints, List.of(records), ""), now, out);
    }

    void seedIsSilent(Seed seed) {
        discovery.informants().seedSilent(new Event.SeedSilent(seed, "DNS knows no such name"), out);
    }

    List<Action> drain() {
        return out.drain();
    }

    /** The silence of a tracker that is asked as often as need be. */
    record Silence(Town town, String tracker) {
        void begin() {
            ask();
            town.trackerIsSilent(tracker);
            town.drain();
        }

        void end() {
            ask();
            town.trackerAnswers(tracker);
            town.drain();
        }

        private void ask() {
            while (town.discovery.informants().question(tracker).isEmpty()) {
                town.sleepUntil(town.now + 1_000);
            }
        }
    }
}
