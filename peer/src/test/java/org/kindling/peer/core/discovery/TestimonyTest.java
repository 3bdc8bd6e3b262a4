package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.discovery.Town.NETWORK;
import static org.kindling.peer.core.discovery.Town.TRACKER_KEY;
import static org.kindling.peer.core.discovery.Town.someone;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.crypto.Hash;

class TestimonyTest {
    private static final int SELF = 0;
    private static final long UP = 1_000;
    private static final int SIZE = 10;

    private final Testimony testimony = new Testimony();

    private static TrackerHead.Content said(int to, long timeMillis, long upSinceMillis, int size) {
        return new TrackerHead.Content(
                NETWORK,
                TRACKER_KEY.publicKey(),
                Announce.NO_NONCE,
                someone(to).node(),
                timeMillis,
                upSinceMillis,
                upSinceMillis,
                upSinceMillis,
                size,
                Hash.sha256(),
                Hash.sha256());
    }

    private Optional<String> answer(long timeMillis, long upSinceMillis, int size) {
        TrackerHead.Content head = said(SELF, timeMillis, upSinceMillis, size);
        assertThat(testimony.refusal(head)).isEmpty();
        return testimony.answered(head);
    }

    @Test
    void aLifeThatAnswersUsAfterAnotherBeganIsAContradiction() {
        answer(10_000, UP, SIZE);

        Optional<String> before = testimony.receipt(said(1, 12_000, 11_000, SIZE));
        Optional<String> after = answer(20_000, UP, SIZE);

        assertThat(before).isEmpty();
        assertThat(after).hasValueSatisfying(reason -> assertThat(reason).contains("two lives"));
    }

    @Test
    void anotherLifeIsAContradictionAlsoIfWeHearOfItLate() {
        answer(20_000, UP, SIZE);

        assertThat(testimony.receipt(said(1, 12_000, 11_000, SIZE))).isPresent();
    }

    @Test
    void whoIsRestartedAgainAndAgainDoesNotContradictItself() {
        answer(10_000, UP, SIZE);
        Optional<String> heardOfTheSecond = testimony.receipt(said(1, 12_000, 11_000, SIZE));
        Optional<String> second = answer(13_000, 11_000, SIZE);
        Optional<String> heardOfTheFirst = testimony.receipt(said(2, 9_000, UP, SIZE));
        Optional<String> heardOfTheThird = testimony.receipt(said(1, 30_000, 20_000, SIZE));
        Optional<String> third = answer(40_000, 20_000, SIZE);

        assertThat(heardOfTheSecond).isEmpty();
        assertThat(second).isEmpty();
        assertThat(heardOfTheFirst).isEmpty();
        assertThat(heardOfTheThird).isEmpty();
        assertThat(third).isEmpty();
    }

    @Test
    void whoseClockWasSetBackByARestartDoesNotContradictItself() {
        answer(100_000, 90_000, SIZE);
        testimony.receipt(said(1, 101_000, 90_000, SIZE));

        Optional<String> restarted = answer(50_000, 49_000, SIZE);

        assertThat(restarted).isEmpty();
        assertThat(answer(120_000, 49_000, SIZE)).isEmpty();
    }

    @Test
    void fewerThanTheReceiptsOfOurNeighboursAndWeIsAContradiction() {
        answer(10_000, UP, 3);
        Optional<String> first = testimony.receipt(said(1, 11_000, UP, 3));
        Optional<String> second = testimony.receipt(said(2, 11_000, UP, 3));

        Optional<String> third = testimony.receipt(said(3, 11_000, UP, 3));

        assertThat(first).isEmpty();
        assertThat(second).isEmpty();
        assertThat(third).hasValueSatisfying(reason -> assertThat(reason).contains("lists 2 peers"));
    }

    @Test
    void whoWasListedOnlyAfterOurAnswerIsNotCountedInIt() {
        answer(10_000, UP, 1);
        TrackerHead.Content later = said(1, 11_000, UP, 2);
        TrackerHead.Content joined = new TrackerHead.Content(
                later.network(),
                later.tracker(),
                later.nonce(),
                later.caller(),
                later.timeMillis(),
                later.upSinceMillis(),
                10_500,
                later.snapshotMillis(),
                later.swarmSize(),
                later.members(),
                later.answer());

        assertThat(testimony.receipt(joined)).isEmpty();
    }
}
