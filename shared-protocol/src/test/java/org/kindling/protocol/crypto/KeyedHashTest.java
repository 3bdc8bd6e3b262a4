package org.kindling.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;

final class KeyedHashTest {
    /** RFC 4231, §4.2. */
    @Test
    void itIsTheOneThatTheStandardSays() {
        KeyedHash hash = new KeyedHash(Bytes.fromHex("0b".repeat(20)));

        byte[] whole = hash.of("Hi There".getBytes(US_ASCII));
        byte[] inParts = hash.of("Hi".getBytes(US_ASCII), " There".getBytes(US_ASCII));

        assertThat(Bytes.wrap(whole).hex())
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        assertThat(inParts).isEqualTo(whole);
    }

    @Test
    void aShortSecretIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyedHash(Bytes.fromHex("0b".repeat(15))));
    }
}
