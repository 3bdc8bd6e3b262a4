package org.kindling.tracker.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.tracker.directory.World.host;
import static org.kindling.tracker.directory.World.refused;
import static org.kindling.tracker.directory.World.welcomed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

final class SampleTest {
    private final World world = World.standard();
    private final Announcer asker = Announcer.at(9_999, host(200, 1, 1, 1));

    @Test
    void anAnswerNamesAsManyAsWereWantedAndNobodyTwice() {
        World.peers(100).forEach(peer -> world.announce(peer, Occasion.STARTED));

        List<PeerRecord> few = ask(8);
        List<PeerRecord> none = ask(0);
        List<PeerRecord> many = ask(50);

        assertThat(few).hasSize(8).doesNotHaveDuplicates();
        assertThat(none).isEmpty();
        assertThat(many).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void overManyAnswersEverybodyIsNamedAboutEquallyOften() {
        List<Announcer> peers = World.peers(50);
        peers.forEach(peer -> world.announce(peer, Occasion.STARTED));
        Map<NodeId, Integer> named = new LinkedHashMap<>();

        for (int i = 0; i < 500; i++) {
            ask(10).forEach(record -> named.merge(record.nodeId(), 1, Integer::sum));
        }

        assertThat(named).hasSize(50);
        assertThat(named.values()).allSatisfy(times -> assertThat(times).isBetween(60, 140));
    }

    @Test
    void peersThatWereReachedAreNamedFirst() {
        List<Announcer> peers = World.peers(60);
        peers.forEach(peer -> world.announce(peer, Occasion.STARTED));
        List<Announcer> reached = peers.subList(0, 12);
        reached.forEach(world::reach);

        List<PeerRecord> ten = ask(10);
        List<PeerRecord> twenty = ask(20);

        assertThat(reached).extracting(Announcer::record).containsAll(ten);
        assertThat(twenty)
                .hasSize(20)
                .containsAll(reached.stream().map(Announcer::record).toList());
    }

    @Test
    void whoMovesOrIsMissedIsNoLongerVetted() {
        Announcer steady = Announcer.at(1, host(80, 1, 1, 1));
        Announcer moving = Announcer.at(2, host(81, 1, 1, 1));
        Announcer gone = Announcer.at(3, host(82, 1, 1, 1));
        List.of(steady, moving, gone).forEach(peer -> world.announce(peer, Occasion.STARTED));
        List.of(steady, moving, gone).forEach(world::reach);

        world.announce(steady, Occasion.STARTED);
        world.announce(moving.withSequence(2).seenFrom(host(83, 1, 1, 1)), Occasion.STARTED);
        world.directory().missed(World.NETWORK, gone.node(), gone.endpoint());

        assertThat(world.directory().census(1, world.nowMillis()).vettedPeers()).isEqualTo(1);
    }

    @Test
    void oneReachableAddressDoesNotVouchForAnother() {
        Announcer honest = Announcer.at(1, host(80, 1, 1, 1));
        Announcer aiming = Announcer.at(2, host(81, 1, 1, 1));
        PeerRecord aimed = aiming.recordAt(new Endpoint("8.8.8.8", 7000), aiming.endpoint());
        world.announce(honest, Occasion.STARTED);
        world.announce(new Announce(World.NETWORK, aimed, Occasion.STARTED, 0), aiming.seen());

        List.of(honest, aiming).forEach(world::reach);

        assertThat(world.directory().census(1, world.nowMillis()).vettedPeers()).isEqualTo(1);
        assertThat(ask(1)).containsExactly(honest.record());
        assertThat(ask(2)).containsExactlyInAnyOrder(honest.record(), aimed);
    }

    @Test
    void aCrowdInOneNetworkCannotFillTheDiverseHalf() {
        DirectoryLimits roomy =
                new DirectoryLimits(DirectoryLimits.Rhythm.standard(), NetworkRule.every(), 10, 10_000, 300, 300, 50);
        World crowded = new World(roomy);
        for (int i = 0; i < 240; i++) {
            crowded.announce(Announcer.at(i, host(66, 6, 6, 6)), Occasion.STARTED);
        }
        List<Announcer> honest = IntStream.range(0, 20)
                .mapToObj(i -> Announcer.at(1_000 + i, host(70 + i, 1, 1, 1)))
                .toList();
        honest.forEach(peer -> crowded.announce(peer, Occasion.STARTED));

        List<PeerRecord> named =
                new ArrayList<>(welcomed(crowded.announce(asker.announce(Occasion.STARTED, 32), asker.seen()))
                        .records());
        named.retainAll(honest.stream().map(Announcer::record).toList());

        assertThat(named).hasSizeGreaterThanOrEqualTo(14);
    }

    @Test
    void oneAddressAndOneNeighbourhoodGetOnlyTheirShare() {
        DirectoryLimits tight =
                new DirectoryLimits(DirectoryLimits.Rhythm.standard(), NetworkRule.every(), 10, 100, 2, 3, 50);
        World strict = new World(tight);
        strict.announce(Announcer.at(1, host(80, 1, 1, 1)), Occasion.STARTED);
        strict.announce(Announcer.at(2, host(80, 1, 1, 1)), Occasion.STARTED);

        Answer third = strict.announce(Announcer.at(3, host(80, 1, 1, 1)), Occasion.STARTED);
        Answer neighbour = strict.announce(Announcer.at(4, host(80, 1, 1, 2)), Occasion.STARTED);
        Answer secondNeighbour = strict.announce(Announcer.at(5, host(80, 1, 1, 3)), Occasion.STARTED);
        Answer renewal = strict.announce(Announcer.at(1, host(80, 1, 1, 1)), Occasion.STARTED);

        assertThat(refused(third).reason()).isEqualTo(Refusal.TOO_MANY_OF_ONE_HOST);
        assertThat(welcomed(neighbour).swarmSize()).isEqualTo(3);
        assertThat(refused(secondNeighbour).reason()).isEqualTo(Refusal.TOO_MANY_OF_ONE_NEIGHBOURHOOD);
        assertThat(welcomed(renewal).swarmSize()).isEqualTo(3);
    }

    /** Ten thousand lies, from as many networks, each a signed record; the fifty that were reached fill every answer. */
    @Test
    void anAddressThatNobodyProvedIsNeverNamedWhereEnoughHaveProvedTheirs() {
        Endpoint victim = new Endpoint("93.184.216.34", 7000);
        World world = World.standard();
        List<Announcer> reached = World.peers(50);
        reached.forEach(peer -> world.announce(peer, Occasion.STARTED));
        reached.forEach(world::reach);
        for (int i = 0; i < 10_000; i++) {
            Announcer liar = Announcer.at(20_000 + i, host(20 + i / 250, i % 250, 1, 1));
            PeerRecord lie = i % 2 == 0 ? liar.recordAt(victim) : liar.recordAt(liar.endpoint(), victim);
            world.announce(new Announce(World.NETWORK, lie, Occasion.STARTED, 0), liar.seen());
            world.directory().reached(World.NETWORK, liar.node(), victim);
        }

        for (int i = 0; i < 1_000; i++) {
            AnnounceReply reply = welcomed(world.announce(asker.announce(Occasion.STARTED, 50), asker.seen()));

            assertThat(reply.records())
                    .hasSize(50)
                    .noneMatch(record -> record.endpoints().contains(victim));
        }
    }

    @Test
    void aPlaceThatIsGivenUpCanBeTakenByAnother() {
        World strict = new World(
                new DirectoryLimits(DirectoryLimits.Rhythm.standard(), NetworkRule.every(), 10, 100, 1, 1, 50));
        Announcer first = Announcer.at(1, host(80, 1, 1, 1));
        strict.announce(first, Occasion.STARTED);
        strict.announce(first, Occasion.STOPPED);

        Answer second = strict.announce(Announcer.at(2, host(80, 1, 1, 1)), Occasion.STARTED);

        assertThat(welcomed(second).swarmSize()).isEqualTo(1);
    }

    @Test
    void aWholeLaboratoryMayAnnounceFromOnePrivateAddress() {
        World strict = new World(
                new DirectoryLimits(DirectoryLimits.Rhythm.standard(), NetworkRule.every(), 10, 100, 1, 1, 50));

        for (int i = 0; i < 30; i++) {
            strict.announce(Announcer.at(i, host(127, 0, 0, 1)), Occasion.STARTED);
            strict.announce(Announcer.at(100 + i, host(192, 168, 1, 7)), Occasion.STARTED);
        }

        assertThat(strict.peersListed()).isEqualTo(60);
    }

    private List<PeerRecord> ask(int want) {
        return welcomed(world.announce(asker.announce(Occasion.STARTED, want), asker.seen()))
                .records();
    }
}
