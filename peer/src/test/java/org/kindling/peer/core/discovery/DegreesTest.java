package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.message.Message;

/** What the peers of a network say of their own connections. */
class DegreesTest {
    private static final long HOUR_MILLIS = 3_600_000;

    private final Degrees degrees = new Degrees();

    @Test
    void aLinkCountsOnceAtEitherEnd() {
        degrees.heard(Town.someone(1).node(), new Message.Reach(8, 8), 0);

        assertThat(degrees.contacts(new Message.Reach(4, 4), 100)).containsExactly(4, 8);
    }

    @Test
    void whoeverKnowsOthersIsKnownByAsManyOnAverage() {
        assertThat(degrees.contacts(new Message.Reach(0, 20), 101)).containsExactly(36);
    }

    @Test
    void nobodyHasMoreContactsThanThereAreOthers() {
        degrees.heard(Town.someone(1).node(), new Message.Reach(5, 60_000), 0);

        assertThat(degrees.contacts(new Message.Reach(4, 4), 10)).containsExactly(9, 9);
    }

    @Test
    void onlyTheLatestWordOfEachCountsAndNoneForEver() {
        degrees.heard(Town.someone(1).node(), new Message.Reach(2, 2), 0);
        degrees.heard(Town.someone(1).node(), new Message.Reach(3, 3), 1);
        degrees.heard(Town.someone(2).node(), new Message.Reach(5, 5), HOUR_MILLIS + 2);

        assertThat(degrees.contacts(new Message.Reach(1, 1), 100)).containsExactly(1, 5);
    }

    @Test
    void theSampleIsBounded() {
        for (int number = 1; number <= 1_000; number++) {
            degrees.heard(Town.someone(number).node(), new Message.Reach(5, 5), 0);
        }

        List<Integer> contacts = degrees.contacts(new Message.Reach(5, 5), 100);

        assertThat(contacts).hasSize(65);
    }
}
