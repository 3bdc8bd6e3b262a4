package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Fact;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.Height;

final class FactLogTest {
    private static final NodeId NODE = NodeId.of(Village.key(1).publicKey());
    private static final Hash BLOCK = Hash.sha256(new byte[] {1});
    private static final long START_NANOS = 1_000;

    private final FactLog log = new FactLog(NODE);

    @Test
    void aFactIsOneLineBehindTheNameOfItsNode() {
        Optional<String> line = log.line(new Fact.TipChanged(Height.of(7), BLOCK, 3, false), START_NANOS);

        assertThat(line)
                .contains(NODE.shortHex() + " accepted-block height=7 block=" + BLOCK.shortHex()
                        + " transactions=3 own=false");
    }

    @Test
    void nobodyForgesALineThroughAReason() {
        Optional<String> line =
                log.line(new Fact.LinkClosed(NODE, "bye\r\n\u001b[31mERROR\u2028all is lost", 0), START_NANOS);

        assertThat(line)
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("reason=bye???[31mERROR?all is lost")
                        .matches("\\P{Cntrl}*"));
    }

    @Test
    void aFloodOfRefusalsIsPrintedOnceASecondAndCounted() {
        Fact refused = new Fact.BlockRefused(BLOCK, Fault.BLOCK_WORK, NODE);
        long printed = IntStream.range(0, 1_000_000)
                .filter(i -> log.line(refused, START_NANOS + i).isPresent())
                .count();

        Optional<String> later = log.line(refused, START_NANOS + TimeUnit.SECONDS.toNanos(2));

        assertThat(printed).isEqualTo(20);
        assertThat(later).hasValueSatisfying(line -> assertThat(line).endsWith(" leftOut=999980"));
    }

    @Test
    void whatOnlyThePeerItselfCanCauseIsAlwaysPrinted() {
        Fact tip = new Fact.TipChanged(Height.of(7), BLOCK, 3, true);

        assertThat(IntStream.range(0, 100))
                .allMatch(i -> log.line(tip, START_NANOS).isPresent());
    }
}
