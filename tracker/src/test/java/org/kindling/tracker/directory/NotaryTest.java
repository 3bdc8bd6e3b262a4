package org.kindling.tracker.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.tracker.directory.World.NETWORK;
import static org.kindling.tracker.directory.World.host;
import static org.kindling.tracker.directory.World.peers;
import static org.kindling.tracker.directory.World.welcomed;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Standing;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.crypto.MerkleTree;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/** What a tracker signs is what its directory held at that moment, in every order of things. */
final class NotaryTest {
    private static final long MINUTE = 60_000;

    private final World world = World.standard();
    private final Announcer alice = Announcer.at(1, host(80, 1, 1, 1));
    private final Announcer bob = Announcer.at(2, host(90, 2, 2, 2));

    @Test
    void everyAnswerIsSignedForItsCallerAndItsNonce() {
        Announce asked = asking(alice, bob.node());

        AnnounceReply reply = welcomed(world.announce(asked, alice.seen()));

        assertThat(reply.flaw(asked, SignatureRule.best())).isEmpty();
        assertThat(reply.head().content().tracker()).isEqualTo(World.KEY.publicKey());
        assertThat(reply.head().content().timeMillis()).isEqualTo(world.nowMillis());
    }

    @Test
    void whoIsListedIsSoWithoutABreakAsLongAsTheLeaseIsRenewed() {
        long begin = world.nowMillis();
        world.announce(alice, Occasion.STARTED);
        for (int minute = 0; minute < 5; minute++) {
            world.passMillis(MINUTE);
            assertThat(listedSince(Occasion.REGULAR)).isEqualTo(begin);
        }

        world.passMillis(4 * MINUTE);

        assertThat(listedSince(Occasion.REGULAR)).isEqualTo(world.nowMillis());
    }

    @Test
    void whoStopsIsNotListedAndBeginsAnewWhenItComesBack() {
        world.announce(alice, Occasion.STARTED);
        world.passMillis(MINUTE);

        assertThat(listedSince(Occasion.STOPPED)).isZero();
        world.passMillis(MINUTE);
        assertThat(listedSince(Occasion.STARTED)).isEqualTo(world.nowMillis());
    }

    @Test
    void aClockThatIsSetBackDoesNotSetBackWhatIsSigned() {
        world.announce(alice, Occasion.STARTED);
        long before = world.nowMillis();
        world.passMillis(-5 * MINUTE);

        TrackerHead head = welcomed(world.announce(bob, Occasion.STARTED)).head();

        assertThat(head.content().timeMillis()).isEqualTo(before);
        assertThat(head.content().listedSinceMillis()).isEqualTo(before);
    }

    @Test
    void whomACallerAsksAboutIsAbsentUnnamedOrNamed() {
        Announcer homeless = Announcer.at(3, host(91, 3, 3, 3));
        world.announce(alice, Occasion.STARTED);
        Announce nowhere = new Announce(NETWORK, homeless.recordAt(), Occasion.STARTED, 0);
        world.announce(nowhere, homeless.seen());
        NodeId stranger = Announcer.at(4, host(92, 4, 4, 4)).node();

        AnnounceReply reply =
                welcomed(world.announce(asking(bob, alice.node(), homeless.node(), stranger), bob.seen()));

        assertThat(reply.content().standings()).containsExactly(Standing.NAMED, Standing.UNNAMED, Standing.ABSENT);
        assertThat(reply.records()).extracting(PeerRecord::nodeId).containsExactly(alice.node());
    }

    @Test
    void everybodyWithinTenSecondsIsShownTheSameMembers() {
        List<Announcer> first = peers(20);
        first.forEach(peer -> world.announce(peer, Occasion.STARTED));
        world.passMillis(Notary.SNAPSHOT_MILLIS);
        TrackerHead.Content look = head(first.get(0));

        world.announce(Announcer.at(100, host(80, 1, 1, 1)), Occasion.STARTED);
        world.passMillis(Notary.SNAPSHOT_MILLIS - 1);
        TrackerHead.Content later = head(first.get(1));
        world.passMillis(1);
        TrackerHead.Content next = head(first.get(2));

        assertThat(look.members())
                .isEqualTo(MerkleTree.root(first.stream()
                        .map(Announcer::node)
                        .sorted()
                        .map(NodeId::bytes)
                        .toList()));
        assertThat(later.snapshotMillis()).isEqualTo(look.snapshotMillis());
        assertThat(later.members()).isEqualTo(look.members());
        assertThat(later.swarmSize()).isEqualTo(21);
        assertThat(next.snapshotMillis()).isEqualTo(look.snapshotMillis() + Notary.SNAPSHOT_MILLIS);
        assertThat(next.members()).isNotEqualTo(look.members());
    }

    @Test
    void twoLooksNeverHaveTheSameTime() {
        List<Long> times = Stream.of(Occasion.STARTED, Occasion.STOPPED, Occasion.STARTED, Occasion.STOPPED)
                .map(occasion -> welcomed(world.announce(alice, occasion))
                        .head()
                        .content()
                        .snapshotMillis())
                .toList();

        assertThat(times).doesNotHaveDuplicates();
    }

    private TrackerHead.Content head(Announcer peer) {
        return welcomed(world.announce(peer, Occasion.STARTED)).head().content();
    }

    private long listedSince(Occasion occasion) {
        return welcomed(world.announce(alice, occasion)).head().content().listedSinceMillis();
    }

    private static Announce asking(Announcer peer, NodeId... about) {
        return new Announce(
                NETWORK,
                peer.record(),
                Occasion.STARTED,
                50,
                peer.record().signature().bytes().slice(0, 16),
                List.of(about));
    }
}
