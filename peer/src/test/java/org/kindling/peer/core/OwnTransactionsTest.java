package org.kindling.peer.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Token;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

final class OwnTransactionsTest {
    private static final String REASON = "nonce 0 of its sender was used by another transaction";

    private final TestLedger ledger = new TestLedger();
    private final SoloPeer peer = new SoloPeer();
    private final Transaction ours = TestLedger.pay(TestLedger.ALICE, 0, TestLedger.BOB, 5);
    private final Transaction rival = TestLedger.pay(TestLedger.ALICE, 0, TestLedger.CAROL, 5);

    @BeforeEach
    void born() {
        peer.step(new Event.Woke());
    }

    @Test
    void aPaymentWhoseNonceWasUsedElsewhereIsDroppedAndSaysWhy() {
        peer.step(new Event.Submitted(new Token(1), ours));
        hear(peer.linked(1), ledger.next(ledger.genesis(), rival));

        assertThat(peer.view().waiting(ours.id())).isEmpty();
        assertThat(peer.view().dropped(ours.id())).contains(REASON);
        assertThat(peer.facts()).contains(new Fact.SubmissionDropped(ours.id(), REASON));
    }

    @Test
    void aPaymentThatIsIncludedIsNotDropped() {
        peer.step(new Event.Submitted(new Token(1), ours));
        hear(peer.linked(1), ledger.next(ledger.genesis(), ours));

        assertThat(peer.view().dropped(ours.id())).isEmpty();
        assertThat(peer.facts()).noneMatch(Fact.SubmissionDropped.class::isInstance);
    }

    @Test
    void aPaymentThatWasIncludedAndLosesItsPlaceToARivalIsDropped() {
        LinkId neighbour = peer.linked(1);
        Block first = ledger.next(ledger.genesis(), rival);
        Block second = ledger.next(first);
        peer.step(new Event.Submitted(new Token(1), ours));
        hear(neighbour, ledger.next(ledger.genesis(), ours));

        hear(neighbour, first);
        hear(neighbour, second);

        assertThat(peer.view().head().block()).isEqualTo(second.id());
        assertThat(peer.view().dropped(ours.id())).contains(REASON);
    }

    private void hear(LinkId from, Block block) {
        peer.hear(from, new Message.FullBlock(block));
    }
}
