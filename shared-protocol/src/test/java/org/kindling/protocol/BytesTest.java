package org.kindling.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void bytesDoNotChangeWhenTheirSourceOrTheirCopyDoes() {
        byte[] source = {1, 2, 3};
        Bytes bytes = Bytes.of(source);

        source[0] = 9;
        bytes.toArray()[1] = 9;

        assertThat(bytes.hex()).isEqualTo("010203");
    }

    @Test
    void orderIsUnsignedFromTheLeftAndABeginningComesFirst() {
        Bytes low = Bytes.fromHex("7f");
        Bytes high = Bytes.fromHex("80");
        Bytes higher = Bytes.fromHex("8000");

        assertThat(low).isLessThan(high);
        assertThat(high).isLessThan(higher);
        assertThat(Bytes.EMPTY).isLessThan(low);
    }

    @Test
    void equalContentsAreEqualBytesWithTheSameHashCodeEverywhere() {
        Bytes one = Bytes.fromHex("00FF10");
        Bytes two = Bytes.of((byte) 0, (byte) 0xff, (byte) 0x10);

        assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
        assertThat(one.hashCode()).isEqualTo(29_776);
    }

    @Test
    void slicesAndConcatenationsAreInverse() {
        Bytes whole = Bytes.fromHex("0011223344");

        Bytes joined = whole.slice(0, 2).concat(whole.slice(2, 5));

        assertThat(joined).isEqualTo(whole);
        assertThat(whole.startsWith(whole.slice(0, 2))).isTrue();
        assertThat(whole.startsWith(whole.slice(1, 2))).isFalse();
        assertThat(whole.slice(3, 3)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void aSliceOutsideTheBytesIsRefused() {
        Bytes three = Bytes.fromHex("001122");

        assertThatIllegalArgumentException().isThrownBy(() -> three.slice(1, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> three.slice(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> three.slice(-1, 1));
    }

    @Test
    void textThatIsNotHexadecimalIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromHex("0g"));
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromHex("012"));
    }

    @Test
    void longBytesAreShortenedWhenShownAndWholeAsHex() {
        Bytes longBytes = Bytes.wrap(new byte[33]);

        assertThat(longBytes.toString()).isEqualTo("00".repeat(32) + "…(33 bytes)");
        assertThat(longBytes.hex()).hasSize(66);
        assertThat(Bytes.wrap(new byte[32]).toString()).isEqualTo("00".repeat(32));
    }

    @Test
    void aBufferReceivesAllBytesInOrder() {
        ByteBuffer buffer = ByteBuffer.allocate(4).put((byte) 7);

        Bytes.fromHex("010203").writeTo(buffer);

        assertThat(buffer.array()).containsExactly(7, 1, 2, 3);
    }
}
