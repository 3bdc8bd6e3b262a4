package org.kindling.peer.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

class AnswersTest {
    private final OnePeer one = new OnePeer().born();
    private final LinkId link = one.linked(1);
    private final TestLedger ledger = new TestLedger();

    private List<Hash> chainOf(int length) {
        List<Hash> ids = new ArrayList<>();
        for (Block block : ledger.run(ledger.genesis(), TestLedger.MINER, length)) {
            one.hear(link, new Message.FullBlock(block));
            one.serve();
            ids.add(block.id());
        }
        one.actions.clear();
        return ids;
    }

    @Test
    void aBlockAskedForManyTimesInOneQuestionIsSentOnce() {
        Hash block = chainOf(1).get(0);

        one.hear(link, new Message.GetBlocks(Collections.nCopies(Message.BLOCKS_ASKED_MAX, block)));

        assertThat(one.sent(link)).hasSize(1).hasOnlyElementsOfType(Message.FullBlock.class);
    }

    @Test
    void noQuestionBringsMoreBlocksThanWeWouldAskForOurselves() {
        int most = OnePeer.LIMITS.sync().blocksPerLink();
        List<Hash> ids = chainOf(most + 2);

        one.hear(link, new Message.GetBlocks(ids));

        assertThat(one.sent(link, Message.FullBlock.class)).hasSize(most);
        assertThat(one.sent(link)).contains(new Message.NotFound(ids.subList(most, most + 2)));
    }

    @Test
    void aTransactionThatIsNotHereIsSaidNotToBe() {
        Transaction waiting = TestLedger.pay(TestLedger.ALICE, 0, TestLedger.BOB, 5);
        one.hear(link, new Message.Transactions(List.of(waiting)));
        one.serve();
        LinkId asker = one.linked(2);

        one.hear(asker, new Message.IWant(List.of(waiting.id(), waiting.id(), Hash.ZERO)));

        assertThat(one.sent(asker))
                .containsExactly(new Message.Transactions(List.of(waiting)), new Message.NotFound(List.of(Hash.ZERO)));
    }

    @Test
    void whoHasHadItsAllowanceIsToldToAskElsewhere() {
        Hash block = chainOf(1).get(0);
        Message question = new Message.GetPeers(Message.RECORDS_MAX);
        long questions = OnePeer.LIMITS.links().bytesBurst() / (Message.RECORDS_MAX * PeerRecord.BYTES_MAX);
        for (int i = 0; i < questions; i++) {
            one.hear(link, question);
        }
        one.actions.clear();

        one.hear(link, new Message.GetBlocks(List.of(block)));
        List<Message> whileSpent = one.sent(link);
        one.actions.clear();
        one.pass(1_000);
        one.hear(link, new Message.GetBlocks(List.of(block)));

        assertThat(whileSpent).containsExactly(new Message.NotFound(List.of(block)));
        assertThat(one.sent(link, Message.FullBlock.class)).hasSize(1);
    }
}
