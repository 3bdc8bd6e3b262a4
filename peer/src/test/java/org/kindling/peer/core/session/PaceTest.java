package org.kindling.peer.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.session.Someone.inbound;
import static org.kindling.peer.core.session.Someone.outbound;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.message.Message;

class PaceTest {
    private static final Limits LIMITS = Limits.standard();
    private static final int LARGEST_FRAME = 1 << 20;
    private static final Message BLOCK = new Message.FullBlock(new TestLedger().next(new TestLedger().genesis()));

    private final Sessions sessions =
            new Sessions(Someone.numbered(0).node(), Someone.NETWORK, LIMITS, new SplittableRandom(1));

    private void settle(LinkId link) {
        sessions.connected(Someone.numbered(1).on(link), 0, false);
        sessions.greet(link, Someone.numbered(1).hello(), 0);
    }

    @Test
    void aPeerThatServesUsAHundredThousandBlocksAtOnceIsNotTooFast() {
        settle(outbound(1));
        List<Hash> asked = Collections.nCopies(8, Hash.ZERO);

        for (int i = 0; i < 100_000 / 8; i++) {
            sessions.said(outbound(1), new Message.GetBlocks(asked), 1);
            for (int block = 0; block < 8; block++) {
                assertThat(sessions.admits(outbound(1), BLOCK, LARGEST_FRAME, 1))
                        .isEmpty();
            }
        }
    }

    @Test
    void whatAnswersOneQuestionIsNoLicenceToFloodWithAnotherAnswer() {
        settle(inbound(1));
        for (int i = 0; i < 16; i++) {
            sessions.said(inbound(1), new Message.IWant(Collections.nCopies(Message.IDS_MAX, Hash.ZERO)), 0);
        }

        assertThat(admitted(BLOCK, LARGEST_FRAME, 1))
                .isEqualTo((int) (LIMITS.links().bytesBurst() / LARGEST_FRAME));
    }

    @Test
    void transactionsAskedForAreCountedInBytes() {
        settle(inbound(1));
        sessions.said(inbound(1), new Message.IWant(Collections.nCopies(Message.IDS_MAX, Hash.ZERO)), 0);

        assertThat(admitted(new Message.Transactions(List.of()), LARGEST_FRAME, 1))
                .isEqualTo((int) (LIMITS.links().bytesBurst() / LARGEST_FRAME));
    }

    @Test
    void anAnswerThatComesTooLateIsTalk() {
        settle(inbound(1));
        sessions.said(inbound(1), new Message.GetHeaders(List.of()), 0);

        assertThat(admitted(new Message.Headers(List.of()), 10, LIMITS.sync().headersTimeoutMillis()))
                .isEqualTo(LIMITS.links().messagesBurst());
    }

    @Test
    void recordsNobodyAskedForAreNotLookedAt() {
        settle(inbound(1));
        Message records = new Message.Peers(List.of(), new Message.Reach(0, 0));
        sessions.said(inbound(1), new Message.GetPeers(8), 0);

        assertThat(sessions.admits(inbound(1), records, 300, 1)).isEmpty();
        assertThat(sessions.admits(inbound(1), records, 300, 1)).contains(Fault.UNASKED);
    }

    @Test
    void aQuestionCountsForAsMuchAsItAsksFor() {
        settle(inbound(1));
        List<Hash> many = Collections.nCopies(Message.BLOCKS_ASKED_MAX, Hash.ZERO);

        assertThat(admitted(new Message.GetBlocks(many), 2_000, 1))
                .isEqualTo(LIMITS.links().questionsBurst() / Message.BLOCKS_ASKED_MAX);
    }

    @Test
    void noLinkHasUsSendItMoreThanItsAllowance() {
        settle(inbound(1));
        int served = 0;
        while (sessions.serves(inbound(1), LARGEST_FRAME, 1)) {
            served++;
        }

        assertThat(served).isEqualTo((int) (LIMITS.links().bytesBurst() / LARGEST_FRAME));
        assertThat(sessions.serves(inbound(1), LARGEST_FRAME, 1_000)).isTrue();
    }

    private int admitted(Message message, int sizeBytes, long nowMillis) {
        int admitted = 0;
        while (sessions.admits(inbound(1), message, sizeBytes, nowMillis).isEmpty()) {
            admitted++;
        }
        return admitted;
    }

    @Test
    void aNewcomerThatAsksForFourThousandBlocksASecondOneByOneIsNotTooFast() {
        settle(inbound(1));
        Message one = new Message.GetBlocks(List.of(Hash.ZERO));

        for (int i = 0; i < 100_000; i++) {
            assertThat(sessions.admits(inbound(1), one, 50, i / 4)).isEmpty();
        }
    }

    @Test
    void aMeshPeerThatPassesOnTwoThousandTransactionsASecondOneByOneIsNotTooFast() {
        settle(inbound(1));

        for (int i = 0; i < 100_000; i++) {
            assertThat(sessions.admits(inbound(1), new Message.Transactions(List.of()), 250, i / 2))
                    .isEmpty();
        }
    }

    @Test
    void aFloodOfMessagesIsTooFastAndItsLinkIsSoonClosed() {
        settle(inbound(1));
        int admitted = 0;
        Judgement judgement = Judgement.IGNORE;
        while (judgement == Judgement.IGNORE && admitted < 1_000_000) {
            if (sessions.admits(inbound(1), new Message.Graft(), 10, 0).isEmpty()) {
                admitted++;
            } else {
                judgement = sessions.blame(inbound(1), Fault.TOO_FAST, 0);
            }
        }

        assertThat(judgement).isEqualTo(Judgement.CLOSE);
        assertThat(admitted).isEqualTo(LIMITS.links().messagesBurst());
    }

    @Test
    void aFloodOfBytesIsTooFast() {
        settle(inbound(1));
        int admitted = 0;
        while (sessions.admits(inbound(1), new Message.Transactions(List.of()), LARGEST_FRAME, 0)
                .isEmpty()) {
            admitted++;
        }

        assertThat(admitted).isEqualTo((int) (LIMITS.links().bytesBurst() / LARGEST_FRAME));
        assertThat(sessions.admits(inbound(1), new Message.Ping(1), 10, 1_000)).isEmpty();
    }

    @Test
    void answersNobodyAskedForCountAsTalk() {
        settle(inbound(1));
        sessions.said(inbound(1), new Message.GetHeaders(List.of()), 0);
        int admitted = 0;
        while (sessions.admits(inbound(1), new Message.Headers(List.of()), 10, 0)
                .isEmpty()) {
            admitted++;
        }

        assertThat(admitted).isEqualTo(LIMITS.links().messagesBurst() + 1);
    }

    @Test
    void whatIsOwedToUsIsBounded() {
        settle(inbound(1));
        for (int i = 0; i < 1_000; i++) {
            sessions.said(inbound(1), new Message.IWant(Collections.nCopies(Message.IDS_MAX, Hash.ZERO)), 0);
        }
        int admitted = 0;
        while (sessions.admits(inbound(1), new Message.Transactions(List.of()), 10, 0)
                .isEmpty()) {
            admitted++;
        }

        assertThat(admitted)
                .isEqualTo(LIMITS.links().answersOwedMax() + LIMITS.links().messagesBurst());
    }
}
