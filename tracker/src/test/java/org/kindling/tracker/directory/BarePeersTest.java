package org.kindling.tracker.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.kindling.tracker.directory.World.host;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.bittorrent.SwarmCounts;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.bittorrent.SwarmPeer;
import org.kindling.protocol.bittorrent.SwarmScrape;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.tracker.directory.SwarmAsk.Reach;

final class BarePeersTest {
    private static final InfoHash OURS = InfoHash.of(World.NETWORK);
    private static final long MINUTE_MILLIS = 60_000;

    private final World world = World.standard();
    private final Stranger ann = Stranger.at(host(80, 1, 1, 1));
    private final Stranger bob = Stranger.at(host(81, 1, 1, 1));
    private final Stranger cid = Stranger.at(host(82, 1, 1, 1));

    @Test
    void whoAnnouncesHearsOfTheOthersAndNeverOfItself() {
        List<SwarmPeer> first = ann.hears(world);
        List<SwarmPeer> second = bob.hears(world);
        List<SwarmPeer> again = ann.hears(world);

        assertThat(first).isEmpty();
        assertThat(second).containsExactly(ann.peer());
        assertThat(again).containsExactly(bob.peer());
    }

    @Test
    void peersBehindOneAddressAreToldApartByTheirPorts() {
        ann.hears(world);

        List<SwarmPeer> heard = ann.onPort(7_000).hears(world);

        assertThat(heard).containsExactly(ann.peer());
    }

    @Test
    void swarmsKnowNothingOfEachOther() {
        ann.hears(world);

        List<SwarmPeer> heard = bob.in(Stranger.swarm(2)).hears(world);

        assertThat(heard).isEmpty();
    }

    @Test
    void whoStopsIsNamedNoMoreAndHearsOfNobody() {
        ann.hears(world);
        bob.hears(world);

        SwarmAnswer.Introduction farewell = ann.says(SwarmEvent.STOPPED, world);

        assertThat(farewell.peers()).isEmpty();
        assertThat(farewell.counts()).isEqualTo(new SwarmCounts(0, 1, 0));
        assertThat(bob.hears(world)).isEmpty();
    }

    /** As transmission does. */
    @Test
    void whoStopsBeforeItStartsDoesNoHarm() {
        ann.says(SwarmEvent.STOPPED, world);
        ann.hears(world);

        assertThat(bob.hears(world)).containsExactly(ann.peer());
    }

    @Test
    void nobodyStopsAPeerAtAnotherAddress() {
        ann.hears(world);
        new Stranger(bob.seen(), ann.port(), ann.swarm(), 1, Reach.BOTH).says(SwarmEvent.STOPPED, world);

        assertThat(cid.hears(world)).containsExactly(ann.peer());
    }

    @Test
    void aPeerIsForgottenAfterThreeIntervalsOfSilence() {
        ann.hears(world);
        world.passMillis(30 * MINUTE_MILLIS);
        bob.hears(world);
        world.passMillis(15 * MINUTE_MILLIS - 1_000);
        List<SwarmPeer> before = cid.hears(world);
        world.passMillis(1_000);

        List<SwarmPeer> after = cid.hears(world);

        assertThat(before).containsExactlyInAnyOrder(ann.peer(), bob.peer());
        assertThat(after).containsExactly(bob.peer());
    }

    @Test
    void announcesAreAskedForEveryQuarterOfAnHourOrSo() {
        List<SwarmAnswer.Introduction> answers = IntStream.range(0, 50)
                .mapToObj(i -> Stranger.at(host(80, 1, i, 1)).says(SwarmEvent.STARTED, world))
                .toList();

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.intervalSeconds()).isBetween(810, 990);
            assertThat(answer.minIntervalSeconds()).isEqualTo(300);
        });
        assertThat(answers)
                .extracting(SwarmAnswer.Introduction::intervalSeconds)
                .satisfies(seconds -> assertThat(new TreeSet<>(seconds)).hasSizeGreaterThan(20));
    }

    @Test
    void seedersHearOfLeechersAndLeechersOfBoth() {
        Stranger seeder = ann.seeding();
        seeder.hears(world);
        bob.hears(world);

        assertThat(cid.seeding().hears(world)).containsExactly(bob.peer());
        assertThat(bob.hears(world)).containsExactlyInAnyOrder(seeder.peer(), cid.peer());
    }

    @Test
    void whoCompletesIsASeederFromThenOnAndCountedOnce() {
        ann.hears(world);
        ann.seeding().says(SwarmEvent.COMPLETED, world);
        ann.seeding().says(SwarmEvent.COMPLETED, world);

        assertThat(scrape(Stranger.SWARM, Stranger.swarm(9)))
                .containsExactly(new SwarmCounts(1, 0, 1), new SwarmCounts(0, 0, 0));
    }

    @Test
    void whoTakesNoCallsIsAnsweredAndNeverListed() {
        bob.hears(world);

        List<SwarmPeer> heard = ann.onPort(0).hears(world);

        assertThat(heard).containsExactly(bob.peer());
        assertThat(bob.hears(world)).isEmpty();
    }

    @Test
    void nobodyIsSentToAPortOfTheSystemsServicesInTheInternet() {
        Stranger near = Stranger.at(host(192, 168, 0, 7)).onPort(25);
        ann.onPort(25).hears(world);
        cid.onPort(1_023).hears(world);
        cid.onPort(1_024).hears(world);
        near.hears(world);

        assertThat(bob.hears(world)).containsExactly(cid.onPort(1_024).peer());
        assertThat(Stranger.at(host(192, 168, 0, 8)).hears(world)).contains(near.peer());
    }

    @Test
    void anAnswerHoldsOnlyAddressesThatItsProtocolCanCarry() {
        Stranger six = Stranger.at(Stranger.ipv6(1));
        List.of(ann, six, Stranger.at(Stranger.ipv6(2)).seeding()).forEach(peer -> peer.hears(world));

        assertThat(bob.hears(world)).hasSize(3);
        assertThat(bob.reaching(Reach.IPV4).hears(world)).containsExactly(ann.peer());
        assertThat(six.reaching(Reach.IPV6).hears(world)).hasSize(1).doesNotContain(six.peer());
        assertThat(bob.seeding().hears(world)).containsExactlyInAnyOrder(ann.peer(), six.peer());
    }

    @Test
    void nobodyIsSentToAddressesThatMeanAnotherMachineToHim() {
        Stranger here = Stranger.at(host(127, 0, 0, 1));
        Stranger near = Stranger.at(host(192, 168, 0, 7));
        List.of(here, near, ann).forEach(peer -> peer.hears(world));

        assertThat(bob.hears(world)).containsExactly(ann.peer());
        assertThat(near.hears(world)).containsExactlyInAnyOrder(ann.peer(), bob.peer());
        assertThat(here.hears(world)).containsExactlyInAnyOrder(ann.peer(), bob.peer(), near.peer());
    }

    @Test
    void aPeerOfOursIsAMemberOfItsNetworksSwarm() {
        Announcer ours = Announcer.at(1, host(90, 1, 1, 1));
        world.announce(ours, Occasion.STARTED);

        SwarmAnswer.Introduction told = ann.in(OURS).says(SwarmEvent.STARTED, world);

        assertThat(told.peers())
                .containsExactly(new SwarmPeer(
                        ours.seen().ip(),
                        ours.endpoint().port(),
                        PeerId.of(World.NETWORK, ours.node()).bytes()));
        assertThat(told.counts()).isEqualTo(new SwarmCounts(0, 2, 0));
        assertThat(scrape(OURS)).containsExactly(new SwarmCounts(0, 2, 0));
    }

    @Test
    void whoAnnouncesARecordHearsOfNoBareAddress() {
        ann.in(OURS).hears(world);

        assertThat(World.welcomed(world.announce(Announcer.at(1, host(90, 1, 1, 1)), Occasion.STARTED))
                        .swarmSize())
                .isEqualTo(1);
    }

    @Test
    void nobodyIsSentToAnAddressThatARecordOnlyClaims() {
        Announcer aiming = Announcer.at(1, host(90, 1, 1, 1));
        Announcer stopped = Announcer.at(2, host(91, 1, 1, 1));
        var aimed = aiming.recordAt(new Endpoint("8.8.8.8", 53), new Endpoint("a.example", 7_000));
        world.announce(new Announce(World.NETWORK, aimed, Occasion.STARTED, 0), aiming.seen());
        world.announce(stopped, Occasion.STARTED);
        world.announce(stopped, Occasion.STOPPED);

        assertThat(ann.in(OURS).hears(world)).isEmpty();
    }

    @Test
    void noRecordSendsAnybodyToAServiceOfTheSystem() {
        Announcer aiming = Announcer.at(1, host(90, 1, 1, 1));
        var aimed = aiming.recordAt(new Endpoint(aiming.seen().text(), 25));
        world.announce(new Announce(World.NETWORK, aimed, Occasion.STARTED, 0), aiming.seen());

        assertThat(ann.in(OURS).hears(world)).isEmpty();
    }

    @Test
    void whoAnnouncesAnIdThatBeginsLikeAnothersDoesNotTakeItsSwarm() {
        byte[] alike = World.NETWORK.hash().toArray();
        alike[31]++;
        NetworkId other = new NetworkId(Hash.of(alike));
        Announcer ours = Announcer.at(1, host(90, 1, 1, 1));
        Announcer late = Announcer.at(2, host(91, 1, 1, 1)).in(other);
        world.announce(ours, Occasion.STARTED);
        world.reach(ours);

        world.announce(late, Occasion.STARTED);

        assertThat(ann.in(OURS).says(SwarmEvent.STARTED, world).counts()).isEqualTo(new SwarmCounts(0, 3, 0));
        for (int i = 0; i < 20; i++) {
            assertThat(bob.in(OURS).hears(world))
                    .extracting(SwarmPeer::address)
                    .contains(ours.seen().ip());
        }
        world.announce(late, Occasion.STOPPED);
        assertThat(bob.in(OURS).hears(world))
                .extracting(SwarmPeer::address)
                .contains(ours.seen().ip());
    }

    @Test
    void ofSwarmsThatBeginAlikeEachIsHeardOfAsOftenAsItsPeersWereReached() {
        int[] heard = new int[4];
        for (int network = 0; network < heard.length; network++) {
            byte[] alike = World.NETWORK.hash().toArray();
            alike[31] += (byte) network;
            for (int i = 0; i <= network; i++) {
                Announcer peer = Announcer.at(10 * network + i, host(90 + network, 1 + i, 1, 1))
                        .in(new NetworkId(Hash.of(alike)));
                world.announce(peer, Occasion.STARTED);
                world.reach(peer);
            }
        }

        for (int i = 0; i < 1_000; i++) {
            heard[ann.in(OURS).hears(world).size() - 1]++;
        }

        for (int network = 0; network < heard.length; network++) {
            assertThat(heard[network]).isCloseTo(100 * (network + 1), within(50));
        }
    }

    private List<SwarmPeer> fortyStrangersInOurs() {
        return IntStream.range(0, 40)
                .mapToObj(i -> Stranger.at(host(100 + i, 1, 1, 1)).in(OURS))
                .peek(stranger -> stranger.hears(world))
                .map(Stranger::peer)
                .toList();
    }

    @Test
    void recordsThatNobodyReachedTakeWhatTheOthersLeave() {
        World.peers(100).forEach(peer -> world.announce(peer, Occasion.STARTED));
        List<SwarmPeer> strangers = fortyStrangersInOurs();

        List<SwarmPeer> heard = ann.in(OURS).hears(world);

        assertThat(heard).doesNotHaveDuplicates().hasSizeGreaterThan(45);
        assertThat(heard).filteredOn(strangers::contains).hasSizeGreaterThan(35);
    }

    @Test
    void aCrowdOfRecordsLeavesAQuarterOfTheAnswerToTheOthers() {
        World.peers(100).forEach(peer -> {
            world.announce(peer, Occasion.STARTED);
            world.reach(peer);
        });
        List<SwarmPeer> strangers = fortyStrangersInOurs();

        List<SwarmPeer> heard = ann.in(OURS).hears(world);

        assertThat(heard).hasSize(50).doesNotHaveDuplicates();
        assertThat(heard).filteredOn(strangers::contains).hasSize(12);
    }

    @Test
    void aCrowdOfOneGroupCannotFillTheDiverseHalf() {
        for (int i = 0; i < 500; i++) {
            Stranger.at(host(66, 6, i % 250, 1)).onPort(7_000 + i).hears(world);
        }
        List<SwarmPeer> honest = IntStream.range(0, 100)
                .mapToObj(i -> Stranger.at(host(100 + i, 1, 1, 1)))
                .peek(peer -> peer.hears(world))
                .map(Stranger::peer)
                .toList();

        List<SwarmPeer> heard = ann.hears(world);

        assertThat(heard).hasSize(50).filteredOn(honest::contains).hasSizeGreaterThan(20);
    }

    @Test
    void everyMemberIsNamedAboutAsOftenAsAnyOther() {
        List<Stranger> members = IntStream.range(0, 150)
                .mapToObj(i -> Stranger.at(host(101, i, 1, 1)))
                .toList();
        members.forEach(peer -> peer.hears(world));
        int[] named = new int[256];

        for (int i = 0; i < 600; i++) {
            ann.hears(world).forEach(peer -> named[peer.address().bytes().at(1) & 0xff]++);
        }

        assertThat(IntStream.range(0, 150).map(i -> named[i]).toArray())
                .satisfies(counts ->
                        assertThat(IntStream.of(counts).min().orElseThrow()).isGreaterThan(140))
                .satisfies(counts ->
                        assertThat(IntStream.of(counts).max().orElseThrow()).isLessThan(260));
    }

    @Test
    void onlySwarmsOnTheListAreServed() {
        World strict = new World(
                DirectoryLimits.standard().with(BareLimits.standard().with(SwarmRule.only(List.of(Stranger.SWARM)))));

        Refusal reason = Stranger.refused(
                strict.directory().announce(ann.in(Stranger.swarm(2)).ask(SwarmEvent.STARTED, 50), strict.nowMillis()));

        assertThat(reason).isEqualTo(Refusal.SWARM_NOT_SERVED);
        assertThat(ann.hears(strict)).isEmpty();
        assertThat(bob.hears(strict)).containsExactly(ann.peer());
    }

    @Test
    void oneAddressAndOneNeighbourhoodGetOnlyTheirShare() {
        World strict = crowded(100, 2, 3);
        ann.hears(strict);
        ann.onPort(7_002).hears(strict);
        Stranger neighbour = Stranger.at(host(80, 1, 1, 2));
        Stranger third = Stranger.at(host(80, 1, 1, 3));
        neighbour.hears(strict);

        Refusal ofHost = Stranger.refused(
                strict.directory().announce(ann.onPort(7_003).ask(SwarmEvent.STARTED, 50), strict.nowMillis()));
        Refusal ofNeighbourhood =
                Stranger.refused(strict.directory().announce(third.ask(SwarmEvent.STARTED, 50), strict.nowMillis()));
        ann.says(SwarmEvent.STOPPED, strict);

        assertThat(ofHost).isEqualTo(Refusal.TOO_MANY_OF_ONE_HOST);
        assertThat(ofNeighbourhood).isEqualTo(Refusal.TOO_MANY_OF_ONE_NEIGHBOURHOOD);
        assertThat(third.hears(strict)).hasSize(2);
    }

    @Test
    void aWholeLaboratoryMayAnnounceFromOnePrivateAddress() {
        World strict = crowded(1_000, 1, 1);

        for (int i = 1; i <= 100; i++) {
            Stranger.at(host(127, 0, 0, 1)).onPort(i).hears(strict);
        }

        assertThat(strict.directory().census(0, strict.nowMillis()).barePeers()).isEqualTo(100);
    }

    @Test
    void aHundredThousandAnnouncesOfAnythingLeaveNoMoreThanThereIsRoomFor() {
        World strict = crowded(5_000, 40, 80);
        SplittableRandom chance = new SplittableRandom(5);
        SwarmEvent[] events = SwarmEvent.values();

        int mostPeers = 0;
        for (int i = 0; i < 100_000; i++) {
            SeenHost seen = chance.nextInt(4) == 0
                    ? Stranger.ipv6(chance.nextInt())
                    : host(1 + chance.nextInt(223), chance.nextInt(8), chance.nextInt(8), chance.nextInt(8));
            Stranger somebody = new Stranger(
                    seen,
                    7_000 * chance.nextInt(3),
                    Stranger.swarm(chance.nextInt(20_000)),
                    chance.nextInt(2),
                    Reach.BOTH);
            strict.directory()
                    .announce(
                            somebody.ask(events[chance.nextInt(events.length)], chance.nextInt(60)),
                            strict.nowMillis());
            strict.passMillis(chance.nextInt(200));
            mostPeers = Math.max(
                    mostPeers, strict.directory().census(0, strict.nowMillis()).barePeers());
        }
        Census full = strict.directory().census(0, strict.nowMillis());
        strict.passMillis(45 * MINUTE_MILLIS);
        Census empty = strict.directory().census(0, strict.nowMillis());

        assertThat(mostPeers).isEqualTo(5_000);
        assertThat(full.swarms()).isBetween(1, full.barePeers());
        assertThat(empty.swarms()).isZero();
        assertThat(empty.barePeers()).isZero();
    }

    private List<SwarmCounts> scrape(InfoHash... swarms) {
        return world.directory().scrape(new SwarmScrape(List.of(swarms)), world.nowMillis());
    }

    private static World crowded(int peersMax, int perHost, int perNeighbourhood) {
        BareLimits standard = BareLimits.standard();
        return new World(DirectoryLimits.standard()
                .with(new BareLimits(
                        standard.rhythm(), standard.swarms(), peersMax, perHost, perNeighbourhood, 200, 50)));
    }
}
