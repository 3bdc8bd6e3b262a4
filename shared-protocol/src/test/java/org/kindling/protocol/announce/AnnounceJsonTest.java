package org.kindling.protocol.announce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.kindling.protocol.Refusals.assertRefused;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.ExactNumber;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.Samples;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IdentityCodec;
import org.kindling.protocol.identity.PeerRecord;

class AnnounceJsonTest {
    private static final String NETWORK = Samples.spec().id().hex();
    private static final String RECORD = Base64.getEncoder().encodeToString(IdentityCodec.encode(Samples.record(1)));

    @ParameterizedTest
    @EnumSource
    void anAnnounceOfAnyOccasionIsReadBackAsItself(Announce.Occasion occasion) throws Exception {
        Announce announce = new Announce(Samples.spec().id(), Samples.record(1), occasion, 17);

        assertThat(AnnounceJson.announce(AnnounceJson.encode(announce))).isEqualTo(announce);
    }

    @Test
    void anAnnounceLooksTheWayTheDocumentationShowsIt() {
        Announce announce = new Announce(Samples.spec().id(), Samples.record(1), Announce.Occasion.STARTED, 32);

        assertThat(new String(AnnounceJson.encode(announce), UTF_8))
                .isEqualTo("{\"network\":\"" + NETWORK + "\",\"record\":\"" + RECORD
                        + "\",\"event\":\"started\",\"want\":32}");
    }

    @Test
    void anAnnounceThatAsksAboutOthersLooksTheWayTheDocumentationShowsIt() throws Exception {
        Announce announce = Samples.announce();

        byte[] json = AnnounceJson.encode(announce);

        assertThat(new String(json, UTF_8))
                .endsWith("\"want\":32,\"nonce\":\"" + announce.nonce().hex() + "\",\"about\":[\""
                        + Samples.record(2).nodeId().hex() + "\",\""
                        + Samples.record(3).nodeId().hex() + "\"]}");
        assertThat(AnnounceJson.announce(json)).isEqualTo(announce);
    }

    @Test
    void whoDoesNotSayWhyOrHowManyIsARegularGuest() throws Exception {
        Announce announce = AnnounceJson.announce(json("{'network':'NETWORK','record':'RECORD'}"));

        assertThat(announce.occasion()).isEqualTo(Announce.Occasion.REGULAR);
        assertThat(announce.want()).isEqualTo(Announce.WANT_USUAL);
    }

    @Test
    void fieldsOfANewerVersionAreSkipped() throws Exception {
        Announce announce = AnnounceJson.announce(json(
                "{'later':{'deep':[1,{'er':null}]},'network':'NETWORK','record':'RECORD','flags':[true],'want':0}"));

        assertThat(announce.want()).isZero();
    }

    @Test
    void aReplyIsReadBackAsItselfToTheMillisecond() throws Exception {
        AnnounceReply reply = Samples.reply(Samples.announce(), Samples.record(2), Samples.record(3));

        byte[] json = AnnounceJson.encode(reply);

        assertThat(AnnounceJson.reply(json)).isEqualTo(reply);
        assertThat(new String(json, UTF_8))
                .startsWith("{\"intervalSeconds\":57.312,\"minIntervalSeconds\":15,\"swarmSize\":3,\"seenAddress\":");
    }

    @Test
    void theLargestReplyFits() throws Exception {
        Endpoint longest = new Endpoint("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", 65535);
        PeerRecord large = new PeerRecord.Content(
                        Samples.spec().id(),
                        Samples.key(1).publicKey(),
                        ExactNumber.MAX,
                        Collections.nCopies(6, longest),
                        List.of(),
                        -1,
                        ExactNumber.MAX)
                .sign(Samples.key(1));
        List<Listing> listings = Collections.nCopies(Announce.WANT_MAX, new Listing(large, Listing.SECONDS_MAX, true));
        List<Standing> standings = Collections.nCopies(Announce.ABOUT_MAX, Standing.NAMED);
        AnnounceReply reply = new AnnounceReply(
                new AnnounceReply.Content(60_000, 15_000, longest.host(), listings, standings),
                Samples.reply(Samples.announce()).head());

        byte[] json = AnnounceJson.encode(reply);

        assertThat(json.length).isLessThanOrEqualTo(AnnounceJson.REPLY_BYTES_MAX);
        assertThat(AnnounceJson.reply(json)).isEqualTo(reply);
    }

    @Test
    void aRefusalIsAProblemDocumentAndReadBackAsItself() throws Exception {
        AnnounceRefusal refusal = new AnnounceRefusal(429, "too-early", "keep to the interval", 4_500);

        byte[] json = AnnounceJson.encode(refusal);

        assertThat(new String(json, UTF_8))
                .isEqualTo("{\"type\":\"urn:kindling:refusal:too-early\",\"title\":\"too early\",\"status\":429,"
                        + "\"detail\":\"keep to the interval\",\"retryAfterSeconds\":4.5}");
        assertThat(AnnounceJson.refusal(json)).isEqualTo(refusal);
    }

    @Test
    void aTicketTravelsInTheReplyAndInTheNextAnnounce() throws Exception {
        Bytes ticket = Bytes.fromHex("ab".repeat(32));
        AnnounceReply.Content said = Samples.reply(Samples.announce()).content();
        AnnounceReply reply = new AnnounceReply(
                new AnnounceReply.Content(60_000, 15_000, said.seenHost(), said.listings(), said.standings(), ticket),
                Samples.reply(Samples.announce()).head());
        Announce announce =
                AnnounceJson.announce(AnnounceJson.encode(Samples.announce().with(ticket)));

        assertThat(AnnounceJson.reply(AnnounceJson.encode(reply))).isEqualTo(reply);
        assertThat(reply.isToldToWait()).isTrue();
        assertThat(announce.ticket()).isEqualTo(ticket);
        assertThat(new String(AnnounceJson.encode(announce), UTF_8))
                .contains("\"ticket\":\"" + Base64.getEncoder().encodeToString(ticket.toArray()) + "\"");
        assertThat(new String(AnnounceJson.encode(Samples.announce()), UTF_8)).doesNotContain("ticket");
        assertThat(new String(AnnounceJson.encode(Samples.reply(Samples.announce())), UTF_8))
                .doesNotContain("ticket");
        assertThatIllegalArgumentException().isThrownBy(() -> Samples.announce().with(Bytes.fromHex("ab".repeat(65))));
    }

    @Test
    void aRefusalThatWouldBreakALogLineIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AnnounceRefusal(400, "x", "one\ntwo", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new AnnounceRefusal(400, "x", "one\u0085two", 0));
    }

    @Test
    void aRefusalThatNoEncoderTakesIsNone() {
        assertRefused(
                Fault.OUT_OF_RANGE,
                () -> AnnounceJson.refusal(json(
                        "{'status':400,'type':'urn:kindling:refusal:x','detail':'\\ud800','retryAfterSeconds':0}")));
        assertRefused(
                Fault.OUT_OF_RANGE,
                () -> AnnounceJson.refusal(
                        json("{'type':'urn:kindling:refusal:x','status':400,'detail':'a\\u001b[31m'}")));
    }

    @Test
    void anotherServersProblemIsNoRefusal() {
        assertRefused(Fault.OUT_OF_RANGE, () -> AnnounceJson.refusal(json("{'type':'about:blank','status':404}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{",
                "{\"network\"",
                "{\"a\":1,\"a\":2}",
                "{}{}",
                "{} x",
                "{\"a\":1e99999999999999999999}",
                "<html>",
                "{'network':1}"
            })
    void whatIsNotOneJsonObjectIsUnreadable(String text) {
        assertRefused(Fault.UNREADABLE, () -> AnnounceJson.announce(text.getBytes(UTF_8)));
    }

    @Test
    void nestingAndLengthHaveLimits() {
        assertRefused(
                Fault.UNREADABLE,
                () -> AnnounceJson.announce(("{\"a\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}").getBytes(UTF_8)));
        assertRefused(
                Fault.UNREADABLE,
                () -> AnnounceJson.announce(("{\"a\":\"" + "x".repeat(3_000) + "\"}").getBytes(UTF_8)));
        assertRefused(
                Fault.OUT_OF_RANGE,
                () -> AnnounceJson.announce(" ".repeat(5_000).getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'network':'NETWORK'}",
                "{'record':'RECORD'}",
                "{'network':'00','record':'RECORD'}",
                "{'network':'xNETWORK','record':'RECORD'}",
                "{'network':'NETWORK','record':'*'}",
                "{'network':'NETWORK','record':['RECORD']}",
                "{'network':'NETWORK','record':'RECORD','want':51}",
                "{'network':'NETWORK','record':'RECORD','want':-1}",
                "{'network':'NETWORK','record':'RECORD','want':1.5}",
                "{'network':'NETWORK','record':'RECORD','want':99999999999}",
                "{'network':'NETWORK','record':'RECORD','want':1e999999999}",
                "{'network':'NETWORK','record':'RECORD','want':'many'}",
                "{'network':'NETWORK','record':'RECORD','event':'paused'}",
                "{'network':'NETWORK','record':'RECORD','nonce':'00'}",
                "{'network':'NETWORK','record':'RECORD','nonce':16}",
                "{'network':'NETWORK','record':'RECORD','about':['00']}",
                "{'network':'NETWORK','record':'RECORD','about':'0'}",
            })
    void aMissingOrMistakenFieldIsOutOfRange(String announce) {
        assertRefused(Fault.OUT_OF_RANGE, () -> AnnounceJson.announce(json(announce)));
    }

    @Test
    void aRecordThatIsNotCanonicalIsRefusedByName() {
        byte[] longer = Arrays.copyOf(IdentityCodec.encode(Samples.record(1)), 300);
        String record = Base64.getEncoder().encodeToString(longer);

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> AnnounceJson.announce(json("{'network':'NETWORK','record':'" + record + "'}")))
                .satisfies(refused -> assertThat(refused.fault()).isIn(Fault.UNREADABLE, Fault.NOT_CANONICAL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e99999999", "1e999999999", "1e-999999999", "0e999999999", "1e2147483647", "-1e-2147483647"})
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aNumberOfAThousandMillionDigitsIsRefusedUnwritten(String number) {
        assertRefused(
                Fault.OUT_OF_RANGE,
                () -> AnnounceJson.reply(
                        json(
                                "{'intervalSeconds':" + number
                                        + ",'minIntervalSeconds':15,'swarmSize':1,'seenAddress':'','records':[],'claims':'','standings':'','head':''}")));
        assertRefused(
                Fault.OUT_OF_RANGE,
                () -> AnnounceJson.refusal(
                        json("{'status':429,'type':'urn:kindling:refusal:x','retryAfterSeconds':" + number + "}")));
    }

    @Test
    void moreRecordsThanAnybodyMayAskForAreTooMany() {
        String records = String.join(",", Collections.nCopies(51, "'x'"));

        assertRefused(
                Fault.TOO_MANY_ITEMS,
                () -> AnnounceJson.reply(
                        json("{'intervalSeconds':60,'minIntervalSeconds':15,'swarmSize':1,'seenAddress':'','records':["
                                + records + "],'claims':''}")));
    }

    private static byte[] json(String text) {
        return text.replace("NETWORK", NETWORK)
                .replace("RECORD", RECORD)
                .replace('\'', '"')
                .getBytes(UTF_8);
    }
}
