package org.kindling.tracker.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HostNamesTest {
    @Test
    void whatBindsANameAnswersToThatName() {
        assertThat(names("My-Machine").known()).containsExactly("localhost", "127.0.0.1", "[::1]", "my-machine");
        assertThat(names("fe80::1").known()).contains("[fe80::1]");
    }

    @Test
    void everyAddressIsNoNameToAnswerToAndIsReachedOnLoopback() {
        assertThat(names("0.0.0.0").known()).containsExactly("localhost", "127.0.0.1", "[::1]");
        assertThat(names("0.0.0.0").reachable()).isEqualTo("127.0.0.1");
        assertThat(names("::").reachable()).isEqualTo("::1");
        assertThat(names("my-machine").reachable()).isEqualTo("my-machine");
    }

    private static HostNames names(String host) {
        return new HostNames(host, List.of());
    }
}
