package org.kindling.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;

class HashTest {
    @Test
    void sha256IsThatOfTheStandardHoweverTheMessageIsCut() {
        byte[] a = ascii("a");
        byte[] bc = ascii("bc");

        Hash hash = Hash.sha256(a, bc);

        assertThat(hash.hex()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(hash).isEqualTo(Hash.sha256(ascii("abc"))).hasToString(hash.hex());
    }

    @Test
    void aTaggedHashIsSha256OfTagLengthTagAndParts() {
        byte[] tag = ascii(Domain.HEADER.tag());
        byte[] part = {1, 2, 3};

        Hash tagged = Hash.tagged(Domain.HEADER, part);

        assertThat(tagged).isEqualTo(Hash.sha256(new byte[] {(byte) tag.length}, tag, part));
        assertThat(tagged).isNotEqualTo(Hash.tagged(Domain.TRANSACTION, part));
    }

    @Test
    void everyDomainHasATagOfItsOwn() {
        assertThat(Arrays.stream(Domain.values()).map(Domain::tag)).doesNotHaveDuplicates();
        assertThat(Domain.values())
                .allSatisfy(domain -> assertThat(domain.tag()).matches("kindling/[a-z0-9-]+"));
    }

    @Test
    void aHashHasThirtyTwoBytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> Hash.of(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> Hash.fromHex("00"));
        assertThat(Hash.ZERO.bytes()).isEqualTo(Bytes.wrap(new byte[32]));
    }

    @Test
    void hashesCompareAsNumbersAndShowTheirBeginning() {
        Hash low = Hash.fromHex("7f" + "00".repeat(31));
        Hash high = Hash.fromHex("80" + "00".repeat(31));

        assertThat(low).isLessThan(high);
        assertThat(high.shortHex()).isEqualTo("80000000");
    }

    @Test
    void theHashCodeIsTheSameInEveryJvm() {
        Hash hash = Hash.fromHex("00".repeat(28) + "01020384");

        assertThat(hash.hashCode()).isEqualTo(0x01020384);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
