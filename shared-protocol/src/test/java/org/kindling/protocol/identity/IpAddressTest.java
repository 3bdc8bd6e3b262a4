package org.kindling.protocol.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, 8.8.8.8",
        "::ffff:8.8.8.8, 8.8.8.8",
        "::FFFF:0808:0808, 8.8.8.8",
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:DB8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "0:0:0:0:0:0:0:0, ::",
        "::1, ::1",
        "1::, 1::",
        "64:ff9b::1.2.3.4, 64:ff9b::102:304"
    })
    void everySpellingIsTheSameAddressAndHasOneText(String spelling, String text) {
        assertThat(IpAddress.parse(spelling).orElseThrow().text()).isEqualTo(text);
        assertThat(new Endpoint(spelling, 1).host()).isEqualTo(text);
        assertThat(IpAddress.parse(text)).isEqualTo(IpAddress.parse(spelling));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "peer.example",
                "1.2.3",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4.5",
                "",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7::8",
                "12345::",
                "::1.2.3.4:5",
                "g::"
            })
    void whatIsNoLiteralIsNoAddress(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void aNameIsKeptWithoutTheDotAtItsEndAndAZoneIsKept() {
        assertThat(new Endpoint("Peer.Example.", 1)).isEqualTo(new Endpoint("peer.example", 1));
        assertThat(new Endpoint("fe80::1%eth0", 1).host()).isEqualTo("fe80::1%eth0");
        assertThat(new Endpoint("fe80::1%eth0", 1).ip()).isEqualTo(IpAddress.parse("fe80::1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1.2.3", "127.0.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "ff02::1", "fc00::1"})
    void whatIsNobodysOrOnlyNearbyIsNotPublic(String host) {
        assertThat(IpAddress.parse(host).orElseThrow().isPublic()).isFalse();
    }
}
