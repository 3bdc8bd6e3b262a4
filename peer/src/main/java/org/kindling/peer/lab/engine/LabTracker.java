package org.kindling.peer.lab.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.directory.Answer;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.directory.DirectoryLimits;
import org.kindling.tracker.directory.GroupRule;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.directory.VerifiedAnnounce;

/** The real tracker's directory behind a simulated door; it can be dead, forgetful or a liar. */
public final class LabTracker {
    private static final long ONE_WAY_NANOS_MIN = 10_000_000;
    private static final long ONE_WAY_NANOS_MAX = 40_000_000;
    private static final long TIMEOUT_NANOS = 5_000_000_000L;
    private static final int INVENTED = 64;

    /** How it behaves. */
    public enum Mood {
        HONEST,
        /** Refuses every connection, and has forgotten everything if it ever comes back. */
        DEAD,
        /** Answers, and lists nobody. */
        EMPTY,
        /** Lists peers that do not exist, half of them with signatures that do not fit. */
        LYING
    }

    private final World world;
    private final String url;
    private final SplittableRandom random;
    private final SignatureRule rule = SignatureRule.best();
    private final List<PeerRecord> invented = new ArrayList<>();
    private Directory directory;
    private Mood mood = Mood.HONEST;
    private long calls;

    LabTracker(World world, String url) {
        this.world = world;
        this.url = url;
        this.random = world.chance().stream("tracker " + url);
        this.directory = emptyDirectory();
    }

    private Directory emptyDirectory() {
        return new Directory(
                DirectoryLimits.standard(), GroupRule.byNetwork(), world.chance().stream("directory " + url));
    }

    /** Changes how it behaves from now on; death forgets all leases. */
    public void become(Mood other) {
        mood = other;
        if (other == Mood.DEAD) {
            directory = emptyDirectory();
        }
    }

    /** How often it was asked, whatever it answered. */
    public long calls() {
        return calls;
    }

    void ask(LabPeer peer, Action.AskTracker action) {
        calls++;
        long oneWayNanos = random.nextLong(ONE_WAY_NANOS_MIN, ONE_WAY_NANOS_MAX);
        if (world.network().isCutFromTrackers(peer)) {
            world.tally().count("tracker-silent");
            peer.later(TIMEOUT_NANOS, new Event.TrackerSilent(action.tracker(), "timed out"));
            return;
        }
        int life = peer.life();
        world.timeline().after(oneWayNanos, () -> {
            if (peer.life() == life && peer.isAlive()) {
                peer.later(oneWayNanos, answer(peer, action));
            }
        });
    }

    private Event answer(LabPeer peer, Action.AskTracker action) {
        if (mood == Mood.DEAD) {
            world.tally().count("tracker-silent");
            return new Event.TrackerSilent(action.tracker(), "connection refused");
        }
        Optional<VerifiedAnnounce> verified = VerifiedAnnounce.verify(action.announce(), rule);
        if (verified.isEmpty()) {
            return new Event.TrackerSilent(action.tracker(), "refused: the record is forged");
        }
        Answer answer =
                directory.announce(verified.get(), seen(peer), world.now().toEpochMilli());
        if (answer instanceof Answer.Refused refused) {
            world.tally().count("tracker-refused");
            return new Event.TrackerSilent(
                    action.tracker(), "refused: " + refused.reason().text());
        }
        return new Event.TrackerAnswered(action.tracker(), moody(((Answer.Welcome) answer).reply(), action.announce()));
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
        if (mood == Mood.EMPTY) {
            world.tally().count("tracker-empty");
            return with(List.of(), reply);
        }
        if (mood == Mood.LYING) {
            world.tally().count("tracker-lied");
            return with(lies(announce.network(), world.now().toEpochMilli(), announce.want()), reply);
        }
        return reply;
    }

    private static AnnounceReply with(List<PeerRecord> records, AnnounceReply reply) {
        return new AnnounceReply(
                reply.intervalMillis(), reply.intervalMillisMin(), reply.swarmSize(), reply.seenHost(), records);
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
            invented.add(invent(network, nowMillis, invented.size()));
        }
        return some(new ArrayList<>(invented), want);
    }

    private PeerRecord invent(NetworkId network, long nowMillis, int number) {
        byte[] seed = new byte[KeyPair.SEED_SIZE];
        random.nextBytes(seed);
        KeyPair key = KeyPair.fromSeed(Bytes.wrap(seed));
        PeerRecord honest = new PeerRecord.Content(
                        network,
                        key.publicKey(),
                        1,
                        List.of(new Endpoint("198.18." + number + ".1", 7000)),
                        List.of(),
                        0,
                        nowMillis + 3_600_000)
                .sign(key);
        return number % 2 == 0
                ? honest
                : new PeerRecord(honest.content(), invented.get(0).signature());
    }
}
