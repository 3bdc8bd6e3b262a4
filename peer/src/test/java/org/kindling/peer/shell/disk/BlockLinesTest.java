package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Payment;
import org.kindling.protocol.ledger.Transaction;

final class BlockLinesTest {
    private static final Address PAYER = TestBlocks.person(1);
    private static final Address PAYEE = TestBlocks.person(2);
    private static final Address PRODUCER = TestBlocks.person(5);

    @Test
    void whoPaysSendsAmountAndFeeAndEveryPayeeGetsOneLine() {
        Transaction payment = TestBlocks.transaction(
                1, new Payload.Transfer(List.of(to(PAYEE, 10), to(TestBlocks.person(3), 4), to(PAYEE, 1))));

        List<BlockLines.Line> lines = lines(Amount.ZERO, payment);

        assertThat(lines)
                .containsExactly(
                        line(PAYER, 0, payment, 17, 0),
                        line(PAYEE, 0, payment, 0, 11),
                        line(TestBlocks.person(3), 0, payment, 0, 4),
                        reward(1, 2, payment));
    }

    @Test
    void whoPaysItselfHasBothSidesInOneLine() {
        Transaction payment = TestBlocks.transaction(1, new Payload.Transfer(List.of(to(PAYER, 10))));

        assertThat(lines(Amount.ZERO, payment)).first().isEqualTo(line(PAYER, 0, payment, 12, 10));
    }

    @Test
    void aRecordCostsItsFee() {
        Transaction record = TestBlocks.transaction(1, new Payload.Inscription(Bytes.of((byte) 1)));

        assertThat(lines(Amount.ZERO, record)).first().isEqualTo(line(PAYER, 0, record, 2, 0));
    }

    @Test
    void theProducerGetsRewardAndFeesInOneLineOfItsOwn() {
        Transaction first = TestBlocks.transaction(1);
        Transaction second = TestBlocks.transaction(2);

        assertThat(lines(Amount.of(50), first, second)).last().isEqualTo(reward(2, 54, first, second));
        assertThat(lines(Amount.ZERO)).isEmpty();
    }

    private static Payment to(Address payee, long amount) {
        return new Payment(payee, Amount.of(amount));
    }

    private static Block block(Transaction... transactions) {
        return TestBlocks.block(TestBlocks.GENESIS, 1, 5, List.of(transactions));
    }

    private static List<BlockLines.Line> lines(Amount reward, Transaction... transactions) {
        return BlockLines.of(block(transactions), reward);
    }

    private static BlockLines.Line line(Address who, int index, Transaction only, long sent, long received) {
        return new BlockLines.Line(
                who,
                new HistoryLine(
                        new ChainPosition(Height.of(1), index),
                        block(only).id(),
                        only.id(),
                        Amount.of(sent),
                        Amount.of(received)));
    }

    private static BlockLines.Line reward(int index, long amount, Transaction... transactions) {
        Block block = block(transactions);
        return new BlockLines.Line(
                PRODUCER,
                new HistoryLine(
                        new ChainPosition(Height.of(1), index),
                        block.id(),
                        block.id(),
                        Amount.ZERO,
                        Amount.of(amount)));
    }
}
