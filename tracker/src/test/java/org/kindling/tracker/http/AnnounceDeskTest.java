package org.kindling.tracker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.announce.AnnounceRefusal;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.tracker.http.AnnounceDesk.Admission;

final class AnnounceDeskTest {
    /** As JSON escapes them: controls of ISO 6429, a line separator, an override, half a pair. */
    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\u0085", "\\u009b", "\\u2028", "\\u202e", "\\ud800"})
    void aCharacterThatCannotBeShownIsTheCallersMistakeWhereverItStands(String character) {
        AnnounceDesk desk = new AnnounceDesk(SignatureRule::best);
        String name = character.repeat(64);

        AnnounceRefusal inTheNetwork = turned(desk.admit(announce(name, "AAAA")));
        AnnounceRefusal inTheRecord = turned(desk.admit(announce("00".repeat(32), name)));

        assertThat(inTheNetwork.status()).isEqualTo(400);
        assertThat(inTheRecord.status()).isEqualTo(400);
    }

    private static byte[] announce(String network, String record) {
        String json = "{\"network\":\"" + network + "\",\"record\":\"" + record + "\",\"want\":1}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static AnnounceRefusal turned(Admission admission) {
        return admission.fold(new Admission.Cases<>() {
            @Override
            public AnnounceRefusal admitted(Admission.Admitted admitted) {
                throw new AssertionError("expected a refusal, was admitted: " + admitted);
            }

            @Override
            public AnnounceRefusal turned(Admission.Turned turned) {
                return turned.refusal();
            }
        });
    }
}
