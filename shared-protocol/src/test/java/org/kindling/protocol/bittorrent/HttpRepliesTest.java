package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.kindling.protocol.Refusals.assertRefused;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.IpAddress;

class HttpRepliesTest {
    private static final SwarmPeer NAMED = new SwarmPeer(Sent.IPV4_PEER.address(), 4711, Sent.SELF.bytes());
    private static final SwarmReply REPLY = new SwarmReply(
            1800,
            900,
            new SwarmCounts(1, 2, 3),
            List.of(Sent.IPV6_PEER, NAMED),
            new SwarmReply.Notes(Bytes.fromHex("cb007109"), Bytes.fromHex("00ff"), "slow \u2603 down"));

    @ParameterizedTest
    @EnumSource
    void aReplyIsReadBackAsItselfWithIdsWhereTheyAreTold(PeerModel model) throws Exception {
        SwarmReply read = reply(HttpReplies.encode(REPLY, model));

        assertThat(read.peers())
                .containsExactly(model == PeerModel.DICTIONARIES ? NAMED : Sent.IPV4_PEER, Sent.IPV6_PEER);
        assertThat(read).usingRecursiveComparison().ignoringFields("peers").isEqualTo(REPLY);
        assertThat(read.notes().seenAt()).isEqualTo(IpAddress.parse("203.0.113.9"));
    }

    @Test
    void aReplyThatSaysLittleIsShort() {
        SwarmReply reply = new SwarmReply(60, 0, new SwarmCounts(0, 0, -1), List.of(), SwarmReply.Notes.NONE);

        assertThat(text(HttpReplies.encode(reply, PeerModel.COMPACT)))
                .isEqualTo("d8:completei0e10:incompletei0e8:intervali60e5:peers0:e");
        assertThat(text(HttpReplies.encode(reply, PeerModel.DICTIONARIES)))
                .isEqualTo("d8:completei0e10:incompletei0e8:intervali60e5:peerslee");
    }

    @Test
    void theLongestReplyOfEitherModelCanBeRead() throws Exception {
        SwarmPeer longest = new SwarmPeer(
                IpAddress.parse("2001:db88:8888:8888:8888:8888:8888:8888").orElseThrow(), 65535, Sent.SELF.bytes());
        SwarmReply reply = new SwarmReply(
                1, 1, new SwarmCounts(1, 1, 1), Collections.nCopies(SwarmReply.PEERS_MAX, longest), REPLY.notes());

        assertThat(reply(HttpReplies.encode(reply, PeerModel.DICTIONARIES))).isEqualTo(reply);
        assertThat(reply(HttpReplies.encode(reply, PeerModel.COMPACT)).peers()).hasSize(SwarmReply.PEERS_MAX);
    }

    @Test
    void whatATrackerLeavesOutIsNotMadeUp() throws Exception {
        SwarmReply reply = reply(bytes("de"));

        assertThat(reply)
                .isEqualTo(new SwarmReply(1800, 0, new SwarmCounts(-1, -1, -1), List.of(), SwarmReply.Notes.NONE));
        assertThat(reply(bytes("d12:min intervali77ee")).intervalSeconds()).isEqualTo(77);
        assertThat(reply.notes().seenAt()).isEmpty();
    }

    @Test
    void whatATrackerExaggeratesIsCutToWhatCanBe() throws Exception {
        SwarmReply reply = reply(bytes("d8:completei9999999999e10:incompletei-5e8:intervali99999999e5:peers3078:"
                + "abcdef".repeat(513) + "15:warning message3:a\nb3:zzzl4:deepl4:deepeee"));

        assertThat(reply.intervalSeconds()).isEqualTo(SwarmReply.INTERVAL_SECONDS_MAX);
        assertThat(reply.counts()).isEqualTo(new SwarmCounts(Integer.MAX_VALUE, -1, -1));
        assertThat(reply.peers()).hasSize(SwarmReply.PEERS_MAX);
        assertThat(reply.notes().warning()).isEqualTo("a?b");
    }

    @Test
    void peersThatCannotBeDialledAreSkippedAndNoNameIsLookedUp() throws Exception {
        SwarmReply reply = reply(bytes("d5:peersl"
                + "d2:ip9:192.0.2.14:porti1ee"
                + "d2:ip12:peer.example4:porti1ee"
                + "d2:ip9:192.0.2.24:porti0ee"
                + "d2:ip9:192.0.2.34:porti65536ee"
                + "d2:ip13:[2001:db8::9]4:porti2ee"
                + "d4:porti1ee"
                + "d2:ip9:192.0.2.47:peer id3:abc4:porti3ee"
                + "e6:peers6" + "18:" + "\u0000".repeat(10) + "\u00ff\u00ff\u00c0\u0000\u0002\u0007\u0000\u0009"
                + "e"));

        assertThat(reply.peers())
                .containsExactly(
                        Sent.peer("192.0.2.1", 1),
                        Sent.peer("192.0.2.4", 3),
                        Sent.peer("192.0.2.7", 9),
                        Sent.peer("2001:db8::9", 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d5:peers5:abcdee",
                "d5:peersi1ee",
                "d5:peersli1eee",
                "d6:peers66:abcdefe",
                "d8:interval4:soone",
                "d8:intervali-1ee",
                "d14:failure reasoni1ee",
                "d15:warning messageli1eee"
            })
    void anAnswerThatIsNoneIsRefused(String body) {
        assertRefused(Fault.OUT_OF_RANGE, () -> HttpReplyReader.announced(bytes(body)));
    }

    @Test
    void aPageOfAnotherServerIsNoAnswer() {
        assertRefused(Fault.UNREADABLE, () -> HttpReplyReader.announced(bytes("<html>Not Found</html>")));
        assertRefused(Fault.UNREADABLE, () -> HttpReplyReader.scraped(bytes("i404e")));
        assertRefused(Fault.OUT_OF_RANGE, () -> HttpReplyReader.scraped(bytes("de")));
        assertRefused(Fault.OUT_OF_RANGE, () -> HttpReplyReader.scraped(bytes("d5:filesi1ee")));
        assertRefused(Fault.OUT_OF_RANGE, () -> HttpReplyReader.announced(new byte[HttpReplyReader.BYTES_MAX + 1]));
    }

    @ParameterizedTest
    @CsvSource({
        "0, d14:failure reason4:busye",
        "5, d14:failure reason4:busy8:retry ini5ee",
        "2147483647, d14:failure reason4:busy8:retry in5:nevere"
    })
    void aRefusalSaysWhenToComeBack(int minutes, String body) throws Exception {
        TrackerRefusal refusal = new TrackerRefusal("busy", minutes);

        assertThat(text(HttpReplies.encode(refusal))).isEqualTo(body);
        assertThat(HttpReplyReader.announced(bytes(body))).isEqualTo(new TrackerAnswer.Refused<>(refusal));
        assertThat(HttpReplyReader.scraped(bytes(body))).isEqualTo(new TrackerAnswer.Refused<>(refusal));
    }

    @ParameterizedTest
    @CsvSource({"1:7, 7", "5:later, 0", "i-1e, 0", "i999999999e, 10080", "le, 0"})
    void whenToComeBackIsReadAsFarAsItIsUnderstood(String retry, int minutes) throws Exception {
        TrackerRefusal refusal = HttpReplyReader.announced(bytes("d14:failure reason4:busy8:retry in" + retry + "e"))
                .fold(reply -> new TrackerRefusal("none"), heard -> heard);

        assertThat(refusal.retryMinutes()).isEqualTo(minutes);
    }

    @Test
    void aScrapeIsReadBackAsItself() throws Exception {
        ScrapeReply reply = new ScrapeReply(
                new TreeMap<>(Map.of(Sent.SWARM, new SwarmCounts(1, 2, 3), Sent.OTHER_SWARM, new SwarmCounts(0, 0, 0))),
                60);

        assertThat(HttpReplyReader.scraped(HttpReplies.encode(reply))).isEqualTo(new TrackerAnswer.Given<>(reply));
    }

    @Test
    void recordsKeepToTheirBounds() {
        SwarmCounts counts = new SwarmCounts(0, 0, 0);
        List<SwarmPeer> crowd = Collections.nCopies(SwarmReply.PEERS_MAX + 1, Sent.IPV4_PEER);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SwarmReply(1, 1, counts, crowd, SwarmReply.Notes.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SwarmReply(86_401, 1, counts, List.of(), SwarmReply.Notes.NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new TrackerRefusal("a\nb"));
        assertThatIllegalArgumentException().isThrownBy(() -> new TrackerRefusal("late", 10_081));
        assertThatIllegalArgumentException().isThrownBy(() -> new SwarmPeer(Sent.IPV4_PEER.address(), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new SwarmCounts(-2, 0, 0));
    }

    private static SwarmReply reply(byte[] body) throws Exception {
        return HttpReplyReader.announced(body).fold(reply -> reply, refusal -> {
            throw new AssertionError(refusal.reason());
        });
    }

    private static String text(byte[] body) {
        return new String(body, ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
