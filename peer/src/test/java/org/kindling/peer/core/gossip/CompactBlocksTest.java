package org.kindling.peer.core.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.peer.core.gossip.CompactBlocks.Assembly;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

class CompactBlocksTest {
    private static final long NOW = 1_000_000;
    private static final LinkId LINK = new LinkId(Direction.INBOUND, 1);
    private static final LinkId OTHER = new LinkId(Direction.INBOUND, 2);

    private final Limits.Gossip limits = Limits.standard().gossip();
    private final Outbox out = new Outbox();
    private final CompactBlocks blocks = new CompactBlocks(limits);
    private final Transaction first = TestLedger.pay(TestLedger.ALICE, 0, TestLedger.BOB, 1);
    private final Transaction second = TestLedger.pay(TestLedger.ALICE, 1, TestLedger.BOB, 2);
    private final Block block = new TestLedger().next(new TestLedger().genesis(), first, second);

    private Message.CompactBlock compact() {
        return new Message.CompactBlock(
                block.header(),
                block.transactions().stream()
                        .map(transaction -> Message.CompactBlock.shortId(transaction.id()))
                        .toList());
    }

    private static Optional<Transaction> find(long shortId, Transaction... known) {
        for (Transaction transaction : known) {
            if (Message.CompactBlock.shortId(transaction.id()) == shortId) {
                return Optional.of(transaction);
            }
        }
        return Optional.empty();
    }

    @Test
    void aBlockWhoseTransactionsAllWaitHereIsCompleteAtOnce() {
        Assembly assembly = blocks.heard(LINK, compact(), id -> find(id, first, second), NOW, out);

        assertThat(assembly).isEqualTo(new Assembly.Complete(block));
    }

    @Test
    void onlyWhatIsMissingIsAskedFor() {
        blocks.heard(LINK, compact(), id -> find(id, first), NOW, out);

        assertThat(out.drain())
                .containsExactly(new Action.Send(LINK, new Message.GetBlockTransactions(block.id(), List.of(1))));
        assertThat(blocks.heard(LINK, new Message.BlockTransactions(block.id(), List.of(second))))
                .contains(new Assembly.Complete(block));
    }

    @Test
    void aWrongPieceOnlyCostsTheFullBlock() {
        blocks.heard(LINK, compact(), id -> find(id, first), NOW, out);

        Optional<Assembly> assembly = blocks.heard(LINK, new Message.BlockTransactions(block.id(), List.of(first)));

        assertThat(assembly).contains(new Assembly.NeedsFullBlock());
        assertThat(blocks.isAssembling(block.id())).isFalse();
    }

    @Test
    void piecesFromALinkThatWasNotAskedAreIgnored() {
        blocks.heard(LINK, compact(), id -> find(id, first), NOW, out);

        assertThat(blocks.heard(OTHER, new Message.BlockTransactions(block.id(), List.of(second))))
                .isEmpty();
        assertThat(blocks.isAssembling(block.id())).isTrue();
    }

    @Test
    void anUnansweredQuestionLapses() {
        blocks.heard(LINK, compact(), id -> find(id, first), NOW, out);

        assertThat(blocks.lapsed(NOW + limits.compactTimeoutMillis() - 1)).isEmpty();
        assertThat(blocks.lapsed(NOW + limits.compactTimeoutMillis())).containsExactly(LINK);
        assertThat(blocks.isAssembling(block.id())).isFalse();
    }

    @Test
    void onlyWhoWasAskedCanSayThatThePiecesAreNotFound() {
        blocks.heard(LINK, compact(), id -> find(id, first), NOW, out);

        blocks.heardNotFound(OTHER, block.id());
        boolean isStillOpen = blocks.isAssembling(block.id());
        blocks.heardNotFound(LINK, block.id());

        assertThat(isStillOpen).isTrue();
        assertThat(blocks.isAssembling(block.id())).isFalse();
    }

    @Test
    void aLinkWeDialledIsAskedBesideOneThatOnlyCallsUs() {
        LinkId dialled = new LinkId(Direction.OUTBOUND, 1);
        blocks.heard(LINK, compact(), id -> find(id, first), NOW, out);
        boolean isOtherCallerAsked = !blocks.isTakenCareOf(block.id(), OTHER);
        boolean isDialledAsked = !blocks.isTakenCareOf(block.id(), dialled);

        blocks.heard(dialled, compact(), id -> find(id, first), NOW, out);
        Optional<Assembly> assembly = blocks.heard(dialled, new Message.BlockTransactions(block.id(), List.of(second)));

        assertThat(isOtherCallerAsked).isFalse();
        assertThat(isDialledAsked).isTrue();
        assertThat(assembly).contains(new Assembly.Complete(block));
        assertThat(blocks.lapsed(NOW + limits.compactTimeoutMillis())).isEmpty();
    }

    @Test
    void aListOfAnotherLengthThanTheHeaderSaysLeadsNowhere() {
        Message.CompactBlock cut = new Message.CompactBlock(block.header(), List.of(1L));

        assertThat(blocks.heard(LINK, cut, id -> Optional.empty(), NOW, out)).isEqualTo(new Assembly.NeedsFullBlock());
    }
}
