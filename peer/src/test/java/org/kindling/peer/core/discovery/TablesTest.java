package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Limits;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkGroup;
import org.kindling.protocol.identity.NodeId;

class TablesTest {
    private static final Limits.Discovery LIMITS = Limits.standard().discovery();
    private static final int SHARE_OF_A_GROUP = LIMITS.triedBucketsPerGroup() * LIMITS.bucketSlots();

    private final Tables tables = new Tables(new Buckets(Bytes.wrap(new byte[32]), LIMITS), LIMITS);
    private final List<Contact> tried = new ArrayList<>();
    private final List<Contact> refused = new ArrayList<>();

    private static Contact contact(int number) {
        byte[] id = new byte[NodeId.SIZE];
        id[0] = (byte) (number >> 8);
        id[1] = (byte) number;
        Endpoint endpoint = new Endpoint("66.6." + number / 250 + "." + number % 250, 7_000);
        return new Contact(new NodeId(Bytes.wrap(id)), List.of(endpoint), "source " + number % 97, NetworkGroup::of);
    }

    /** One group answers from more and more addresses, until nobody else finds room among the tried. */
    private void fillTheShareOfOneGroup() {
        for (int i = 0; i < 3_000; i++) {
            Contact contact = contact(i);
            tables.heardOf(contact);
            tables.answered(contact);
            (tables.isTried(contact) ? tried : refused).add(contact);
        }
    }

    @Test
    void oneGroupFillsOnlyItsShareOfTheTriedHoweverManyAnswerThere() {
        fillTheShareOfOneGroup();

        assertThat(tried).hasSizeBetween(SHARE_OF_A_GROUP / 2, SHARE_OF_A_GROUP);
        assertThat(tables.triedSize()).isEqualTo(tried.size());
    }

    @Test
    void nobodyLosesHisPlaceAmongTheTriedWithoutATest() {
        fillTheShareOfOneGroup();

        assertThat(tried).allMatch(tables::isTried);
        assertThat(tables.toTest(contact -> false)).get().isIn(tried);
    }

    @Test
    void whoeverFailsHisTestMakesRoomForTheOneWhoAnsweredAndIsHearsayAgain() {
        fillTheShareOfOneGroup();
        Contact tested = tables.toTest(contact -> false).orElseThrow();

        tables.failed(tested);

        assertThat(tables.isTried(tested)).isFalse();
        assertThat(refused.stream().filter(tables::isTried)).hasSize(1);
        assertThat(tables.triedSize()).isEqualTo(tried.size());
    }

    @Test
    void whoeverPassesHisTestOrIsLinkedStays() {
        fillTheShareOfOneGroup();
        Contact answering = tables.toTest(contact -> false).orElseThrow();
        tables.answered(answering);
        Contact linked = tables.toTest(contact -> false).orElseThrow();

        assertThat(tables.toTest(contact -> true)).isEmpty();
        tables.failed(answering);
        tables.failed(linked);

        assertThat(linked).isNotSameAs(answering);
        assertThat(tried).allMatch(tables::isTried);
    }

    @Test
    void aFailureOutsideATestCostsNobodyHisPlace() {
        fillTheShareOfOneGroup();
        while (tables.toTest(contact -> false).isPresent()) {
            tables.answered(tables.toTest(contact -> false).orElseThrow());
        }

        tried.forEach(tables::failed);

        assertThat(tried).allMatch(tables::isTried);
    }
}
