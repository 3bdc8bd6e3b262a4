package org.kindling.protocol.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Samples;

final class AnchoredRecordTest {
    @Test
    void whatIsAnchoredIsReadAgain() {
        PeerRecord record = Samples.record(1);

        assertThat(AnchoredRecord.in(AnchoredRecord.content(record))).contains(record);
    }

    @Test
    void anythingElseIsNoRecord() {
        Bytes content = AnchoredRecord.content(Samples.record(1));

        assertThat(AnchoredRecord.in(Bytes.EMPTY)).isEmpty();
        assertThat(AnchoredRecord.in(content.slice(1, content.size()))).isEmpty();
        assertThat(AnchoredRecord.in(content.slice(0, content.size() - 1))).isEmpty();
        assertThat(AnchoredRecord.in(content.concat(Bytes.of((byte) 0)))).isEmpty();
    }
}
