package org.kindling.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

class Bech32mFuzzTest {
    private static final int LENGTH_MAX = 1_000;

    @FuzzTest(maxDuration = "60s")
    void whatIsReadIsExactlyWhatWouldBeWritten(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        Bech32m.Decoded decoded;
        try {
            decoded = Bech32m.decode(text, LENGTH_MAX);
        } catch (IllegalArgumentException refused) {
            return;
        }

        String written = Bech32m.encode(decoded.prefix(), decoded.data().toArray(), LENGTH_MAX);

        assertThat(written).isEqualTo(text.toLowerCase(Locale.ROOT));
    }
}
