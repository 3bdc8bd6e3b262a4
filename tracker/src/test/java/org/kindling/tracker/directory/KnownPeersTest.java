package org.kindling.tracker.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.tracker.directory.World.NETWORK;
import static org.kindling.tracker.directory.World.OTHER_NETWORK;
import static org.kindling.tracker.directory.World.host;
import static org.kindling.tracker.directory.World.refused;
import static org.kindling.tracker.directory.World.welcomed;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Listing;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;

final class KnownPeersTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private final World world = new World(DirectoryLimits.standIn(NETWORK));
    private final Announcer alice = Announcer.at(1, host(80, 1, 1, 1));
    private final Announcer bob = Announcer.at(2, host(90, 2, 2, 2));

    @Test
    void whoWasReachedIsNamedAndSaidToBeReachedWithoutEverAnnouncing() {
        know(alice.record());
        world.passMillis(10_000);

        AnnounceReply reply = welcomed(world.announce(bob, Occasion.STARTED));

        assertThat(reply.content().listings()).containsExactly(new Listing(alice.record(), 10, true));
        assertThat(reply.swarmSize()).isEqualTo(2);
    }

    @Test
    void whoIsReachedAgainAndAgainStaysAndWhoIsNotIsForgottenAfterThreeMinutes() {
        know(alice.record(), bob.record());
        world.passMillis(2 * MINUTE);
        know(alice.record());

        world.passMillis(MINUTE);
        int afterOneWasMissed = world.peersListed();
        world.passMillis(2 * MINUTE);

        assertThat(afterOneWasMissed).isEqualTo(1);
        assertThat(world.peersListed()).isZero();
    }

    @Test
    void beingReachedBreaksNoListing() {
        long sinceMillis = welcomed(world.announce(alice, Occasion.STARTED))
                .head()
                .content()
                .listedSinceMillis();
        world.passMillis(MINUTE);
        know(alice.record());
        world.passMillis(MINUTE);
        know(alice.withSequence(2).record());

        AnnounceReply reply = welcomed(world.announce(alice.withSequence(2), Occasion.REGULAR));

        assertThat(reply.head().content().listedSinceMillis()).isEqualTo(sinceMillis);
    }

    @Test
    void whoWasSpokenOfAMomentAgoMayStillAnnounce() {
        know(alice.record());

        Answer first = world.announce(alice, Occasion.REGULAR);
        world.passMillis(15_000);
        know(alice.record());
        Answer second = world.announce(alice, Occasion.REGULAR);

        assertThat(List.of(first, second)).allSatisfy(answer -> welcomed(answer));
    }

    @Test
    void aRecordIsNeverReplacedByAnOlderOneOrAnotherOfItsSequence() {
        Announcer newest = alice.withSequence(5);
        world.announce(newest, Occasion.STARTED);
        world.passMillis(2 * MINUTE);

        know(alice.withSequence(4).record());
        know(newest.withExpiryMillis(newest.expiryMillis() + 1).record());
        world.passMillis(2 * MINUTE);

        assertThat(welcomed(world.announce(bob, Occasion.STARTED)).records()).containsExactly(newest.record());
    }

    @Test
    void aNewerRecordTakesThePlaceOfTheOneAnnounced() {
        world.announce(alice, Occasion.STARTED);

        know(alice.withSequence(2).record());

        assertThat(welcomed(world.announce(bob, Occasion.STARTED)).records())
                .containsExactly(alice.withSequence(2).record());
    }

    @Test
    void whatIsExpiredTooLongLivedOrHasNoIpAddressIsNotListed() {
        know(
                alice.withExpiryMillis(world.nowMillis()).record(),
                alice.withExpiryMillis(world.nowMillis() + DAY + 11 * MINUTE).record(),
                alice.recordAt(),
                alice.recordAt(new Endpoint("alice.example.org", 7000)));

        assertThat(world.peersListed()).isZero();
    }

    @Test
    void onePeerWithManyAddressesVouchesForNoneOfThem() {
        PeerRecord twofold = alice.recordAt(new Endpoint("66.6.6.6", 7000), alice.endpoint());

        know(twofold);

        assertThat(welcomed(world.announce(bob, Occasion.STARTED)).content().listings())
                .containsExactly(new Listing(twofold, 0, false));
    }

    @Test
    void aStrangerCannotEndTheLeaseOfAPeerThatWasReached() {
        know(alice.record());

        world.announce(alice.seenFrom(host(66, 6, 6, 6)), Occasion.STOPPED);
        int afterTheStranger = world.peersListed();
        world.announce(alice, Occasion.STOPPED);

        assertThat(afterTheStranger).isEqualTo(1);
        assertThat(world.peersListed()).isZero();
    }

    @Test
    void manyOfOneHostAreListedUpToTheLimitAndTheOthersStillAre() {
        List<PeerRecord> crowd = IntStream.range(100, 200)
                .mapToObj(number -> Announcer.at(number, host(66, 6, 6, 6)).record())
                .toList();

        world.directory().known(crowd, world.nowMillis());
        know(alice.record());

        assertThat(world.peersListed())
                .isEqualTo(DirectoryLimits.standIn(NETWORK).leasesPerHostMax() + 1);
    }

    @Test
    void aDirectoryOfOneNetworkListsNoOtherHoweverItHearsOfIt() {
        Announcer stranger =
                new Announcer(bob.key(), bob.seen(), bob.endpoint(), OTHER_NETWORK, bob.sequence(), bob.expiryMillis());
        know(alice.record());

        Answer answer = world.announce(stranger, Occasion.STARTED);
        know(stranger.record());

        assertThat(refused(answer).reason()).isEqualTo(Refusal.NETWORK_NOT_SERVED);
        assertThat(refused(answer).retryAfterMillis()).isPositive();
        assertThat(world.peersListed()).isEqualTo(1);
        assertThat(world.directory().census(10, world.nowMillis()).networks()).isEqualTo(1);
    }

    @Test
    void aRecordThatContradictsItsAnnounceIsRefusedAsThatInADirectoryOfOneNetworkToo() {
        Announce confused = new Announce(OTHER_NETWORK, alice.record(), Occasion.STARTED, 32);

        assertThat(refused(world.announce(confused, alice.seen())).reason())
                .isEqualTo(Refusal.RECORD_OF_ANOTHER_NETWORK);
    }

    private void know(PeerRecord... reached) {
        world.directory().known(List.of(reached), world.nowMillis());
    }
}
