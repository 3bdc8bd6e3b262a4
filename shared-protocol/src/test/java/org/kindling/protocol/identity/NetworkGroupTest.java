package org.kindling.protocol.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkGroupTest {
    private static final Function<Endpoint, String> AT_HOME = NetworkGroup::of;
    private static final Function<Endpoint, String> IN_THE_INTERNET = NetworkGroup::inTheInternet;

    private static String group(String host, int port) {
        return AT_HOME.apply(new Endpoint(host, port));
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
    @CsvSource({
        "::ffff:8.8.1.1, 8.8.2.2",
        "::ffff:808:101, 8.8.2.2",
        "64:ff9b::8.8.1.1, 8.8.2.2",
        "2002:808:101::9, 8.8.2.2",
        "2001:0DB8::1, 2001:db8:ffff::2",
        "2001:db8:0:0:0:0:0:1, 2001:db8::2"
    })
    void anotherSpellingOrAWrappingIsNoOtherGroup(String one, String other) {
        assertThat(group(one, 1)).isEqualTo(group(other, 1));
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
                "fe80::1%eth0",
                "peer.example"
            })
    void inAPrivateNetworkEveryAddressAndNameIsAGroupOfItsOwn(String host) {
        assertThat(group(host, 1)).isNotEqualTo(group(host, 2));
    }

    @Test
    void inTheInternetNamesAreOneGroupAndNonPublicAddressesAnother() {
        List<String> names = groups("a.example", "b.example", "134744072");
        List<String> nearby = groups("127.0.0.1", "10.1.2.3", "192.168.3.4", "::1", "fd00::1", "fe80::1%eth0");

        assertThat(names).containsOnly(names.get(0));
        assertThat(nearby).containsOnly(nearby.get(0)).doesNotContain(names.get(0));
        assertThat(groups("8.8.1.1", "8.8.2.2", "9.9.9.9").stream().distinct()).hasSize(2);
    }

    private static List<String> groups(String... hosts) {
        return List.of(hosts).stream()
                .map(host -> IN_THE_INTERNET.apply(new Endpoint(host, 7_000)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.167.0.1", "169.253.0.1"})
    void theNeighboursOfPrivateRangesArePublic(String host) {
        assertThat(group(host, 1)).isEqualTo(group(host, 2));
    }
}
