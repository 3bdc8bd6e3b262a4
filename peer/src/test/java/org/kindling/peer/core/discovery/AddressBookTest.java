package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.discovery.Town.someone;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.RememberedBook;
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
    private static final int SHARE_OF_A_SOURCE = LIMITS.newBucketsPerSource() * LIMITS.bucketSlots();

    private final AddressBook book = bookWith(RememberedBook.nothing());

    private static AddressBook bookWith(RememberedBook remembered) {
        return new AddressBook(SELF.node(), LIMITS, NetworkGroup::of, remembered, new Chance(new SplittableRandom(11)));
    }

    private static Someone at(int number, String host) {
        return Someone.of(Town.NETWORK, number, new Endpoint(host, 7_000));
    }

    /** Of whom only a name and an address are known. */
    private static Door door(int number, String host) {
        byte[] id = new byte[NodeId.SIZE];
        id[0] = (byte) (number >> 16);
        id[1] = (byte) (number >> 8);
        id[2] = (byte) number;
        return new Door(new NodeId(Bytes.wrap(id)), new Endpoint(host, 1 + number % 60_000));
    }

    /** The contact of this person, who has answered a call of ours. */
    private Contact tried(Someone someone, long atMillis) {
        book.learned(someone.record(), "x");
        Contact contact = book.find(someone.node()).orElseThrow();
        book.answered(contact, someone.endpoint(), atMillis);
        return contact;
    }

    private List<Contact> choose(int most, long nowMillis) {
        return book.choose(most, nowMillis, contact -> true, Set.of());
    }

    @Test
    void weOurselvesNeverStandInTheBook() {
        book.learned(SELF.record(), "x");
        book.heardOf(SELF.door(), "x");
        book.insistOn(SELF.door(), "x");

        assertThat(book.isEmpty()).isTrue();
        assertThat(bookWith(new RememberedBook(
                                Bytes.wrap(new byte[RememberedBook.SECRET_SIZE]),
                                List.of(Town.remembered(SELF, 1, true))))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aVillageOfFiftyPrivateAddressesFromOneTrackerFindsRoomToTheLast() {
        for (int i = 1; i <= 50; i++) {
            book.learned(at(i, "192.168.1." + i).record(), "http://tracker.example");
        }

        assertThat(book.known()).isEqualTo(50);
        assertThat(choose(50, NOW)).hasSize(50);
    }

    @Test
    void fiftyThousandAddressesFromOneSourceFillOnlyItsShare() {
        for (int i = 0; i < 50_000; i++) {
            book.heardOf(door(i, "20." + (i >> 8 & 255) + ".1.1"), "liar");
        }

        assertThat(book.known()).isBetween(SHARE_OF_A_SOURCE / 2, SHARE_OF_A_SOURCE);
        assertThat(book.heardOf(someone(1).door(), "honest")).isPresent();
    }

    @Test
    void fiftyThousandAddressesFromManySourcesNeverPushOutWhomWeTriedNorGrowTheBookBeyondItsTables() {
        Someone friend = someone(1);
        tried(friend, NOW);

        for (int i = 0; i < 50_000; i++) {
            book.heardOf(door(i, "20." + (i >> 8 & 255) + ".1.1"), "source-" + i % 500);
        }

        assertThat(book.known()).isBetween(LIMITS.newBuckets() * LIMITS.bucketSlots() / 2, LIMITS.knownMax());
        assertThat(book.find(friend.node())).isPresent();
        assertThat(book.tried()).isOne();
    }

    @Test
    void hearsayStaysUntilItsCallsFailAndThenMakesRoom() {
        List<Door> first = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Door door = door(i, "20.1.1.1");
            book.heardOf(door, "liar").ifPresent(contact -> first.add(door));
        }
        assertThat(first).hasSize(LIMITS.bucketSlots());
        assertThat(first).allMatch(door -> book.find(door.node()).isPresent());

        for (int failures = 0; failures < 3; failures++) {
            first.forEach(door -> book.failed(book.find(door.node()).orElseThrow(), NOW));
        }
        for (int i = 1_000; i < 2_000; i++) {
            book.heardOf(door(i, "20.1.1.1"), "liar");
        }

        assertThat(first).noneMatch(door -> book.find(door.node()).isPresent());
    }

    @Test
    void aLinkThatOthersOpenedMakesNobodyTried() {
        book.learned(someone(1).record(), "x");

        book.met(someone(1).node(), NOW);

        assertThat(book.tried()).isZero();
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
    void aNewRecordPutsNoAddressInFrontOfTheOneThatAnswered() {
        Contact contact = tried(someone(1), NOW);
        Someone elsewhere = Someone.of(Town.NETWORK, 1, new Endpoint("66.6.6.6", 7_000));

        book.learned(elsewhere.record(2, 90_000), "x");

        assertThat(contact.endpoints()).containsExactly(someone(1).endpoint(), elsewhere.endpoint());
        book.failed(contact, NOW);
        assertThat(contact.endpoint()).isEqualTo(elsewhere.endpoint());
        book.answered(contact, elsewhere.endpoint(), NOW + 1);
        assertThat(contact.endpoints().get(0)).isEqualTo(elsewhere.endpoint());
        assertThat(book.tried()).isOne();
    }

    @Test
    void anExpiredRecordIsNotPassedOnButStaysWorthACall() {
        book.learned(someone(1).record(1, 2_000), "x");

        assertThat(book.sample(8, SELF.node(), 1_999)).hasSize(1);
        assertThat(book.sample(8, SELF.node(), 2_000)).isEmpty();
        assertThat(choose(8, 2_000)).hasSize(1);
    }

    @Test
    void anUnprovenAddressIsNeverPassedOn() {
        book.heardOf(someone(1).door(), "x");
        book.befriend(someone(2).endpoint(), NOW);

        assertThat(book.sample(8, SELF.node(), NOW)).isEmpty();
    }

    @Test
    void whoeverIsTriedIsPassedOnFirstAndNobodyIsToldOfHimself() {
        for (int i = 1; i <= 40; i++) {
            book.learned(someone(i).record(), "x");
        }
        tried(someone(7), NOW);
        tried(someone(9), NOW);

        assertThat(book.sample(1, someone(9).node(), NOW))
                .containsExactly(someone(7).record());
        assertThat(book.sample(64, someone(9).node(), NOW))
                .hasSize(39)
                .doesNotContain(someone(9).record());
    }

    @Test
    void aThousandAddressesOfOneGroupWeighAsMuchAsOneElsewhere() {
        for (int i = 1; i <= 900; i++) {
            book.heardOf(door(i, "66.6." + i / 200 + "." + i % 200), "source-" + i % 50);
        }
        book.learned(at(1_000, "20.1.1.1").record(), "y");
        int elsewhere = 0;
        for (int i = 0; i < 1_000; i++) {
            elsewhere += choose(1, NOW).get(0).endpoint().host().startsWith("20.") ? 1 : 0;
        }

        assertThat(elsewhere).isBetween(400, 600);
    }

    @Test
    void noTwoLinksAreInOneGroupWhileThereIsAnother() {
        for (int i = 1; i <= 60; i++) {
            book.heardOf(door(i, "66." + i % 6 + ".1." + i), "x");
        }

        List<Contact> chosen = book.choose(
                8,
                NOW,
                contact -> true,
                Set.of(door(1, "66.1.1.1").endpoint().ip().orElseThrow().group().hex()));

        assertThat(chosen.subList(0, 5).stream().map(Contact::group).distinct()).hasSize(5);
        assertThat(chosen.subList(0, 5))
                .noneMatch(contact -> contact.endpoint().host().startsWith("66.1."));
        assertThat(chosen).hasSize(8);
    }

    @Test
    void hearsayGetsNoMoreThanHalfOfTheCallsHoweverMuchThereIs() {
        for (int i = 1; i <= 500; i++) {
            book.learned(someone(i).record(), "x");
        }
        Contact friend = tried(someone(500), NOW);
        int tried = 0;
        for (int i = 0; i < 1_000; i++) {
            tried += choose(1, NOW).get(0) == friend ? 1 : 0;
        }

        assertThat(tried).isBetween(400, 600);
    }

    @Test
    void anAddressGetsAnOwnerWhenSomebodyThereIsProven() {
        book.befriend(someone(1).endpoint(), NOW);
        Contact unknown = choose(1, NOW).get(0);

        Contact contact = book.identified(unknown, someone(1).node());

        assertThat(book.find(someone(1).node())).containsSame(contact);
        assertThat(contact.endpoint()).isEqualTo(someone(1).endpoint());
        assertThat(contact.isManual()).isTrue();
        assertThat(book.manual()).isOne();
        assertThat(choose(8, NOW)).containsExactly(contact);
    }

    @Test
    void whoeverAnsweredIsKnownByNameThoughThereWasNoRoomForHearsayOfHim() {
        for (int i = 0; i < 1_000; i++) {
            book.heardOf(door(i, "20.1.1.1"), "liar");
        }
        Someone answering = at(2_000, "20.1.1.1");
        book.hint(answering.endpoint(), "liar");
        Contact unknown = book.everybody().stream()
                .filter(contact -> contact.node().isEmpty())
                .findFirst()
                .orElseThrow();

        Contact contact = book.identified(unknown, answering.node());
        assertThat(book.find(answering.node())).as("no room before").isEmpty();
        book.answered(contact, answering.endpoint(), NOW);

        assertThat(book.tried()).isOne();
        assertThat(book.find(answering.node())).containsSame(contact);
    }

    @Test
    void whoeverIsHeardOfWhileHeIsBeingCalledStandsInTheBookOnce() {
        Someone answering = at(2_000, "20.1.1.1");
        Contact called = new Contact(answering.node(), List.of(answering.endpoint()), "x", NetworkGroup::of);
        Contact known = book.heardOf(answering.door(), "y").orElseThrow();

        book.answered(called, answering.endpoint(), NOW);

        assertThat(known.hasAnswered()).isTrue();
        assertThat(book.tried()).isOne();
        assertThat(choose(8, NOW)).containsExactly(known);
    }

    @Test
    void anAddressAtWhichWeAnsweredOurselvesIsNotTakenAgain() {
        book.befriend(SELF.endpoint(), NOW);

        book.isOurselves(choose(1, NOW).get(0));
        book.befriend(SELF.endpoint(), NOW);

        assertThat(book.isEmpty()).isTrue();
        assertThat(book.manual()).isZero();
    }

    @Test
    void theOperatorsWishesAreBoundedAndAlwaysFindRoom() {
        for (int i = 1; i <= 100; i++) {
            book.insistOn(door(i, "20.1.1.1"), "capsule");
        }

        assertThat(book.manual()).isEqualTo(LIMITS.manualMax());
        assertThat(book.known()).isEqualTo(LIMITS.manualMax());
    }

    @Test
    void whatIsWrittenDownIsBoundedAnchorsFirstThenTheTriedThenHearsayEachGroupInTurn() {
        for (int i = 1; i <= 100; i++) {
            tried(at(i, "66." + i % 2 + ".1.1"), NOW + i);
        }
        tried(at(101, "20.1.1.1"), NOW);
        for (int i = 200; i < 4_000; i++) {
            book.heardOf(door(i, "20." + i % 250 + ".1.1"), "source-" + i % 100);
        }
        book.anchor(List.of(at(5, "66.1.1.1").node()));

        List<RememberedPeer> peers = book.remembered().peers();

        assertThat(peers).hasSize(LIMITS.rememberedMax());
        assertThat(peers.get(0).node()).isEqualTo(at(5, "66.1.1.1").node());
        assertThat(peers.subList(1, 4).stream().map(RememberedPeer::endpoint).map(NetworkGroup::of))
                .doesNotHaveDuplicates();
        assertThat(peers.subList(1, 101)).allMatch(peer -> peer.lastAnsweredMillis() > 0);
        assertThat(peers.subList(101, 2_048)).allMatch(peer -> peer.lastAnsweredMillis() == 0);
    }

    @Test
    void whatWasWrittenDownIsRecalledAsItWas() {
        for (int i = 1; i <= 300; i++) {
            if (i % 3 == 0) {
                tried(someone(i), NOW + i);
            } else {
                book.learned(someone(i).record(), "source " + i % 7);
            }
        }
        book.anchor(List.of(someone(3).node()));

        AddressBook next = bookWith(book.remembered());

        assertThat(next.remembered()).isEqualTo(book.remembered());
        assertThat(next.tried()).isEqualTo(book.tried()).isEqualTo(100);
        assertThat(next.isChanged()).isFalse();
    }

    @Test
    void everyBookHasASecretOfItsOwn() {
        AddressBook other = new AddressBook(
                SELF.node(), LIMITS, NetworkGroup::of, RememberedBook.nothing(), new Chance(new SplittableRandom(12)));

        assertThat(other.remembered().secret()).isNotEqualTo(book.remembered().secret());
    }
}
