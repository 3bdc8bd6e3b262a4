package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.core.session.Someone;
import org.kindling.protocol.identity.Endpoint;

class SurroundingsTest {
    private static final Endpoint NAME = new Endpoint("evil.example", 1);
    private static final Endpoint SAME_NAME = new Endpoint("evil.example", 2);
    private static final Endpoint PUBLIC = new Endpoint("11.1.0.1", 7_000);

    @Test
    void inAPrivateNetworkEveryAddressIsAGroupAndInTheInternetAllNamesAreOne() {
        Surroundings surroundings = new Surroundings(List.of(new Endpoint("192.168.1.7", 7_000)));
        assertThat(surroundings.apply(NAME)).isNotEqualTo(surroundings.apply(SAME_NAME));

        assertThat(surroundings.noticed(List.of(PUBLIC))).isTrue();

        assertThat(surroundings.apply(NAME)).isEqualTo(surroundings.apply(SAME_NAME));
        assertThat(surroundings.noticed(List.of(PUBLIC))).isFalse();
    }

    @Test
    void whoeverIsAnsweredInTheInternetSortsItsBookAnew() {
        List<Someone> crowd = new ArrayList<>();
        for (int port = 1; port <= 40; port++) {
            crowd.add(Someone.of(Town.NETWORK, port, new Endpoint("evil.example", port)));
        }
        Someone honest = Someone.of(Town.NETWORK, 100, PUBLIC);
        Town town = new Town(3, List.of(), Town.remembered(crowd), honest.door());
        Action.Dial toTheHonest = town.nextDials(1_000).stream()
                .filter(dial -> dial.endpoint().equals(PUBLIC))
                .findFirst()
                .orElseThrow();
        assertThat(groups(town)).hasSize(41);

        town.answer(toTheHonest, honest);

        assertThat(groups(town)).hasSize(2);
        assertThat(town.discovery.book().tried()).isEqualTo(41);
    }

    private static List<String> groups(Town town) {
        return town.discovery.book().everybody().stream()
                .map(Contact::group)
                .distinct()
                .toList();
    }
}
