package org.kindling.tracker.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.Listing;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.identity.NodeId;
import org.kindling.tracker.directory.Sighting.Presence;

/** Directories that tell each other what they hear. */
final class CompanionsTest {
    private static final long INTERVAL_MILLIS = 60_000;
    private static final long LEASE_MILLIS = 180_000;

    private final World here = World.standard();
    private final World there = World.standard();
    private final Sightings fromHere = sightings(here);
    private final Sightings fromThere = sightings(there);

    @Test
    void whatOneHearsTheOtherLists() {
        Announcer alice = Announcer.at(1, World.host(60, 1, 1, 1));

        here.announce(alice, Occasion.STARTED);
        exchange();

        assertThat(listed(there)).containsExactly(alice.node());
        assertThat(there.directory().lists(alice.record())).isTrue();
    }

    @Test
    void whatWasLearntIsNotToldAgain() {
        here.announce(Announcer.at(1, World.host(60, 1, 1, 1)), Occasion.STARTED);

        exchange();

        assertThat(fromThere.takeSigned(10)).isEmpty();
    }

    @Test
    void aDirectoryThatIsAloneCollectsNothing() {
        World alone = World.standard();
        Sightings late = new Sightings(10, 10);
        alone.announce(Announcer.at(1, World.host(60, 1, 1, 1)), Occasion.STARTED);

        alone.directory().tell(late);

        assertThat(late.takeSigned(10)).isEmpty();
    }

    @Test
    void aPeerThatChangesItsTrackerIsNotTooEarly() {
        Announcer alice = Announcer.at(1, World.host(60, 1, 1, 1));
        here.announce(alice, Occasion.STARTED);
        exchange();

        Answer answer = there.announce(alice, Occasion.REGULAR);

        assertThat(World.welcomed(answer).content().listings()).isEmpty();
    }

    @Test
    void aPeerThatTookLeaveOfOneIsOnNoList() {
        Announcer alice = Announcer.at(1, World.host(60, 1, 1, 1));
        here.announce(alice, Occasion.STARTED);
        exchange();

        there.passMillis(1_000);
        there.announce(alice, Occasion.STOPPED);
        here.passMillis(1_000);
        exchange();

        assertThat(listed(here)).isEmpty();
        assertThat(listed(there)).isEmpty();
    }

    @Test
    void wordOfAPeerThatComesAfterItsLeaveIsTooLate() {
        Announcer alice = Announcer.at(1, World.host(60, 1, 1, 1));
        here.announce(alice, Occasion.STARTED);
        List<Sighting> late = fromHere.takeSigned(10);
        here.passMillis(1_000);
        there.passMillis(1_000);
        here.announce(alice, Occasion.STOPPED);
        exchange();

        late.forEach(sighting -> there.directory().learn(sighting, there.nowMillis()));

        assertThat(listed(there)).isEmpty();
    }

    @Test
    void theHigherSequenceWinsWhicheverCameFirst() {
        Announcer old = Announcer.at(1, World.host(60, 1, 1, 1));
        Announcer renewed = old.withSequence(2);
        here.announce(renewed, Occasion.STARTED);
        here.passMillis(1_000);
        there.passMillis(1_000);
        there.announce(old, Occasion.STARTED);

        exchange();

        assertThat(here.directory().lists(renewed.record())).isTrue();
        assertThat(there.directory().lists(renewed.record())).isTrue();
    }

    @Test
    void whoSendsBackAnothersRecordElsewhereMovesNothingAnywhere() {
        Announcer alice = Announcer.at(1, World.host(60, 1, 1, 1));
        Announcer thief = alice.seenFrom(World.host(66, 6, 6, 6));
        here.announce(alice, Occasion.STARTED);
        there.passMillis(INTERVAL_MILLIS);
        here.passMillis(INTERVAL_MILLIS);
        there.announce(thief.announce(Occasion.STARTED), thief.seen());

        exchange();
        there.announce(thief.announce(Occasion.STOPPED), thief.seen());
        exchange();

        assertThat(listed(here)).containsExactly(alice.node());
        assertThat(listed(there)).containsExactly(alice.node());
    }

    @Test
    void nobodyIsListedForLongerThanALeaseAfterItWasHeardAnywhere() {
        here.announce(Announcer.at(1, World.host(60, 1, 1, 1)), Occasion.STARTED);
        there.passMillis(LEASE_MILLIS - 1_000);
        here.passMillis(LEASE_MILLIS - 1_000);
        exchange();
        int before = there.peersListed();

        there.passMillis(1_000);

        assertThat(before).isEqualTo(1);
        assertThat(there.peersListed()).isZero();
    }

    @Test
    void wordFromTheFutureIsWordOfNow() {
        Announcer alice = Announcer.at(1, World.host(60, 1, 1, 1));
        Sighting ahead = new Sighting(alice.record(), alice.seen(), Presence.LISTED, here.nowMillis() + LEASE_MILLIS);

        boolean isLearned = here.directory().learn(ahead, here.nowMillis());
        here.passMillis(LEASE_MILLIS);

        assertThat(isLearned).isTrue();
        assertThat(here.peersListed()).isZero();
    }

    @Test
    void whoWasReachedByOneIsNamedFirstByAll() {
        Announcer alice = Announcer.at(1, World.host(60, 1, 1, 1));
        here.announce(alice, Occasion.STARTED);
        here.reach(alice);

        exchange();

        assertThat(there.directory().census(1, there.nowMillis()).vettedPeers()).isEqualTo(1);
    }

    @Test
    void theCapsOfAnAddressHoldForWhatOthersTellToo() {
        for (int i = 0; i < 40; i++) {
            Announcer peer = Announcer.at(i, World.host(60, 1, 1, 1));
            Sighting sighting = new Sighting(peer.record(), peer.seen(), Presence.LISTED, here.nowMillis());
            here.directory().learn(sighting, here.nowMillis());
        }

        assertThat(here.peersListed()).isEqualTo(32);
    }

    @Test
    void expiredRecordsAndThoseThatLiveTooLongAreNotLearnt() {
        Announcer alice = Announcer.at(1, World.host(60, 1, 1, 1));
        for (long expiryMillis : new long[] {here.nowMillis(), here.nowMillis() + 48 * 3_600_000L}) {
            Sighting sighting = new Sighting(
                    alice.withExpiryMillis(expiryMillis).record(), alice.seen(), Presence.LISTED, here.nowMillis());

            assertThat(here.directory().learn(sighting, here.nowMillis())).isFalse();
        }
    }

    /** Both sides of a split hear announces, moves and farewells of the same peers; then everything is told, in any order and some of it twice. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void afterASplitBothListTheSame(long seed) {
        Random chance = new Random(seed);
        List<Sighting> heardHere = new ArrayList<>();
        List<Sighting> heardThere = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            boolean isHere = chance.nextBoolean();
            World side = isHere ? here : there;
            Announcer peer = Announcer.at(chance.nextInt(15), World.host(60, 1 + chance.nextInt(3), 1, 1))
                    .withSequence(1 + chance.nextInt(3));
            side.announce(peer, chance.nextInt(4) == 0 ? Occasion.STOPPED : Occasion.STARTED);
            (isHere ? heardHere : heardThere).addAll((isHere ? fromHere : fromThere).takeSigned(10));
            here.passMillis(500);
            there.passMillis(500);
        }

        heardHere.addAll(heardHere.subList(0, heardHere.size() / 2));
        Collections.shuffle(heardHere, chance);
        Collections.shuffle(heardThere, chance);
        heardHere.forEach(sighting -> there.directory().learn(sighting, there.nowMillis()));
        heardThere.forEach(sighting -> here.directory().learn(sighting, here.nowMillis()));

        assertThat(listed(here)).isEqualTo(listed(there)).isNotEmpty();
    }

    @Test
    void peersKnownByAddressAloneAreToldAndTakeLeaveEverywhere() {
        Stranger seeder = Stranger.at(World.host(60, 1, 1, 1)).seeding();
        Stranger leecher = Stranger.at(World.host(60, 2, 1, 1));
        seeder.says(SwarmEvent.STARTED, here);
        exchange();
        List<?> heard = leecher.hears(there);

        here.passMillis(1_000);
        there.passMillis(1_000);
        seeder.says(SwarmEvent.STOPPED, there);
        exchange();

        assertThat(heard).hasSize(1);
        assertThat(leecher.hears(here)).isEmpty();
        assertThat(leecher.hears(there)).isEmpty();
    }

    @Test
    void ofAPeerKnownByAddressAloneTheLaterWordCounts() {
        Stranger leecher = Stranger.at(World.host(60, 1, 1, 1));
        leecher.says(SwarmEvent.STARTED, here);
        List<BareSighting> early = fromHere.takeBare(10);
        here.passMillis(2_000);
        there.passMillis(2_000);
        leecher.seeding().says(SwarmEvent.COMPLETED, there);

        early.forEach(sighting -> there.directory().learn(sighting, there.nowMillis()));

        assertThat(there.directory()
                        .announce(Stranger.at(World.host(60, 2, 1, 1)).ask(SwarmEvent.STARTED, 5), there.nowMillis())
                        .<Integer>fold(new SwarmAnswer.Cases<>() {
                            @Override
                            public Integer introduction(SwarmAnswer.Introduction told) {
                                return told.counts().complete();
                            }

                            @Override
                            public Integer refused(SwarmAnswer.Refused refused) {
                                throw new AssertionError(refused);
                            }
                        }))
                .isEqualTo(1);
    }

    @Test
    void aStrangersFarewellThatMeansNobodyIsNotTold() {
        Stranger.at(World.host(60, 1, 1, 1)).says(SwarmEvent.STOPPED, here);

        assertThat(fromHere.takeBare(10)).isEmpty();
    }

    @Test
    void ofEachPeerOnlyTheLastWordWaitsAndAFloodFillsNothing() {
        Sightings few = new Sightings(3, 2);
        here.directory().tell(few);
        for (Announcer peer : World.peers(5)) {
            here.announce(peer, Occasion.STARTED);
            here.announce(peer.withSequence(2), Occasion.REGULAR);
        }

        List<Sighting> waiting = few.takeSigned(10);

        assertThat(waiting).hasSize(3).allMatch(sighting -> sighting.record().sequence() == 2);
        assertThat(few.untold()).isEqualTo(2);
        assertThat(few.takeSigned(10)).isEmpty();
    }

    @Test
    void departuresAreForgottenInTheEnd() {
        Departures<Integer, Long> departures = new Departures<>();

        for (int i = 0; i < 2 * Departures.REMEMBERED_MAX; i++) {
            departures.note(i, 5L);
        }

        assertThat(departures.size()).isEqualTo(Departures.REMEMBERED_MAX);
        assertThat(departures.find(0)).isEmpty();
        assertThat(departures.find(2 * Departures.REMEMBERED_MAX - 1)).contains(5L);
    }

    private static Sightings sightings(World world) {
        Sightings sightings = new Sightings(1_000, 1_000);
        world.directory().tell(sightings);
        return sightings;
    }

    /** Whatever either has to tell the other learns. */
    private void exchange() {
        fromHere.takeSigned(1_000).forEach(one -> there.directory().learn(one, there.nowMillis()));
        fromHere.takeBare(1_000).forEach(one -> there.directory().learn(one, there.nowMillis()));
        fromThere.takeSigned(1_000).forEach(one -> here.directory().learn(one, here.nowMillis()));
        fromThere.takeBare(1_000).forEach(one -> here.directory().learn(one, here.nowMillis()));
    }

    /** By somebody who is nowhere himself, and gone at once. */
    private static Set<NodeId> listed(World world) {
        Announcer onlooker = Announcer.at(9_999, World.host(99, 9, 9, 9));
        Set<NodeId> named = new TreeSet<>();
        for (Listing listing : World.welcomed(world.announce(onlooker.announce(Occasion.STARTED, 50), onlooker.seen()))
                .content()
                .listings()) {
            named.add(listing.record().nodeId());
        }
        world.announce(onlooker, Occasion.STOPPED);
        return named;
    }
}
