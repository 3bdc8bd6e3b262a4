package org.kindling.tracker.front;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.tracker.front.TrackerActivity.Client;

final class ClientTallyTest {
    private final ClientTally tally = new ClientTally();

    private static PeerId id(String start) {
        return new PeerId(Bytes.wrap(
                (start + "????????????????????").substring(0, PeerId.SIZE).getBytes(ISO_8859_1)));
    }

    @ParameterizedTest
    @CsvSource({
        "-TR3000-, Transmission, 3.00",
        "-TR2940-, Transmission, 2.94",
        "-TR4060-, Transmission, 4.0.6",
        "-LT2080-, libtorrent, 2.0.8",
        "-qB4610-, qBittorrent, 4.6.1",
        "-KD0100-, Kindling, 0.1",
        "-DE21A0-, Deluge, 2.1.10",
        "A2-1-36-0-, aria2, 1.36",
        "A2-1-37-12-, aria2, 1.37.12",
        "A2--------, aria2, ''",
        "A2-9999999, aria2, ''",
        "-ZZ1000-, other, ''",
        "-TR30<b-, other, ''",
        "<script>alert, other, ''",
        "M7-5-5--, other, ''"
    })
    void aProgramIsKnownByHowItsIdsBegin(String start, String program, String version) {
        tally.announced(id(start));

        assertThat(tally.seen()).containsExactly(new Client(program, version, 1));
    }

    @Test
    void whoeverInventsVersionsDoesNotDriveOutThoseThatManyUse() {
        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

        for (int i = 0; i < 10_000; i++) {
            int drawn = i % (62 * 62);
            tally.announced(id("-UT" + digits.charAt(drawn / 62) + digits.charAt(drawn % 62) + "00-"));
            tally.announced(id("-TR4060-"));
        }

        assertThat(tally.seen()).hasSize(ClientTally.VERSIONS_MAX);
        assertThat(tally.seen().get(0)).isEqualTo(new Client("Transmission", "4.0.6", 10_000));
        assertThat(tally.count(ClientProgram.UTORRENT)).isEqualTo(10_000);
    }

    @Test
    void recordsOfOursCountAsOursWithoutAVersion() {
        tally.announcedRecord();
        tally.announcedRecord();

        assertThat(tally.seen()).containsExactly(new Client("Kindling", "", 2));
    }
}
