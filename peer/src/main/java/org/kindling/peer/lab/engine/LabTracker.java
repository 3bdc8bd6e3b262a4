package org.kindling.peer.lab.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Listing;
import org.kindling.protocol.announce.Standing;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.bittorrent.SwarmPeer;
import org.kindling.protocol.bittorrent.SwarmReply;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.directory.Answer;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.directory.DirectoryLimits;
import org.kindling.tracker.directory.GroupRule;
import org.kindling.tracker.directory.NetworkRule;
import org.kindling.tracker.directory.Notary;
import org.kindling.tracker.directory.QueueLimits;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.directory.SwarmAnswer;
import org.kindling.tracker.directory.SwarmAsk;
import org.kindling.tracker.directory.VerifiedAnnounce;

/** The real tracker's directory behind a simulated door; it can be dead, forgetful or a liar. */
public final class LabTracker {
    private static final long ONE_WAY_NANOS_MIN = 10_000_000;
    private static final long ONE_WAY_NANOS_MAX = 40_000_000;
    private static final long TIMEOUT_NANOS = 5_000_000_000L;
    private static final int INVENTED = 64;
    private static final int INVENTIONS = 200;
    private static final int TRUTHS_PER_INVENTION = 10;
    private static final int HIDDEN_OF_256 = 51;
    private static final int PASSED_OVER_OF_256 = 85;

    /** How it behaves. */
    public enum Mood {
        HONEST,
        /** Refuses every connection, and has forgotten everything if it ever comes back. */
        DEAD,
        /** Forgets everybody before every answer, as if it had just been restarted. */
        EMPTY,
        /** Names peers that do not exist, half of them with signatures that do not fit. */
        LYING,
        /** Keeps one of five peers to itself: says they are not listed, and never names them, though to themselves it says they are. */
        HIDING,
        /** Never names one of three peers, always the same, and says of them that they are listed, only not named. */
        PASSING_OVER,
        /** As {@link #HIDING}, and tells each caller another moment at which it began, so that no two receipts can be compared. */
        HIDING_IN_MANY_LIVES,
        /** Of those it names nine of ten do not exist, though each is truly signed and said to have been reached just now. */
        INVENTING,
        /** As {@link #INVENTING}, but says that it heard of them a while ago. */
        INVENTING_LATER,
        /** As {@link #INVENTING}, and tells each caller that it is seen in a private network, where nobody could reach them. */
        INVENTING_ELSEWHERE;

        private boolean isHiding() {
            return this == HIDING || this == PASSING_OVER || this == HIDING_IN_MANY_LIVES;
        }

        private boolean isInventing() {
            return this == INVENTING || this == INVENTING_LATER || this == INVENTING_ELSEWHERE;
        }
    }

    private final World world;
    private final String url;
    private final SplittableRandom random;
    private final SignatureRule rule = SignatureRule.best();
    private final List<PeerRecord> invented = new ArrayList<>();
    private final List<PeerRecord> inventions = new ArrayList<>();
    private final KeyPair key;
    private DirectoryLimits limits = DirectoryLimits.standard();
    private Directory directory;
    private long lives;
    private Mood mood = Mood.HONEST;
    private long calls;
    private @Nullable LabPeer keeper;
    private int keeperLife;

    LabTracker(World world, String url) {
        this.world = world;
        this.url = url;
        this.random = world.chance().stream("tracker " + url);
        this.key = KeyPair.fromSeed(Bytes.wrap(seed()));
        this.directory = emptyDirectory();
    }

    private byte[] seed() {
        byte[] seed = new byte[KeyPair.SEED_SIZE];
        random.nextBytes(seed);
        return seed;
    }

    private Directory emptyDirectory() {
        return new Directory(
                limits,
                GroupRule.byNetwork(),
                world.chance().stream("directory " + url, lives++),
                new Notary(key, world.now().toEpochMilli()));
    }

    /** Changes how it behaves from now on; death forgets all leases. */
    public void become(Mood other) {
        mood = other;
        if (other == Mood.DEAD) {
            directory = emptyDirectory();
        }
    }

    /** Forgets everybody, and has room for no more than so many from now on. */
    public void narrow(int places) {
        limits = new DirectoryLimits(
                        DirectoryLimits.Rhythm.standard(),
                        NetworkRule.every(),
                        places,
                        places,
                        32,
                        128,
                        Announce.WANT_MAX)
                .with(QueueLimits.standard());
        directory = emptyDirectory();
    }

    /** How often it was asked, whatever it answered. */
    public long calls() {
        return calls;
    }

    /** A peer answers here, as long as this life of it lasts, and names these besides those who announce. */
    void serve(LabPeer peer, List<PeerRecord> reached) {
        if (mood == Mood.DEAD || keeper == null || keeperLife != peer.life()) {
            directory = emptyDirectory();
        }
        mood = Mood.HONEST;
        keeper = peer;
        keeperLife = peer.life();
        directory.known(reached, world.now().toEpochMilli());
    }

    /** Whether anybody answers here at all. */
    public boolean isThere() {
        boolean isKept = keeper == null || (keeper.isAlive() && keeper.life() == keeperLife);
        return mood != Mood.DEAD && isKept;
    }

    /** How many peers are listed now. */
    public int members() {
        return directory.census(0, world.now().toEpochMilli()).peers();
    }

    void ask(LabPeer peer, Action.AskTracker action) {
        carry(peer, action.tracker(), () -> answer(peer, action));
    }

    /** The same in BitTorrent's language. */
    void ask(LabPeer peer, Action.AskSwarm action) {
        carry(peer, action.tracker(), () -> answer(peer, action));
    }

    private void carry(LabPeer peer, String name, Supplier<Event> answer) {
        calls++;
        long oneWayNanos = random.nextLong(ONE_WAY_NANOS_MIN, ONE_WAY_NANOS_MAX);
        if (world.network().isCutFromTrackers(peer)) {
            world.tally().count("tracker-silent");
            peer.later(TIMEOUT_NANOS, new Event.TrackerSilent(name, "timed out"));
            return;
        }
        int life = peer.life();
        world.timeline().after(oneWayNanos, () -> {
            if (peer.life() == life && peer.isAlive()) {
                peer.later(oneWayNanos, isThere() ? answer.get() : nobody(name));
            }
        });
    }

    private Event nobody(String name) {
        world.tally().count("tracker-silent");
        return new Event.TrackerSilent(name, "connection refused");
    }

    /** Bare addresses, the asker's own among them, as opentracker gives them. */
    private Event answer(LabPeer peer, Action.AskSwarm action) {
        Endpoint home = peer.plan().home();
        SwarmPeer asker = new SwarmPeer(home.ip().orElseThrow(), home.port());
        SwarmAsk ask = new SwarmAsk(action.announce(), seen(peer), SwarmAsk.Reach.BOTH, false);
        return directory.announce(ask, world.now().toEpochMilli()).fold(new SwarmAnswer.Cases<>() {
            @Override
            public Event introduction(SwarmAnswer.Introduction told) {
                List<SwarmPeer> peers = new ArrayList<>(told.peers());
                peers.add(asker);
                return new Event.SwarmAnswered(
                        action.tracker(),
                        new SwarmReply(
                                told.intervalSeconds(),
                                told.minIntervalSeconds(),
                                told.counts(),
                                peers,
                                SwarmReply.Notes.NONE));
            }

            @Override
            public Event refused(SwarmAnswer.Refused refused) {
                return new Event.TrackerSilent(
                        action.tracker(), refused.reason().text());
            }
        });
    }

    private Event answer(LabPeer peer, Action.AskTracker action) {
        Optional<VerifiedAnnounce> verified = VerifiedAnnounce.verify(action.announce(), rule);
        if (verified.isEmpty()) {
            return new Event.TrackerSilent(action.tracker(), "refused: the record is forged");
        }
        if (mood == Mood.EMPTY) {
            world.tally().count("tracker-empty");
            directory = emptyDirectory();
        }
        Answer answer =
                directory.announce(verified.get(), seen(peer), world.now().toEpochMilli());
        if (answer instanceof Answer.Refused refused) {
            world.tally().count("tracker-refused");
            return new Event.TrackerSilent(
                    action.tracker(), "refused: " + refused.reason().text());
        }
        dialBack(peer, action.announce());
        return new Event.TrackerAnswered(action.tracker(), moody(((Answer.Welcome) answer).reply(), action.announce()));
    }

    /** As the real tracker: calls back where the announce came from, if that is all that the record names. */
    private void dialBack(LabPeer peer, Announce announce) {
        PeerRecord record = announce.record();
        Endpoint home = peer.plan().home();
        if (record.endpoints().equals(List.of(home))) {
            Directory asked = directory;
            world.timeline().after(ONE_WAY_NANOS_MAX, () -> {
                if (peer.isAlive() && peer.plan().isReachable()) {
                    asked.reached(record.network(), record.nodeId(), home);
                } else {
                    asked.missed(record.network(), record.nodeId(), home);
                }
            });
        }
    }

    private static SeenHost seen(LabPeer peer) {
        String[] octets = peer.plan().home().host().split("\\.", -1);
        byte[] address = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            address[i] = (byte) Integer.parseInt(octets[i]);
        }
        return new SeenHost(Bytes.wrap(address));
    }

    private AnnounceReply moody(AnnounceReply reply, Announce announce) {
        long nowMillis = world.now().toEpochMilli();
        if (mood == Mood.LYING) {
            world.tally().count("tracker-lied");
            List<Listing> lies = claimed(lies(announce.network(), nowMillis, announce.want()));
            return with(lies, reply.content().standings(), reply);
        }
        if (mood.isHiding()) {
            world.tally().count("tracker-hid");
            return hiding(reply, announce);
        }
        if (mood.isInventing()) {
            world.tally().count("tracker-invented");
            return inventing(reply, announce, nowMillis);
        }
        return reply;
    }

    private AnnounceReply hiding(AnnounceReply reply, Announce announce) {
        List<Listing> shown = reply.content().listings().stream()
                .filter(listing -> !isKeptBack(listing.record().nodeId()))
                .toList();
        List<Standing> standings = new ArrayList<>(reply.content().standings());
        for (int i = 0; i < standings.size(); i++) {
            if (isKeptBack(announce.about().get(i))) {
                standings.set(i, mood == Mood.PASSING_OVER ? Standing.UNNAMED : Standing.ABSENT);
            }
        }
        return with(shown, standings, reply);
    }

    private boolean isKeptBack(NodeId node) {
        return mood == Mood.PASSING_OVER ? Byte.toUnsignedInt(node.bytes().at(0)) < PASSED_OVER_OF_256 : isHidden(node);
    }

    /** Whether it keeps this one to itself in {@link Mood#HIDING}: one of five, always the same. */
    public static boolean isHidden(NodeId node) {
        return Byte.toUnsignedInt(node.bytes().at(0)) < HIDDEN_OF_256;
    }

    private AnnounceReply inventing(AnnounceReply reply, Announce announce, long nowMillis) {
        List<Listing> named = new ArrayList<>(reply.content().listings());
        int truths = announce.want() / TRUTHS_PER_INVENTION;
        List<Listing> shown = new ArrayList<>(named.subList(0, Math.min(truths, named.size())));
        while (inventions.size() < INVENTIONS) {
            inventions.add(invent(announce.network(), nowMillis, inventions.size()));
        }
        shown.addAll(claimed(some(new ArrayList<>(inventions), announce.want() - shown.size())));
        return with(shown, reply.content().standings(), reply);
    }

    private List<Listing> claimed(List<PeerRecord> records) {
        return records.stream()
                .map(record -> new Listing(record, mood == Mood.INVENTING_LATER ? random.nextInt(16, 61) : 1, true))
                .toList();
    }

    private AnnounceReply with(List<Listing> listings, List<Standing> standings, AnnounceReply reply) {
        AnnounceReply.Content said = reply.content();
        String seenHost = mood == Mood.INVENTING_ELSEWHERE ? "192.168.0.9" : said.seenHost();
        AnnounceReply.Content content = new AnnounceReply.Content(
                said.intervalMillis(), said.intervalMillisMin(), seenHost, listings, standings);
        TrackerHead.Content head = reply.head().content();
        return new AnnounceReply(
                content,
                new TrackerHead.Content(
                                head.network(),
                                head.tracker(),
                                head.nonce(),
                                head.caller(),
                                head.timeMillis(),
                                upSinceMillis(head),
                                head.listedSinceMillis(),
                                head.snapshotMillis(),
                                head.swarmSize(),
                                head.members(),
                                content.digest())
                        .sign(key));
    }

    private long upSinceMillis(TrackerHead.Content head) {
        long later = Byte.toUnsignedLong(head.caller().bytes().at(1));
        return head.upSinceMillis() + (mood == Mood.HIDING_IN_MANY_LIVES ? later : 0);
    }

    /** So many of them, drawn without returning. */
    private List<PeerRecord> some(List<PeerRecord> all, int want) {
        int taken = Math.min(want, all.size());
        for (int i = 0; i < taken; i++) {
            int drawn = random.nextInt(i, all.size());
            PeerRecord record = all.get(drawn);
            all.set(drawn, all.get(i));
            all.set(i, record);
        }
        return List.copyOf(all.subList(0, taken));
    }

    private List<PeerRecord> lies(NetworkId network, long nowMillis, int want) {
        while (invented.size() < INVENTED) {
            PeerRecord honest = invent(network, nowMillis, invented.size());
            boolean isForged = invented.size() % 2 == 1;
            invented.add(
                    isForged ? new PeerRecord(honest.content(), invented.get(0).signature()) : honest);
        }
        return some(new ArrayList<>(invented), want);
    }

    private PeerRecord invent(NetworkId network, long nowMillis, int number) {
        KeyPair invention = KeyPair.fromSeed(Bytes.wrap(seed()));
        return new PeerRecord.Content(
                        network,
                        invention.publicKey(),
                        1,
                        List.of(new Endpoint("198.18." + number + ".1", 7000)),
                        List.of(),
                        0,
                        nowMillis + 3_600_000)
                .sign(invention);
    }
}
