package org.kindling.peer.shell.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ApiOptionsTest {
    @Test
    void anApiThatBindsANameAnswersToThatName() {
        assertThat(options("My-Machine").hosts()).containsExactly("localhost", "127.0.0.1", "[::1]", "my-machine");
        assertThat(options("fe80::1").hosts()).contains("[fe80::1]");
    }

    @Test
    void everyAddressIsNoNameToAnswerToAndIsReachedOnLoopback() {
        assertThat(options("0.0.0.0").hosts()).containsExactly("localhost", "127.0.0.1", "[::1]");
        assertThat(options("0.0.0.0").reachableHost()).isEqualTo("127.0.0.1");
        assertThat(options("::").reachableHost()).isEqualTo("::1");
        assertThat(options("my-machine").reachableHost()).isEqualTo("my-machine");
    }

    private static ApiOptions options(String host) {
        return new ApiOptions(host, 0, "token", List.of());
    }
}
