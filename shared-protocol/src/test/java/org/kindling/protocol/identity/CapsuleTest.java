package org.kindling.protocol.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.kindling.protocol.Refusals.assertRefused;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.Samples;
import org.kindling.protocol.schema.CapsuleFileMessage;

class CapsuleTest {
    private static final Capsule CAPSULE = Samples.capsule();
    private static final String TEXT = CAPSULE.text();

    @Test
    void aCapsuleIsReadBackFromItsText() throws Exception {
        assertThat(Capsule.parse(TEXT)).isEqualTo(CAPSULE);
        assertThat(Capsule.parse("  " + TEXT + "\n")).isEqualTo(CAPSULE);
    }

    @Test
    void itCarriesTheUrlsOfBitTorrentTrackers() throws MalformedException {
        List<String> trackers = List.of("udp://tracker.example:6969", "https://tracker.example/announce?key=%2F1");
        Capsule capsule = new Capsule(CAPSULE.network(), trackers, CAPSULE.doors(), CAPSULE.checkpoint());

        assertThat(Capsule.parse(capsule.text())).isEqualTo(capsule);
    }

    @Test
    void everyMistypedCharacterIsNoticed() {
        for (int at = Capsule.SCHEME.length(); at < TEXT.length(); at++) {
            char other = TEXT.charAt(at) == 'A' ? 'B' : 'A';
            String mistyped = TEXT.substring(0, at) + other + TEXT.substring(at + 1);

            assertRefused(Fault.UNREADABLE, () -> Capsule.parse(mistyped));
        }
    }

    @Test
    void aCapsuleCutShortAnywhereIsNoticed() {
        for (int length = 0; length < TEXT.length(); length++) {
            String cut = TEXT.substring(0, length);

            assertRefused(Fault.UNREADABLE, () -> Capsule.parse(cut));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "magnet:?xt=urn:btih:00",
                "https://example.org",
                "Kindling:AAAA",
                "kindling",
                "kindling:ä",
                "kindling:A A"
            })
    void anotherSchemeOrAlphabetIsUnreadable(String text) {
        assertRefused(Fault.UNREADABLE, () -> Capsule.parse(text));
    }

    @Test
    void aSecondSpellingIsRefused() {
        assertRefused(Fault.NOT_CANONICAL, () -> Capsule.parse(TEXT + "=".repeat((4 - (TEXT.length() - 9) % 4) % 4)));
    }

    @Test
    void aRightChecksumDoesNotExcuseBadContent() {
        byte[] content = IdentityCodec.encode(CAPSULE);
        byte[] shorter = Arrays.copyOf(content, content.length - 2);

        assertRefused(Fault.UNREADABLE, () -> Capsule.parse(sealed(shorter)));
        assertRefused(Fault.OUT_OF_RANGE, () -> Capsule.parse(sealed(new byte[0])));
    }

    @Test
    void theLongestCapsuleOfFourTrackersAndFourDoorsStillFits() throws Exception {
        Door door = new Door(
                NodeId.of(Samples.key(9).publicKey()), new Endpoint("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", 65535));
        Capsule long4 = new Capsule(
                CAPSULE.network(),
                Collections.nCopies(4, "https://tracker.long-name.example.org:8443"),
                Collections.nCopies(4, door),
                CAPSULE.checkpoint());

        assertThat(long4.text().length()).isLessThanOrEqualTo(Capsule.CHARACTERS_MAX);
        assertThat(Capsule.parse(long4.text())).isEqualTo(long4);
    }

    @Test
    void whatWouldBeTooLongIsNotMinted() {
        Capsule long4 = new Capsule(
                CAPSULE.network(),
                Collections.nCopies(4, "https://" + "a".repeat(190)),
                List.of(),
                CAPSULE.checkpoint());

        assertThatIllegalArgumentException().isThrownBy(long4::text).withMessageContaining("fewer trackers");
        assertRefused(Fault.OUT_OF_RANGE, () -> Capsule.parse(TEXT + "A".repeat(800)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tracker.example", "http://", "http://with space", "http://new\nline", "://x"})
    void aTrackerIsAUrl(String tracker) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Capsule(CAPSULE.network(), List.of(tracker), List.of(), CAPSULE.checkpoint()));
    }

    @Test
    void cutToFitItKeepsItsDoorsRatherThanItsTrackers() throws Exception {
        List<String> longNames = List.of(longUrl("a"), longUrl("b"), longUrl("c"), longUrl("d"));
        Capsule tooLong = new Capsule(CAPSULE.network(), longNames, CAPSULE.doors(), CAPSULE.checkpoint());

        Capsule cut = tooLong.cutToFit();

        assertThat(Capsule.parse(cut.text())).isEqualTo(cut);
        assertThat(cut.doors()).isEqualTo(tooLong.doors());
        assertThat(cut.trackers()).isNotEmpty().isSubsetOf(longNames);
        assertThat(CAPSULE.cutToFit()).isEqualTo(CAPSULE);
    }

    @Test
    void doorsOfLongNamesAreCutToo() throws Exception {
        Door door =
                new Door(CAPSULE.doors().get(0).node(), new Endpoint("h".repeat(60) + ".example".repeat(20), 7_000));
        Capsule tooLong = new Capsule(CAPSULE.network(), List.of(), Collections.nCopies(4, door), CAPSULE.checkpoint());

        assertThat(tooLong.cutToFit().doors()).hasSizeBetween(1, 3);
    }

    private static String longUrl(String name) {
        return "http://" + name.repeat(50) + ".example/" + "x".repeat(100);
    }

    @Test
    void aCapsuleFileCarriesTheSpecOfItsOwnNetwork() throws Exception {
        CapsuleFile file = Samples.capsuleFile();
        Capsule stranger = new Capsule(new NetworkId(Samples.hash(3)), List.of(), List.of(), CAPSULE.checkpoint());

        assertThat(IdentityReader.capsuleFile(IdentityCodec.encode(file))).isEqualTo(file);
        assertThatIllegalArgumentException().isThrownBy(() -> new CapsuleFile(stranger, Samples.spec(), List.of()));
    }

    @Test
    void aCapsuleFileHasABoundOnRecordsAndBytes() {
        byte[] record = IdentityCodec.toSchema(Samples.record(1)).toByteArray();
        CapsuleFileMessage.Builder file = CapsuleFileMessage.newBuilder();
        for (int i = 0; i < 65; i++) {
            file.addRecords(IdentityCodec.toSchema(Samples.record(1)));
        }

        assertThat(record.length).isLessThan(PeerRecord.BYTES_MAX);
        assertRefused(
                Fault.TOO_MANY_ITEMS,
                () -> IdentityReader.capsuleFile(file.build().toByteArray()));
        assertRefused(Fault.OUT_OF_RANGE, () -> IdentityReader.capsuleFile(new byte[1 << 20]));
    }

    private static String sealed(byte[] content) {
        byte[] both = Arrays.copyOf(content, content.length + 4);
        System.arraycopy(IdentityCodec.checksum(content), 0, both, content.length, 4);
        return Capsule.SCHEME + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }
}
