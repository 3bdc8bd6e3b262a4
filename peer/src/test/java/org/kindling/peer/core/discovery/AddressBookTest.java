package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.discovery.Town.someone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.RememberedPeer;
import org.kindling.peer.core.session.Someone;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkGroup;
import org.kindling.protocol.identity.NodeId;

class AddressBookTest {
    private static final Limits.Discovery LIMITS = Limits.standard().discovery();
    private static final Someone SELF = someone(0);
    private static final long NOW = 1_000;

    private final AddressBook book =
            new AddressBook(SELF.node(), LIMITS, NetworkGroup::of, new Chance(new SplittableRandom(11)));

    private static Someone at(int number, String host) {
        return Someone.of(Town.NETWORK, number, new Endpoint(host, 7_000));
    }

    @Test
    void weOurselvesNeverStandInTheBook() {
        book.learned(SELF.record(), "x");
        book.heardOf(SELF.door(), "x");
        book.recall(Town.remembered(SELF, 1, true));

        assertThat(book.isEmpty()).isTrue();
    }

    @Test
    void aHundredThousandHintsFromOneSourceFillOnlyItsShare() {
        for (int i = 0; i < 100_000; i++) {
            book.heardOf(new Endpoint("20." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), 7_000), "liar");
        }

        assertThat(book.hints()).isEqualTo(LIMITS.hintsMax() / 4);
        book.heardOf(new Endpoint("99.1.1.1", 7_000), "another");
        assertThat(book.hints()).isEqualTo(LIMITS.hintsMax() / 4 + 1);
    }

    @Test
    void aHundredThousandDoorsFromManySourcesNeverPushOutWhomWeMet() {
        Someone friend = someone(1);
        book.learned(friend.record(), "hello");
        book.met(friend.node(), NOW);

        for (int i = 0; i < 100_000; i++) {
            byte[] id = new byte[NodeId.SIZE];
            id[0] = (byte) (i >> 16);
            id[1] = (byte) (i >> 8);
            id[2] = (byte) i;
            NodeId node = new NodeId(Bytes.wrap(id));
            book.heardOf(new Door(node, new Endpoint("20.1.1.1", 1 + i % 60_000)), "source-" + i % 50);
            if (i == 5_000) {
                assertThat(book.known()).isEqualTo(LIMITS.bookMax());
            }
        }

        assertThat(book.known()).isEqualTo(LIMITS.bookMax());
        assertThat(book.find(friend.node())).isPresent();
    }

    @Test
    void aSourceMayGoOnTellingAsSoonAsItsPeersAreMet() {
        for (int i = 1; i <= LIMITS.bookPerSource(); i++) {
            assertThat(book.heardOf(door(i), "tracker")).isPresent();
        }
        assertThat(book.heardOf(door(20_000), "tracker")).isEmpty();

        book.met(door(1).node(), NOW);

        assertThat(book.heardOf(door(20_000), "tracker")).isPresent();
    }

    private static Door door(int number) {
        byte[] id = new byte[NodeId.SIZE];
        id[18] = (byte) (number >> 8);
        id[19] = (byte) number;
        return new Door(new NodeId(Bytes.wrap(id)), new Endpoint("127.0.0.1", number));
    }

    @Test
    void theHigherSequenceWins() {
        Someone moved = Someone.of(Town.NETWORK, 1, new Endpoint("127.0.0.1", 999));
        book.learned(moved.record(2, 90_000), "x");

        assertThat(book.learned(someone(1).record(1, 90_000), "x")).isFalse();
        assertThat(book.learned(someone(1).record(2, 90_000), "x")).isFalse();
        assertThat(book.find(moved.node()).orElseThrow().endpoint()).isEqualTo(moved.endpoint());
        assertThat(book.learned(someone(1).record(3, 90_000), "x")).isTrue();
        assertThat(book.find(moved.node()).orElseThrow().endpoint())
                .isEqualTo(someone(1).endpoint());
    }

    @Test
    void anExpiredRecordIsNotPassedOnButStaysWorthACall() {
        book.learned(someone(1).record(1, 2_000), "x");

        assertThat(book.sample(8, SELF.node(), 1_999)).hasSize(1);
        assertThat(book.sample(8, SELF.node(), 2_000)).isEmpty();
        assertThat(book.choose(8, 2_000, contact -> true)).hasSize(1);
    }

    @Test
    void anUnprovenAddressIsNeverPassedOn() {
        book.heardOf(someone(1).door(), "x");
        book.heardOf(someone(2).endpoint(), "x");

        assertThat(book.sample(8, SELF.node(), NOW)).isEmpty();
    }

    @Test
    void whomWeMetIsPassedOnFirstAndNobodyIsToldOfHimself() {
        for (int i = 1; i <= 40; i++) {
            book.learned(someone(i).record(), "x");
        }
        book.met(someone(7).node(), NOW);
        book.met(someone(9).node(), NOW);

        assertThat(book.sample(1, someone(9).node(), NOW))
                .containsExactly(someone(7).record());
        assertThat(book.sample(64, someone(9).node(), NOW))
                .hasSize(39)
                .doesNotContain(someone(9).record());
    }

    @Test
    void aThousandAddressesOfOneGroupWeighAsMuchAsOneElsewhere() {
        for (int i = 1; i <= 900; i++) {
            book.learned(at(i, "66.6." + i / 200 + "." + i % 200).record(), "x");
        }
        book.learned(at(1_000, "20.1.1.1").record(), "y");
        int elsewhere = 0;
        for (int i = 0; i < 1_000; i++) {
            Contact chosen = book.choose(1, NOW, contact -> true).get(0);
            elsewhere += chosen.endpoint().host().startsWith("20.") ? 1 : 0;
        }

        assertThat(elsewhere).isBetween(400, 600);
    }

    @Test
    void hearsayGetsAboutHalfOfTheCallsHoweverMuchThereIs() {
        for (int i = 1; i <= 500; i++) {
            book.learned(someone(i).record(), "x");
        }
        book.met(someone(500).node(), NOW);
        int tried = 0;
        for (int i = 0; i < 1_000; i++) {
            tried += book.choose(1, NOW, contact -> true).get(0).isMet() ? 1 : 0;
        }

        assertThat(tried).isBetween(400, 600);
    }

    @Test
    void aHintBecomesAContactWhenItsOwnerIsProven() {
        book.heardOf(someone(1).endpoint(), "lan");
        Contact hint = book.choose(1, NOW, contact -> true).get(0);

        book.identified(hint, someone(1).node());

        assertThat(book.hints()).isZero();
        assertThat(book.find(someone(1).node()).orElseThrow().endpoint())
                .isEqualTo(someone(1).endpoint());
    }

    @Test
    void anAddressAtWhichWeAnsweredOurselvesIsNotTakenAgain() {
        book.heardOf(SELF.endpoint(), "tracker");

        book.isOurselves(SELF.endpoint());
        book.heardOf(SELF.endpoint(), "tracker");

        assertThat(book.isEmpty()).isTrue();
    }

    @Test
    void whatIsWrittenDownIsBoundedAnchorsFirstThenTheMetLatestFirst() {
        Map<NodeId, Long> met = new LinkedHashMap<>();
        for (int i = 1; i <= 600; i++) {
            book.heardOf(door(i), "x");
            if (i % 2 == 0) {
                book.met(door(i).node(), NOW + i);
                met.put(door(i).node(), NOW + i);
            }
        }
        book.anchor(List.of(door(10).node(), door(20).node()));

        List<RememberedPeer> remembered = book.remembered();

        assertThat(remembered).hasSize(LIMITS.rememberedMax());
        assertThat(remembered.subList(0, 3))
                .extracting(RememberedPeer::node)
                .containsExactly(door(20).node(), door(10).node(), door(600).node());
        assertThat(remembered.subList(0, 300))
                .allSatisfy(peer -> assertThat(peer.lastMetMillis()).isEqualTo(met.get(peer.node())));
        assertThat(remembered.subList(300, 512))
                .allSatisfy(peer -> assertThat(peer.lastMetMillis()).isZero());
    }

    @Test
    void whatWasWrittenDownIsRecalledAsItWas() {
        for (int i = 1; i <= 9; i++) {
            book.learned(someone(i).record(), "x");
            book.met(someone(i).node(), NOW + i);
        }
        book.anchor(List.of(someone(3).node()));
        AddressBook next = new AddressBook(SELF.node(), LIMITS, NetworkGroup::of, new Chance(new SplittableRandom(12)));

        book.remembered().forEach(next::recall);

        assertThat(next.remembered()).isEqualTo(book.remembered());
    }
}
