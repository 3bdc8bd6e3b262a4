package org.kindling.peer.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.NodeId;

class DiscouragedTest {
    private static NodeId node(int number) {
        byte[] bytes = new byte[NodeId.SIZE];
        bytes[0] = (byte) (number >> 16);
        bytes[1] = (byte) (number >> 8);
        bytes[2] = (byte) number;
        return new NodeId(Bytes.wrap(bytes));
    }

    @Test
    void theListNeverGrowsBeyondItsBoundAndForgetsTheOldestFirst() {
        Discouraged discouraged = new Discouraged(1_000, 3_600_000);

        for (int i = 0; i < 100_000; i++) {
            discouraged.add(node(i), i);
        }

        assertThat(discouraged.size()).isEqualTo(1_000);
        assertThat(discouraged.contains(node(98_999), 100_000)).isFalse();
        assertThat(discouraged.contains(node(99_000), 100_000)).isTrue();
    }

    @Test
    void aRepeatedOffenceBeginsTheTimeAnew() {
        Discouraged discouraged = new Discouraged(10, 100);
        discouraged.add(node(1), 0);

        discouraged.add(node(1), 90);

        assertThat(discouraged.contains(node(1), 189)).isTrue();
        assertThat(discouraged.contains(node(1), 190)).isFalse();
    }
}
