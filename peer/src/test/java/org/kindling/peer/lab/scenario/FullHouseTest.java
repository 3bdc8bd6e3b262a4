package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.PeerPlan;
import org.kindling.peer.lab.engine.Weather;
import org.kindling.peer.lab.engine.World;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.Door;

final class FullHouseTest {
    private static final int RESIDENTS = 12;

    private final World world = new World(7, Weather.fair());
    private final Cast cast = new Cast(world.chance(), RESIDENTS);

    /** The same peer with room for a single caller. */
    private static PeerPlan narrow(PeerPlan plan) {
        Limits all = Limits.standard();
        Limits.Links links = all.links();
        Limits.Links one = new Limits.Links(
                links.outbound(),
                links.outboundSmallNetwork(),
                links.smallNetworkPeers(),
                1,
                links.fullMeshPeers(),
                links.handshakeMillis(),
                links.pingMillis(),
                links.deadMillis(),
                links.messagesPerSecond(),
                links.messagesBurst(),
                links.bytesPerSecond(),
                links.bytesBurst(),
                links.questionsPerSecond(),
                links.questionsBurst(),
                links.answersOwedMax(),
                links.rudePointsMax(),
                links.unsettledMax(),
                links.discouragedMillis(),
                links.discouragedMax(),
                links.bansMax());
        Limits limits = new Limits(
                one,
                all.discovery(),
                all.standIn(),
                all.gossip(),
                all.mempool(),
                all.chain(),
                all.sync(),
                all.mining());
        return new PeerPlan(
                plan.spec(),
                plan.key(),
                limits,
                plan.home(),
                true,
                List.of(),
                List.of(),
                List.of(),
                false,
                plan.rewardTo());
    }

    private LabPeer add(PeerPlan plan) {
        LabPeer peer = world.add(plan, Stage::honest);
        world.start(peer);
        return peer;
    }

    @Test
    void whoeverIsTurnedAwayFromAFullHouseGetsInElsewhere() {
        LabPeer house = add(narrow(cast.newcomer(0, List.of())));
        List<Door> door = List.of(new Door(house.node(), house.plan().home()));
        for (int i = 1; i < RESIDENTS; i++) {
            add(cast.newcomer(i, door));
        }
        world.run(Duration.ofMinutes(2));

        LabPeer newcomer = add(cast.newcomer(RESIDENTS, door));
        world.run(Duration.ofSeconds(1));

        PeerView.Neighbourhood seen = newcomer.view().orElseThrow().neighbourhood();
        assertThat(seen.known()).as("the door and eight others").isGreaterThanOrEqualTo(9);
        assertThat(seen.refusals()).anySatisfy(refusal -> {
            assertThat(refusal.endpoint()).isEqualTo(house.plan().home());
            assertThat(refusal.reason()).isEqualTo("they said: " + Fault.FULL.text());
            assertThat(refusal.remedy()).isEqualTo(Fault.FULL.remedy());
        });
        world.run(Duration.ofSeconds(5));
        assertThat(newcomer.view().orElseThrow().links()).hasSizeGreaterThanOrEqualTo(8);
    }
}
