package org.kindling.tracker.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.NetworkId;

/** A directory, a clock that only the test moves, and peers that announce to it. */
final class World {
    static final NetworkId NETWORK = network(1);
    static final NetworkId OTHER_NETWORK = network(2);
    static final KeyPair KEY = KeyPair.fromSeed(Hash.sha256(new byte[] {42}).bytes());

    private final Directory directory;
    private long nowMillis = 1_800_000_000_000L;

    World(DirectoryLimits limits) {
        this.directory =
                new Directory(limits, GroupRule.byNetwork(), new SplittableRandom(7), new Notary(KEY, nowMillis));
    }

    static World standard() {
        return new World(DirectoryLimits.standard());
    }

    static NetworkId network(int number) {
        return new NetworkId(Hash.sha256(ByteBuffer.allocate(4).putInt(number).array()));
    }

    static SeenHost host(int a, int b, int c, int d) {
        return new SeenHost(Bytes.of((byte) a, (byte) b, (byte) c, (byte) d));
    }

    static List<Announcer> peers(int count) {
        List<Announcer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(Announcer.at(i, host(60 + i / 250, i % 250, 1, 1)));
        }
        return peers;
    }

    Directory directory() {
        return directory;
    }

    long nowMillis() {
        return nowMillis;
    }

    void passMillis(long millis) {
        nowMillis += millis;
    }

    Answer announce(Announcer peer, Occasion occasion) {
        return announce(peer.announce(occasion), peer.seen());
    }

    Answer announce(Announce announce, SeenHost seen) {
        VerifiedAnnounce verified =
                VerifiedAnnounce.verify(announce, SignatureRule.best()).orElseThrow();
        return directory.announce(verified, seen, nowMillis);
    }

    void reach(Announcer peer) {
        directory.reached(peer.network(), peer.node(), peer.endpoint());
    }

    boolean isListed(Announcer peer) {
        return directory.lists(peer.network(), peer.node());
    }

    int peersListed() {
        return directory.census(10, nowMillis).peers();
    }

    /** Of whoever need not wait for a place. */
    static AnnounceReply welcomed(Answer answer) {
        AnnounceReply reply = answered(answer);
        assertThat(reply.isToldToWait()).isFalse();
        return reply;
    }

    /** Of whoever must. */
    static AnnounceReply toldToWait(Answer answer) {
        AnnounceReply reply = answered(answer);
        assertThat(reply.isToldToWait()).isTrue();
        assertThat(reply.head().isListed()).isFalse();
        return reply;
    }

    private static AnnounceReply answered(Answer answer) {
        return answer.fold(new Answer.Cases<AnnounceReply>() {
            @Override
            public AnnounceReply welcome(Answer.Welcome welcome) {
                return welcome.reply();
            }

            @Override
            public AnnounceReply refused(Answer.Refused refused) {
                throw new AssertionError("expected a welcome, was refused: " + refused);
            }
        });
    }

    static Answer.Refused refused(Answer answer) {
        return answer.fold(new Answer.Cases<Answer.Refused>() {
            @Override
            public Answer.Refused welcome(Answer.Welcome welcome) {
                throw new AssertionError("expected a refusal, was welcomed: " + welcome);
            }

            @Override
            public Answer.Refused refused(Answer.Refused refused) {
                return refused;
            }
        });
    }
}
