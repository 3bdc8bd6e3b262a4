package org.kindling.tracker.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.Endpoint;

final class SharedSecretTest {
    private static final String KEY = new EntryKey(7, 1).text();
    private static final byte[] CONTENT = {1, 2, 3};

    private final SharedSecret ours = new SharedSecret(bytes("only these three know"));
    private final SharedSecret theirs = new SharedSecret(bytes("what somebody guessed"));

    @Test
    void whatAMemberSealedEveryMemberOpens() {
        byte[] sealed = ours.seal(KEY, CONTENT);

        assertThat(new SharedSecret(bytes("only these three know")).open(KEY, sealed))
                .contains(CONTENT);
    }

    @Test
    void whoDoesNotKnowTheSecretSealsNothing() {
        assertThat(ours.open(KEY, theirs.seal(KEY, CONTENT))).isEmpty();
        assertThat(ours.open(KEY, new SharedSecret(Bytes.EMPTY).seal(KEY, CONTENT)))
                .isEmpty();
    }

    @Test
    void aChangedByteBreaksTheSeal() {
        byte[] sealed = ours.seal(KEY, CONTENT);

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(ours.open(KEY, changed)).isEmpty();
        }
    }

    @Test
    void aSealHoldsUnderItsOwnKeyOnly() {
        byte[] sealed = ours.seal(KEY, CONTENT);

        assertThat(ours.open(new EntryKey(7, 2).text(), sealed)).isEmpty();
    }

    @Test
    void whatIsTooShortForASealHasNone() {
        assertThat(ours.open(KEY, new byte[SharedSecret.SEAL_BYTES - 1])).isEmpty();
    }

    @Test
    void theNameOfAClusterTellsOnlyThatTheSecretIsTheSame() {
        assertThat(ours.clusterName())
                .isEqualTo(new SharedSecret(bytes("only these three know")).clusterName())
                .isNotEqualTo(theirs.clusterName())
                .startsWith(new SharedSecret(Bytes.EMPTY).clusterName())
                .doesNotContain(bytes("only these three know").hex().substring(0, 8));
    }

    @Test
    void aSecretThatCanBeGuessedIsNone() {
        ClusterOptions open = ClusterOptions.of(List.of(new Endpoint("127.0.0.1", 5701)));

        assertThatThrownBy(() -> open.with(bytes("too short"))).hasMessageContaining("at least 16 bytes");
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(US_ASCII));
    }
}
