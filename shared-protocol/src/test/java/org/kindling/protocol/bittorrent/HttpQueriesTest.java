package org.kindling.protocol.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.kindling.protocol.Refusals.assertRefused;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;

class HttpQueriesTest {
    private static final String HASH = "info_hash=aaaaaaaaaaaaaaaaaaaa";
    private static final String WHO = HASH + "&peer_id=-XX0000-bbbbbbbbbbbb&port=6881";

    @ParameterizedTest
    @EnumSource
    void anAnnounceOfAnyEventIsReadBackAsItself(SwarmEvent event) throws Exception {
        HttpAnnounce asked = new HttpAnnounce(Sent.announce(event));

        assertThat(HttpQueries.announce(HttpQueries.encode(asked))).isEqualTo(asked);
    }

    @ParameterizedTest
    @EnumSource
    void everythingAnAnnounceCanSayIsReadBackAsItself(PeerModel model) throws Exception {
        HttpAnnounce asked = new HttpAnnounce(
                new SwarmAnnounce(
                        Sent.SWARM, Sent.SELF, 0, new SwarmProgress(-1, Long.MAX_VALUE, 0), SwarmEvent.PAUSED, 0),
                model,
                Bytes.fromHex("00267f2bff"),
                Bytes.fromHex("3d263f25"),
                List.of(Sent.IPV4_PEER, Sent.IPV6_PEER));

        assertThat(HttpQueries.announce(HttpQueries.encode(asked))).isEqualTo(asked);
    }

    @Test
    void everyByteGetsThroughAQueryInEitherCase() throws Exception {
        byte[] all = new byte[256];
        for (int value = 0; value < all.length; value++) {
            all[value] = (byte) value;
        }

        String text = PercentText.write(Bytes.wrap(all));

        assertThat(PercentText.read(text, 0, text.length())).isEqualTo(Bytes.wrap(all));
        assertThat(PercentText.read("%fF%Ff+", 0, 7)).isEqualTo(Bytes.fromHex("ffff2b"));
        assertThat(text).startsWith("%00%01").contains("%2B").endsWith("%FE%FF").doesNotContain("+", "&", "=", " ");
    }

    @Test
    void whatIsNotSaidIsNotMadeUp() throws Exception {
        HttpAnnounce heard = HttpQueries.announce(HASH + "&peer_id=-XX0000-bbbbbbbbbbbb");

        assertThat(heard.announce().port()).isZero();
        assertThat(heard.announce().want()).isEqualTo(SwarmAnnounce.WANT_USUAL);
        assertThat(heard.announce().event()).isEqualTo(SwarmEvent.REGULAR);
        assertThat(heard.announce().progress()).isEqualTo(new SwarmProgress(-1, -1, -1));
        assertThat(heard.announce().progress().isSeeder()).isFalse();
        assertThat(heard.model()).isEqualTo(PeerModel.ANY);
        assertThat(heard.alsoAt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "80, 80", "-1, -1", "-99, -1", "99999999999999999999, 2147483647"})
    void howManyAreWantedIsWhateverFits(String text, int want) throws Exception {
        assertThat(HttpQueries.announce(WHO + "&numwant=" + text).announce().want())
                .isEqualTo(want);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ANY",
        "compact=1, COMPACT",
        "compact=1&no_peer_id=1, COMPACT",
        "compact=0, DICTIONARIES",
        "compact=0&no_peer_id=1, DICTIONARIES_WITHOUT_IDS",
        "no_peer_id=1, ANY",
        "compact=yes, ANY"
    })
    void theModelOfTheAnswerIsWhatWasAskedFor(String words, PeerModel model) throws Exception {
        assertThat(HttpQueries.announce(WHO + "&" + words).model()).isEqualTo(model);
    }

    @Test
    void noAddressInAQueryIsTheCallersAndFurtherOnesAreClaims() throws Exception {
        HttpAnnounce heard = HttpQueries.announce(
                WHO + "&ip=192.0.2.1&ipv6=2001:db8::7&ipv6=%5B2001%3Adb8%3A%3A8%5D%3A99"
                        + "&ipv4=192.0.2.2:7&ipv4=192.0.2.3&ipv4=evil.example&ipv4=1.2.3&ipv6=::ffff:192.0.2.4&ipv4=192.0.2.5:0");

        assertThat(heard.alsoAt())
                .containsExactly(
                        Sent.peer("192.0.2.2", 7),
                        Sent.peer("192.0.2.3", 6881),
                        Sent.peer("192.0.2.4", 6881),
                        Sent.peer("2001:db8::7", 6881),
                        Sent.peer("2001:db8::8", 99));
        assertThat(HttpQueries.announce(WHO + "&ipv4=192.0.2.1".repeat(9)).alsoAt())
                .hasSize(HttpAnnounce.ALSO_AT_MAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "peer_id=-XX0000-bbbbbbbbbbbb&port=1",
                HASH + "&port=1",
                "info_hash=abc&peer_id=-XX0000-bbbbbbbbbbbb&port=1",
                "info_hash=aaaaaaaaaaaaaaaaaaaaa&peer_id=-XX0000-bbbbbbbbbbbb&port=1",
                HASH + "&" + WHO,
                WHO + "&port=1",
                HASH + "&peer_id=short&port=1",
                HASH + "&peer_id=-XX0000-bbbbbbbbbbbb&port=65536",
                HASH + "&peer_id=-XX0000-bbbbbbbbbbbb&port=-1",
                HASH + "&peer_id=-XX0000-bbbbbbbbbbbb&port=",
                HASH + "&peer_id=-XX0000-bbbbbbbbbbbb&port=80x",
                WHO + "&numwant=many",
                WHO + "&key=ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
            })
    void whoDoesNotSayWhoOrWhereIsRefused(String query) {
        assertRefused(Fault.OUT_OF_RANGE, () -> HttpQueries.announce(query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"&a=%", "&a=%4", "&a=%zz", "&a=%4&b=1", "&%=1", "&a=\u20ac", "&a=%\uff11\uff11"})
    void whatIsNoPercentEncodingIsRefused(String rest) {
        assertRefused(Fault.UNREADABLE, () -> HttpQueries.announce(WHO + rest));
    }

    @Test
    void aQueryIsBoundedBeforeItIsRead() {
        assertRefused(Fault.TOO_MANY_ITEMS, () -> HttpQueries.announce(WHO + "&a".repeat(97)));
        assertRefused(
                Fault.OUT_OF_RANGE,
                () -> HttpQueries.announce(WHO + "&a=" + "b".repeat(HttpQueries.ANNOUNCE_CHARACTERS_MAX)));
    }

    @Test
    void aScrapeOfAsManySwarmsAsCanBeIsReadBackAsItself() throws Exception {
        InfoHash worst = new InfoHash(Bytes.fromHex("ff".repeat(20)));
        SwarmScrape scrape = new SwarmScrape(Collections.nCopies(SwarmScrape.SWARMS_MAX, worst));

        assertThat(HttpQueries.scrape(HttpQueries.encode(scrape))).isEqualTo(scrape);
    }

    @Test
    void aScrapeOfNothingOfEverythingOrOfTooMuchIsRefused() {
        assertRefused(Fault.OUT_OF_RANGE, () -> HttpQueries.scrape(""));
        assertRefused(Fault.OUT_OF_RANGE, () -> HttpQueries.scrape("info_hash=abc"));
        assertRefused(Fault.OUT_OF_RANGE, () -> HttpQueries.scrape((HASH + "&").repeat(SwarmScrape.SWARMS_MAX + 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new SwarmScrape(List.of()));
    }

    /** The examples of BEP 48. */
    @ParameterizedTest
    @CsvSource({
        "http://example.com/announce, http://example.com/scrape",
        "http://example.com/x/announce, http://example.com/x/scrape",
        "http://example.com/announce.php, http://example.com/scrape.php",
        "http://example.com/a, ",
        "http://example.com/announce?x=2%0644, http://example.com/scrape?x=2%0644",
        "http://example.com/announce?x=2/4, ",
        "http://example.com/x%064announce, "
    })
    void whereATrackerIsScrapedFollowsFromWhereItIsAnnouncedTo(String announce, String scrape) {
        assertThat(SwarmScrape.url(announce).orElse(null)).isEqualTo(scrape);
    }
}
