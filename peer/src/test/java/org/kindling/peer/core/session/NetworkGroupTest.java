package org.kindling.peer.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.identity.Endpoint;

class NetworkGroupTest {
    private static String group(String host, int port) {
        return NetworkGroup.of(new Endpoint(host, port));
    }

    @Test
    void publicAddressesOfOneSixteenAreOneGroup() {
        assertThat(group("8.8.1.1", 1)).isEqualTo(group("8.8.200.7", 2)).isNotEqualTo(group("8.9.1.1", 1));
    }

    @Test
    void publicAddressesOfOneProviderAreOneGroupInIpv6Too() {
        assertThat(group("2001:db8:1::1", 1))
                .isEqualTo(group("2001:db8:2::9", 2))
                .isNotEqualTo(group("2001:db9::1", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.9.9",
                "192.168.1.1",
                "169.254.1.1",
                "100.64.0.1",
                "::1",
                "fd00::1",
                "fe80::1",
                "peer.example"
            })
    void loopbackPrivateAddressesAndNamesAreEachAGroupOfTheirOwn(String host) {
        assertThat(group(host, 1)).isNotEqualTo(group(host, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.167.0.1", "169.253.0.1"})
    void theNeighboursOfPrivateRangesArePublic(String host) {
        assertThat(group(host, 1)).isEqualTo(group(host, 2));
    }
}
