package org.kindling.tracker.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.tracker.directory.World.host;
import static org.kindling.tracker.directory.World.refused;
import static org.kindling.tracker.directory.World.toldToWait;
import static org.kindling.tracker.directory.World.welcomed;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.AnnounceReply;

/** One at the door of a directory of a hundred that is three quarters full. */
final class WaitingLineTest {
    private static final int ROOM = 100;
    private static final long LONGEST_MILLIS = QueueLimits.standard().waitMillisMax();
    private static final long WINDOW_MILLIS = QueueLimits.standard().windowMillis();

    private final World world = new World(limits());
    private final Announcer alice = Announcer.at(5_000, host(200, 1, 1, 1));
    private final Announcer bob = Announcer.at(5_001, host(201, 1, 1, 1));

    /** Whose leases last long enough to be left alone. */
    static DirectoryLimits limits() {
        DirectoryLimits.Rhythm rhythm = new DirectoryLimits.Rhythm(60_000, 10, 15_000, 3 * 3_600_000, 600_000);
        return new DirectoryLimits(rhythm, NetworkRule.every(), ROOM, ROOM, 32, 64, 50).with(QueueLimits.standard());
    }

    private void fillTo(int leases) {
        for (int i = world.peersListed(); i < leases; i++) {
            welcomed(world.announce(Announcer.at(i, host(1 + i, 7, 1, 1)), Occasion.STARTED));
        }
    }

    /** Filled by a directory's own peers' word, as nobody waits who is known. */
    private void crowdTo(int leases) {
        for (int i = world.peersListed(); i < leases; i++) {
            world.directory()
                    .known(List.of(Announcer.at(i, host(1 + i, 7, 1, 1)).record()), world.nowMillis());
        }
    }

    private Answer come(Announcer peer, Bytes ticket) {
        return world.announce(peer.announce(Occasion.STARTED).with(ticket), peer.seen());
    }

    private static Bytes ticket(AnnounceReply told) {
        return told.content().ticket();
    }

    @Test
    void whoWaitsIsNamedOthersMeanwhileAndNamedToNobody() {
        crowdTo(75);

        AnnounceReply told = toldToWait(come(alice, Bytes.EMPTY));

        assertThat(told.records()).hasSize(Announce.WANT_USUAL);
        assertThat(told.swarmSize()).isEqualTo(75);
        assertThat(world.isListed(alice)).isFalse();
    }

    @Test
    void nobodyWaitsWhileHalfOfTheRoomIsFree() {
        fillTo(ROOM / 2);

        welcomed(world.announce(alice, Occasion.STARTED));
    }

    @Test
    void whoWaitedAsLongAsHeWasToldComesIn() {
        crowdTo(75);

        AnnounceReply told = toldToWait(come(alice, Bytes.EMPTY));
        world.passMillis(told.intervalMillis());
        welcomed(come(alice, ticket(told)));

        assertThat(told.intervalMillis()).isEqualTo(LONGEST_MILLIS / 4 / 4);
    }

    @Test
    void theFullerAndTheMoreOfOneNetworkTheLongerTheWait() {
        Announcer ofAnother = new Announcer(
                bob.key(), bob.seen(), bob.endpoint(), World.OTHER_NETWORK, bob.sequence(), bob.expiryMillis());
        crowdTo(75);
        long atThreeQuarters = toldToWait(come(alice, Bytes.EMPTY)).intervalMillis();
        crowdTo(90);

        long atNineTenths = toldToWait(come(alice, Bytes.EMPTY)).intervalMillis();

        assertThat(atNineTenths).isGreaterThan(2 * atThreeQuarters).isLessThan(LONGEST_MILLIS / 4);
        welcomed(come(ofAnother, Bytes.EMPTY));
    }

    @Test
    void theMoreAreThereFromNextDoorTheLongerTheWait() {
        crowdTo(75);
        Announcer neighbour = Announcer.at(5_002, host(12, 7, 1, 99));

        long amongMany = toldToWait(come(neighbour, Bytes.EMPTY)).intervalMillis();

        assertThat(amongMany).isEqualTo(4 * toldToWait(come(alice, Bytes.EMPTY)).intervalMillis());
    }

    @Test
    void whoComesTooEarlyLosesNoTimeAndWhoComesTooLateBeginsAnew() {
        crowdTo(75);
        AnnounceReply told = toldToWait(come(alice, Bytes.EMPTY));
        world.passMillis(10_000);

        AnnounceReply early = toldToWait(come(alice, ticket(told)));
        world.passMillis(early.intervalMillis() + WINDOW_MILLIS + 1);
        AnnounceReply late = toldToWait(come(alice, ticket(early)));

        assertThat(early.intervalMillis()).isEqualTo(told.intervalMillis() - 10_000);
        assertThat(late.intervalMillis()).isEqualTo(told.intervalMillis());
    }

    @Test
    void aTicketIsWorthNothingInOtherHands() {
        crowdTo(75);
        AnnounceReply told = toldToWait(come(alice, Bytes.EMPTY));
        Announcer ofAnotherNetwork =
                new Announcer(alice.key(), alice.seen(), alice.endpoint(), World.network(3), 1, alice.expiryMillis());
        for (int i = 0; i < 5; i++) {
            Announcer other = Announcer.at(6_000 + i, host(150 + i, 1, 1, 1));
            world.directory()
                    .known(
                            List.of(new Announcer(
                                            other.key(),
                                            other.seen(),
                                            other.endpoint(),
                                            World.network(3),
                                            1,
                                            other.expiryMillis())
                                    .record()),
                            world.nowMillis());
        }
        world.passMillis(told.intervalMillis() + 60_000);
        byte[] forged = ticket(told).toArray();
        forged[3]--;

        toldToWait(come(bob, ticket(told)));
        toldToWait(come(alice.seenFrom(bob.seen()), ticket(told)));
        toldToWait(come(ofAnotherNetwork, ticket(told)));
        toldToWait(come(alice, Bytes.of(forged)));
        welcomed(come(alice, ticket(told)));
    }

    @Test
    void whoComesIntoAFullDirectoryTakesAPlaceWhereItIsMostCrowded() {
        welcomed(world.announce(alice, Occasion.STARTED));
        world.passMillis(1_000);
        crowdTo(40);
        for (int i = 40; i < ROOM; i++) {
            world.directory().known(List.of(Announcer.at(i, host(220, 9, 9, i)).record()), world.nowMillis());
        }
        AnnounceReply told = toldToWait(come(bob, Bytes.EMPTY));
        world.passMillis(told.intervalMillis());

        welcomed(come(bob, ticket(told)));

        assertThat(told.intervalMillis()).isEqualTo(LONGEST_MILLIS / 4);
        assertThat(world.peersListed()).isEqualTo(ROOM);
        assertThat(world.isListed(alice)).isTrue();
        assertThat(world.isListed(Announcer.at(40, host(220, 9, 9, 40)))).isFalse();
    }

    @Test
    void whoIsListedNeverWaits() {
        welcomed(world.announce(alice, Occasion.STARTED));
        crowdTo(ROOM);
        world.passMillis(60_000);

        welcomed(world.announce(alice, Occasion.REGULAR));
        welcomed(world.announce(alice.withSequence(2), Occasion.STARTED));
        welcomed(world.announce(bob, Occasion.STOPPED));
    }

    @Test
    void nobodyWaitsForAPlaceThatItsAddressCannotHave() {
        for (int i = 0; i < 32; i++) {
            welcomed(world.announce(Announcer.at(6_000 + i, alice.seen()), Occasion.STARTED));
        }
        crowdTo(75);

        assertThat(refused(come(alice, Bytes.EMPTY)).reason()).isEqualTo(Refusal.TOO_MANY_OF_ONE_HOST);
    }

    @Test
    void aTrackerThatIsRestartedWithItsKeyKnowsItsTickets() {
        crowdTo(75);
        AnnounceReply told = toldToWait(come(alice, Bytes.EMPTY));
        World restarted = new World(limits());
        for (int i = 0; i < 75; i++) {
            restarted
                    .directory()
                    .known(List.of(Announcer.at(i, host(1 + i, 7, 1, 1)).record()), world.nowMillis());
        }
        restarted.passMillis(told.intervalMillis());

        welcomed(restarted.announce(alice.announce(Occasion.STARTED).with(ticket(told)), alice.seen()));
    }
}
