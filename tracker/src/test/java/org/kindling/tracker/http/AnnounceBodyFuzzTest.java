package org.kindling.tracker.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.protocol.announce.AnnounceRefusal;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.tracker.directory.Answer;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.directory.DirectoryLimits;
import org.kindling.tracker.directory.GroupRule;
import org.kindling.tracker.directory.Notary;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.http.AnnounceDesk.Admission;

/** Everything that happens to the bytes of an announce, from the socket to the bytes of the answer. */
class AnnounceBodyFuzzTest {
    private static final AnnounceDesk DESK = new AnnounceDesk(SignatureRule::best);
    private static final SeenHost SEEN = new SeenHost(Bytes.fromHex("5db8d822"));

    /** Half an hour before the saved records expire. */
    private static final long NOW_MILLIS = 1_800_000_000_000L;

    @FuzzTest(maxDuration = "60s")
    void anyBodyIsAnsweredOrRefusedAsTheCallersOwnMistake(byte[] body) {
        Directory directory = directory();

        int status = answer(directory, body);

        assertThat(status).isBetween(200, 499);
    }

    @Test
    void theSavedAnnounceGoesAllTheWay() throws IOException {
        Directory directory = directory();

        int status = answer(directory, saved("good"));

        assertThat(status).isEqualTo(200);
        assertThat(directory.census(1, NOW_MILLIS).peers()).isEqualTo(1);
    }

    private static Directory directory() {
        KeyPair key = KeyPair.fromSeed(Hash.sha256(new byte[] {1}).bytes());
        return new Directory(
                DirectoryLimits.standard(),
                GroupRule.byNetwork(),
                new SplittableRandom(1),
                new Notary(key, NOW_MILLIS));
    }

    private static int answer(Directory directory, byte[] body) {
        return DESK.admit(body).fold(new Admission.Cases<>() {
            @Override
            public Integer admitted(Admission.Admitted admitted) {
                return status(directory.announce(admitted.announce(), SEEN, NOW_MILLIS));
            }

            @Override
            public Integer turned(Admission.Turned turned) {
                return status(turned.refusal());
            }
        });
    }

    private static int status(Answer answer) {
        return answer.fold(new Answer.Cases<>() {
            @Override
            public Integer welcome(Answer.Welcome welcome) {
                assertThat(AnnounceJson.encode(welcome.reply())).hasSizeLessThanOrEqualTo(AnnounceJson.REPLY_BYTES_MAX);
                return 200;
            }

            @Override
            public Integer refused(Answer.Refused refused) {
                return status(Refusals.of(refused));
            }
        });
    }

    private static int status(AnnounceRefusal refusal) {
        assertThat(AnnounceJson.encode(refusal)).hasSizeLessThanOrEqualTo(AnnounceJson.REFUSAL_BYTES_MAX);
        return refusal.status();
    }

    private static byte[] saved(String name) throws IOException {
        String path = "AnnounceBodyFuzzTestInputs/anyBodyIsAnsweredOrRefusedAsTheCallersOwnMistake/" + name;
        try (InputStream in = AnnounceBodyFuzzTest.class.getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            return in.readAllBytes();
        }
    }
}
