package org.kindling.protocol.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.protocol.Refusals.assertRefused;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Fault;
import org.kindling.protocol.Samples;
import org.kindling.protocol.crypto.Bech32m;

class AddressTest {
    private static final String TEXT = Samples.address(1).text("kv");

    @Test
    void anAddressIsReadBackFromItsText() throws Exception {
        assertThat(Address.parse("kv", TEXT)).isEqualTo(Samples.address(1));
        assertThat(Address.parse("kv", TEXT.toUpperCase(Locale.ROOT))).isEqualTo(Samples.address(1));
    }

    @Test
    void anAddressOfAnotherNetworkIsRefusedAndTheSentenceNamesBothPrefixes() {
        assertRefused(Fault.OUT_OF_RANGE, () -> Address.parse("kw", TEXT));
    }

    @Test
    void everyMistypedCharacterIsNoticed() {
        for (int at = 3; at < TEXT.length(); at++) {
            char other = TEXT.charAt(at) == 'q' ? 'p' : 'q';
            String mistyped = TEXT.substring(0, at) + other + TEXT.substring(at + 1);

            assertRefused(Fault.UNREADABLE, () -> Address.parse("kv", mistyped));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 19, 21, 32})
    void anAddressOfAnotherLengthIsRefused(int bytes) {
        String text = Bech32m.encode("kv", new byte[bytes]);

        assertRefused(Fault.OUT_OF_RANGE, () -> Address.parse("kv", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kv", "kv1", "1", "Kv1qqqqqq", "kv1\u0000", "kv1qqq\u212aqqq"})
    void whatIsNoBech32mIsUnreadable(String text) {
        assertRefused(Fault.UNREADABLE, () -> Address.parse("kv", text));
    }
}
