package org.kindling.protocol.announce;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.kindling.protocol.MalformedException;

/** Whatever the bytes: they are refused by name, or what was understood is written and understood again as the same. */
class AnnounceJsonFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void announce(byte[] json) throws MalformedException {
        Announce announce;
        try {
            announce = AnnounceJson.announce(json);
        } catch (MalformedException refused) {
            assertThat(refused.fault()).isNotNull();
            return;
        }

        assertThat(AnnounceJson.announce(AnnounceJson.encode(announce))).isEqualTo(announce);
    }

    @FuzzTest(maxDuration = "60s")
    void reply(byte[] json) throws MalformedException {
        AnnounceReply reply;
        try {
            reply = AnnounceJson.reply(json);
        } catch (MalformedException refused) {
            assertThat(refused.fault()).isNotNull();
            return;
        }

        assertThat(AnnounceJson.reply(AnnounceJson.encode(reply))).isEqualTo(reply);
    }

    @FuzzTest(maxDuration = "60s")
    void refusal(byte[] json) throws MalformedException {
        AnnounceRefusal refusal;
        try {
            refusal = AnnounceJson.refusal(json);
        } catch (MalformedException refused) {
            assertThat(refused.fault()).isNotNull();
            return;
        }

        assertThat(AnnounceJson.refusal(AnnounceJson.encode(refusal))).isEqualTo(refusal);
    }
}
