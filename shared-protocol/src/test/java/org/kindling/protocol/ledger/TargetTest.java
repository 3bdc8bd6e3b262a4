package org.kindling.protocol.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.crypto.Hash;

class TargetTest {
    /** The examples of Bitcoin's developer reference, "Target nBits", that stand for a target in its one form. */
    @ParameterizedTest
    @CsvSource({
        "02008000, 80",
        "05009234, 92340000",
        "04123456, 12345600",
        "1d00ffff, ffff0000000000000000000000000000000000000000000000000000",
        "1b0404cb, 404cb000000000000000000000000000000000000000000000000",
        "03123456, 123456",
        "01010000, 1",
        "207fffff, 7fffff0000000000000000000000000000000000000000000000000000000000"
    })
    void aCompactTargetIsReadAsBitcoinReadsIt(String bits, String value) {
        Target target = Target.ofBits(Integer.parseUnsignedInt(bits, 16));

        assertThat(target.value()).isEqualTo(new BigInteger(value, 16));
        assertThat(target.bits()).isEqualTo(Integer.parseUnsignedInt(bits, 16));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000",
                "01003456",
                "04923456",
                "01fedcba",
                "04800000", // zero or negative
                "01123456",
                "04001234",
                "05001234",
                "20001234", // another form of a smaller number
                "20ffffff",
                "21010000",
                "217fffff",
                "ff123456" // too large
            })
    void zeroNegativeLargeAndSecondFormsAreRefused(String bits) {
        assertThatIllegalArgumentException().isThrownBy(() -> Target.ofBits((int) Long.parseLong(bits, 16)));
    }

    @Test
    void compactingLosesPrecisionOnceOnly() {
        Target precise = new Target(new BigInteger("123456789abcdef0123456789abcdef", 16));

        assertThat(precise.rounded().value()).isLessThan(precise.value());
        assertThat(precise.rounded().rounded()).isEqualTo(precise.rounded());
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 3, 10, 1_000, 65_536, 1e9, 1e15})
    void aTargetNeedsAboutAsManyHashesAsItWasMadeFor(double hashes) {
        assertThat(Target.forExpectedHashes(hashes).work().doubleValue()).isBetween(hashes * 0.99, hashes * 1.01 + 1);
    }

    @Test
    void theEasiestTargetIsMetByEverySecondHash() {
        assertThat(Target.EASIEST.work()).isEqualTo(BigInteger.TWO);
        assertThat(Target.EASIEST.isMetBy(Hash.fromHex("7f" + "ff".repeat(31)))).isTrue();
        assertThat(Target.EASIEST.isMetBy(Hash.fromHex("80" + "00".repeat(31)))).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Target(BigInteger.ONE.shiftLeft(255)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Target(BigInteger.ZERO));
    }

    @Test
    void aHashEqualToTheTargetMeetsIt() {
        Target target = Target.ofBits(0x03123456);

        assertThat(target.isMetBy(Hash.fromHex("0".repeat(58) + "123456"))).isTrue();
        assertThat(target.isMetBy(Hash.fromHex("0".repeat(58) + "123457"))).isFalse();
    }
}
