package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.lab.engine.Islands;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.Weather;
import org.kindling.peer.lab.engine.World;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;

final class WrongAddressesTest {
    private static final String TRACKER = "http://tracker.lab";
    private static final int PEERS = 12;
    private static final List<List<Endpoint>> MISTAKES =
            List.of(List.of(), List.of(new Endpoint("0.0.0.0", 7_000)), List.of(new Endpoint("127.0.0.1", 7_000)));

    private final List<LabPeer> mistaken = new ArrayList<>();

    private void populate(World world, List<String> trackers) {
        Cast cast = new Cast(world.chance(), PEERS);
        List<Door> doors = List.of();
        if (trackers.isEmpty()) {
            LabPeer first = world.add(cast.newcomer(0, List.of()), Stage::honest);
            world.start(first);
            doors = List.of(new Door(first.node(), first.plan().home()));
        }
        for (int i = 1; i < PEERS; i++) {
            List<Endpoint> mistake = MISTAKES.get(i % MISTAKES.size());
            LabPeer peer = world.add(cast.newcomer(i, trackers, doors).advertising(mistake), Stage::honest);
            world.start(peer);
            mistaken.add(peer);
        }
    }

    private static PeerView view(LabPeer peer) {
        return peer.view().orElseThrow();
    }

    private static boolean isFound(LabPeer peer) {
        return view(peer).self().endpoints().equals(List.of(peer.plan().home()));
    }

    private static boolean isCalled(LabPeer peer) {
        return view(peer).links().stream().anyMatch(link -> link.direction() == Direction.INBOUND);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void peersThatDoNotKnowWhereTheyAreLearnItFromOneDoorAndAreCalled(long seed) {
        World world = new World(seed, Weather.fair());
        populate(world, List.of());
        assertThat(mistaken).noneMatch(WrongAddressesTest::isFound);

        world.run(Duration.ofMinutes(5));

        assertThat(mistaken).allMatch(WrongAddressesTest::isFound);
        assertThat(mistaken).filteredOn(WrongAddressesTest::isCalled).hasSizeGreaterThan(PEERS / 2);
        assertThat(Islands.count(world, world.living())).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withATrackerAloneNobodyNeedsToKnowWhereItIs(long seed) {
        World world = new World(seed, Weather.fair());
        world.addTracker(TRACKER);
        populate(world, List.of(TRACKER));
        assertThat(mistaken).noneMatch(WrongAddressesTest::isFound);

        world.run(Duration.ofMinutes(2));

        assertThat(mistaken).allMatch(WrongAddressesTest::isFound);
        assertThat(mistaken).filteredOn(WrongAddressesTest::isCalled).hasSizeGreaterThan(PEERS / 2);
        assertThat(Islands.count(world, world.living())).isOne();
    }

    @Test
    void whoCannotBeCalledIsToldSoAfterTenMinutesOfCompany() {
        World world = new World(6, Weather.fair());
        Cast cast = new Cast(world.chance(), PEERS);
        LabPeer first = world.add(cast.newcomer(0, List.of()), Stage::honest);
        world.start(first);
        List<Door> door = List.of(new Door(first.node(), first.plan().home()));
        for (int i = 1; i < PEERS; i++) {
            world.start(world.add(cast.newcomer(i, door), Stage::honest));
        }
        LabPeer walled = world.add(cast.uncallable(PEERS, door), Stage::honest);
        world.start(walled);

        world.run(Duration.ofMinutes(12));

        assertThat(view(walled).links()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(reachability(walled))
                .startsWith("nobody has called this peer in 1")
                .contains("--listen");
        assertThat(reachability(first)).isEqualTo("others have called this peer");
    }

    private static String reachability(LabPeer peer) {
        return view(peer).neighbourhood().sources().stream()
                .filter(source -> source.kind().equals("reachability"))
                .findFirst()
                .orElseThrow()
                .state();
    }
}
