package org.kindling.peer.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BanTest {
    private static final String NODE = "3fa9c1d2e4b5a6978877665544332211ffeeddcc";

    @ParameterizedTest
    @CsvSource({
        " 3FA9c1d2e4b5a6978877665544332211ffeeddcc , 3fa9c1d2e4b5a6978877665544332211ffeeddcc",
        "203.0.113.7, 203.0.113.7",
        "::FFFF:203.0.113.7, 203.0.113.7",
        "2001:DB8:0:0::7, 2001:db8::7",
        "fe80::1%eth0, fe80::1%eth0",
        "Peer.Example.ORG., peer.example.org",
        "4.peers.example, 4.peers.example"
    })
    void whoCanBeCalledOrCallsCanBeBannedHoweverItIsWritten(String written, String listed) {
        String whom = new Instruction.Ban(written, "floods", 1_000).whom();

        assertThat(whom).isEqualTo(listed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NONSENSE",
                "non sense",
                "-x-",
                "-x-.example",
                "a..b",
                "deadbeef123",
                "203.0.113",
                "203.0.113.999",
                "2001:db8",
                NODE + "0",
                "under_score.example"
            })
    void whatIsNeitherANodeNorAnAddressNorAFullNameCannotBeBanned(String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Instruction.Ban(word, "floods", 1_000))
                .withMessageContainingAll(
                        "'" + word + "'", "node id (40 hex digits)", "IP address", "host name in full");
    }

    @Test
    void aNameWithoutAnEndIsRefusedAsWell() {
        String word = "a.".repeat(50_000) + "example";

        assertThatIllegalArgumentException().isThrownBy(() -> Ban.subject(word));
    }

    @Test
    void whatWasListedWhenMoreWasAllowedIsStillReadAndCanBeLifted() {
        Ban old = new Ban("Nonsense", "a slip", 1_000);

        assertThat(new Instruction.Unban("NONSENSE").whom()).isEqualTo(old.whom());
        assertThat(old.isAgainst(Optional.empty(), "nonsense")).isTrue();
    }
}
