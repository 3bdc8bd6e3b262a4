package org.kindling.tracker.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kindling.protocol.Bytes;

final class SeenHostTest {
    /** The examples of RFC 5952 §4 among them. */
    @ParameterizedTest
    @CsvSource({
        "5db8d822, 93.184.216.34",
        "00000000000000000000ffff5db8d822, 93.184.216.34",
        "00000000000000000000000000000000, ::",
        "00000000000000000000000000000001, ::1",
        "20010db8000000000000000000020001, 2001:db8::2:1",
        "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
        "20010000000000010000000000000001, 2001:0:0:1::1",
        "20010db8000000000001000000000001, 2001:db8::1:0:0:1",
        "fe800000000000000000000000000000, fe80::"
    })
    void addressesAreWrittenTheOneWayEverybodyWritesThem(String bytes, String text) {
        SeenHost host = new SeenHost(Bytes.fromHex(bytes));

        assertThat(host.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "7f000001, true, true",
        "7f050607, true, true",
        "00000000000000000000000000000001, true, true",
        "0a010203, false, true",
        "ac0fffff, false, false",
        "ac100001, false, true",
        "ac1fffff, false, true",
        "ac200001, false, false",
        "c0a80101, false, true",
        "a9fe0101, false, true",
        "fd000000000000000000000000000001, false, true",
        "fe800000000000000000000000000001, false, true",
        "08080808, false, false",
        "20010db8000000000000000000020001, false, false"
    })
    void loopbackAndPrivateRangesAreTold(String bytes, boolean isLoopback, boolean isNearby) {
        SeenHost host = new SeenHost(Bytes.fromHex(bytes));

        assertThat(host.isLoopback()).isEqualTo(isLoopback);
        assertThat(host.isNearby()).isEqualTo(isNearby);
    }

    @Test
    void anythingElseThanFourOrSixteenBytesIsNoAddress() {
        assertThatThrownBy(() -> new SeenHost(Bytes.of((byte) 1))).isInstanceOf(IllegalArgumentException.class);
    }
}
