package org.kindling.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Samples;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Transaction;

class MessageTest {
    @Test
    void aListLongerThanItsBoundIsNoMessage() {
        List<Hash> ids = Collections.nCopies(1_025, Hash.ZERO);

        assertThatIllegalArgumentException().isThrownBy(() -> new Message.IHave(ids));
        assertThatIllegalArgumentException().isThrownBy(() -> new Message.GetHeaders(ids.subList(0, 65)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Message.GetBlocks(ids.subList(0, 65)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Message.Peers(Collections.nCopies(65, Samples.record(1)), new Message.Reach(0, 0)));
    }

    @Test
    void numbersInMessagesHaveRanges() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Message.GetPeers(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Message.GetPeers(65));
        assertThatIllegalArgumentException().isThrownBy(() -> new Message.Prune(-1, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Message.GetBlockTransactions(Hash.ZERO, List.of(8_192)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChainTip(Height.GENESIS, Hash.ZERO, BigInteger.ONE.shiftLeft(256)));
    }

    @Test
    void anAgentIsPrintable() {
        assertThatIllegalArgumentException().isThrownBy(() -> hello("two\nlines"));
        assertThatIllegalArgumentException().isThrownBy(() -> hello("x".repeat(65)));
        assertThat(hello("kindling/0.1.0 (test)").agent()).isEqualTo("kindling/0.1.0 (test)");
    }

    @Test
    void oneTransactionOfABlockIsAskedForOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Message.GetBlockTransactions(Hash.ZERO, List.of(3, 3)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Message.GetBlockTransactions(Hash.ZERO, List.of(3, 2)));
        assertThat(new Message.GetBlockTransactions(Hash.ZERO, List.of(0, 3, 8_191)).positions())
                .containsExactly(0, 3, 8_191);
    }

    @Test
    void moreBytesOfTransactionsThanFitAFrameAreNoMessage() {
        Transaction large = Samples.signed(1, new Payload.Inscription(Bytes.wrap(new byte[60 * 1024])));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Message.Transactions(Collections.nCopies(13, large)))
                .withMessageContaining("bytes of transactions");
    }

    private static Message.Hello hello(String agent) {
        return new Message.Hello(1, Samples.spec().id(), Samples.record(1), Samples.tip(), agent, 0, "203.0.113.9");
    }
}
