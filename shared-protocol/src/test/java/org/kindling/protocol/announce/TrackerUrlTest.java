package org.kindling.protocol.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.announce.TrackerUrl.Language;
import org.kindling.protocol.identity.IpAddress;

final class TrackerUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://tracker.example",
                "http://tracker.example:7070/",
                "HTTPS://tracker.example/any/path",
                "http://[2001:db8::1]:7070",
                "http://tracker.example/announce/",
                "http://tracker.example/reannounce",
                "http://tracker.example/announced"
            })
    void aPlainWebAddressIsATrackerOfOurs(String text) {
        assertThat(TrackerUrl.parse(text).language()).isEqualTo(Language.SIGNED);
        assertThat(TrackerUrl.swarm(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://tracker.example:6969/announce",
                "https://tracker.example/announce",
                "http://tracker.example/0123abcd/announce",
                "http://tracker.example/announce.php?passkey=0123",
                "http://tracker.example/announce?a=%2F&b",
                "http://127.0.0.1:6969/announce"
            })
    void aPathThatEndsInAnnounceIsBitTorrentOverHttp(String text) {
        assertThat(TrackerUrl.parse(text).language()).isEqualTo(Language.HTTP);
        assertThat(TrackerUrl.swarm(text)).contains(TrackerUrl.parse(text));
    }

    @Test
    void udpIsBitTorrentWhateverFollowsThePort() {
        TrackerUrl plain = TrackerUrl.parse("udp://tracker.example:6969");
        TrackerUrl long6 = TrackerUrl.parse("udp://[2001:db8::1]:6969/announce?key=%00");

        assertThat(plain.language()).isEqualTo(Language.UDP);
        assertThat(plain.host()).isEqualTo("tracker.example");
        assertThat(plain.port()).isEqualTo(6969);
        assertThat(plain.pathAndQuery()).isEmpty();
        assertThat(plain.hasQuery()).isFalse();
        assertThat(long6.language()).isEqualTo(Language.UDP);
        assertThat(long6.host()).isEqualTo("2001:db8::1");
        assertThat(long6.pathAndQuery()).isEqualTo("/announce?key=%00");
        assertThat(long6.hasQuery()).isTrue();
    }

    @Test
    void itCanOnlyKnowWhoIsWhereItMayBeItself() {
        assertThat(known("udp://127.0.0.1:6969")).containsExactly("127.0.0.1", "192.168.1.1", "203.0.113.7");
        assertThat(known("http://localhost/announce")).containsExactly("127.0.0.1", "192.168.1.1", "203.0.113.7");
        assertThat(known("udp://192.168.1.9:6969")).containsExactly("192.168.1.1", "203.0.113.7");
        assertThat(known("udp://tracker:6969")).containsExactly("192.168.1.1", "203.0.113.7");
        assertThat(known("http://Tracker.Home.Arpa/announce")).containsExactly("192.168.1.1", "203.0.113.7");
        assertThat(known("udp://tracker.local.:6969")).containsExactly("192.168.1.1", "203.0.113.7");
        assertThat(known("udp://tracker.example:6969")).containsExactly("203.0.113.7");
        assertThat(known("udp://192.168.1.9.example:6969")).containsExactly("203.0.113.7");
        assertThat(known("udp://198.51.100.1:6969")).containsExactly("203.0.113.7");
    }

    private static List<String> known(String tracker) {
        return Stream.of("0.0.0.0", "127.0.0.1", "192.168.1.1", "203.0.113.7")
                .filter(peer ->
                        TrackerUrl.parse(tracker).canKnow(IpAddress.parse(peer).orElseThrow()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tracker.example",
                "127.0.0.1:7070",
                "ftp://tracker.example/announce",
                "wss://tracker.example/announce",
                "magnet:?xt=urn:btih:00",
                "http://",
                "http:///announce",
                "udp://tracker.example",
                "udp://:6969",
                "udp://tracker.example:0",
                "udp://tracker.example:65536",
                "udp://me@tracker.example:6969",
                "http://a b/announce",
                "http://tracker.example/announce#here",
                "http://tracker.example/?q=1",
                "http://tr%zz/announce",
                "http://träcker.example/announce"
            })
    void whatCanBeNoTrackersIsNamedAsSuchInOneSentence(String text) {
        assertThatThrownBy(() -> TrackerUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not the address of a tracker: ")
                .hasMessageEndingWith(TrackerUrl.FORMS);
        assertThat(TrackerUrl.swarm(text)).isEmpty();
    }
}
