package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.RememberedPeer;
import org.kindling.peer.core.session.Someone;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.message.Message;

/** What a peer answers to: can we lose the tracker now? */
class IndependenceTest {
    @Test
    void whoKnowsNobodyNeedsATracker() {
        Town town = new Town(1, List.of("http://t"), List.of());

        PeerView.Independence verdict = town.discovery.outlook().independence();

        assertThat(verdict.isIndependent()).isFalse();
        assertThat(verdict.words()).startsWith("no: it is linked to nobody");
        assertThat(verdict.waysBack()).isEmpty();
        assertThat(verdict.own()).isZero();
        assertThat(verdict.network()).isZero();
    }

    @Test
    void whoWasOnlyToldOfPeersStillNeedsOne() {
        Town town = new Town(1, List.of("http://t"), List.of());
        Town.people(30).forEach(one -> town.discovery.learned(List.of(one.record()), "http://t", town.now));

        PeerView.Independence verdict = town.discovery.outlook().independence();

        assertThat(verdict.isIndependent()).isFalse();
        assertThat(verdict.peers()).isEqualTo(31);
        assertThat(verdict.own()).isZero();
    }

    @Test
    void whoOnceCalledManyWithSuccessNeedsNone() {
        Town town = new Town(1, List.of("http://t"), Town.remembered(Town.people(40)));

        PeerView.Independence verdict = town.discovery.outlook().independence();

        assertThat(verdict.isIndependent()).isTrue();
        assertThat(verdict.words()).startsWith("yes");
        assertThat(verdict.waysBack()).containsExactly("remembered peers that answered before: 40");
        assertThat(verdict.own()).isEqualTo(1);
    }

    @Test
    void whomOthersCalledHasAWayBackToThem() {
        Town town = new Town(1, List.of("http://t"), List.of());
        Town.people(2).forEach(one -> {
            town.discovery.learned(List.of(one.record()), "themselves", town.now);
            town.call(one);
        });

        PeerView.Independence verdict = town.discovery.outlook().independence();

        assertThat(verdict.isIndependent()).isTrue();
        assertThat(verdict.waysBack()).containsExactly("linked peers that say where they can be called: 2");
    }

    @Test
    void aFewAmongManyAreNotQuiteEnough() {
        Town town = new Town(1, List.of("http://t"), Town.remembered(Town.people(8)));
        for (int number = 100; number < 160; number++) {
            town.discovery.learned(List.of(Town.someone(number).record()), "http://t", town.now);
        }

        PeerView.Independence verdict = town.discovery.outlook().independence();

        assertThat(verdict.isIndependent()).isFalse();
        assertThat(verdict.words()).startsWith("not quite");
        assertThat(verdict.own()).isBetween(0.5, 0.99);
    }

    @Test
    void allInOneNetworkGroupAreLostWithIt() {
        List<RememberedPeer> neighbours = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            Someone one = Someone.of(Town.NETWORK, i, new Endpoint("11.1.0." + i, 7_000));
            neighbours.add(Town.remembered(one, 5_000, false));
        }

        PeerView.Independence verdict =
                new Town(1, List.of(), neighbours).discovery.outlook().independence();

        assertThat(verdict.ownByGroup()).isZero();
        assertThat(verdict.own()).isEqualTo(1);
    }

    @Test
    void whoKnowsASingleOtherPeerStillNeedsATracker() {
        Town town = new Town(1, List.of(), Town.remembered(Town.people(1)));

        PeerView.Independence verdict = town.discovery.outlook().independence();

        assertThat(verdict.isIndependent()).isFalse();
        assertThat(verdict.words()).contains("a single other peer");
    }

    @Test
    void theNetworkIsWeighedByWhatItsPeersSayOfThemselves() {
        Town town = new Town(1, List.of(), Town.remembered(Town.people(199)));
        for (int number = 1; number <= 60; number++) {
            town.discovery.outlook().heard(Town.someone(number).node(), new Message.Reach(3, 3), town.now);
        }

        PeerView.Independence verdict = town.discovery.outlook().independence();

        assertThat(verdict.own()).isEqualTo(1);
        assertThat(verdict.network()).isLessThan(0.5);
        assertThat(verdict.isIndependent()).isFalse();
        assertThat(verdict.words()).contains("can all reach each other");
    }
}
