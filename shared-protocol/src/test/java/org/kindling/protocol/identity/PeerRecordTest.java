package org.kindling.protocol.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.kindling.protocol.Refusals.assertRefused;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Fault;
import org.kindling.protocol.Samples;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.schema.EndpointMessage;
import org.kindling.protocol.schema.PeerRecordContentMessage;
import org.kindling.protocol.schema.PeerRecordMessage;

class PeerRecordTest {
    private final SignatureRule rule = SignatureRule.best();

    @Test
    void aRecordIsTrulySignedByItsOwnKeyOnly() {
        PeerRecord record = Samples.record(1);
        PeerRecord forged = new PeerRecord(record.content(), Samples.record(2).signature());

        assertThat(record.isTrulySigned(rule)).isTrue();
        assertThat(forged.isTrulySigned(rule)).isFalse();
        assertThat(record.nodeId()).isEqualTo(NodeId.of(Samples.key(1).publicKey()));
        assertThatIllegalArgumentException().isThrownBy(() -> record.content().sign(Samples.key(2)));
    }

    @Test
    void aRecordHoldsUntilItsExpiryAndNotAtIt() {
        PeerRecord record = Samples.record(1);

        assertThat(record.isExpiredAt(record.expiryMillis() - 1)).isFalse();
        assertThat(record.isExpiredAt(record.expiryMillis())).isTrue();
    }

    /** How long a record may live depends on the clock of whoever is shown it: that is for validation to say. */
    @Test
    void aRecordForLongerThanADayIsStillReadable() throws Exception {
        PeerRecord record = Samples.record(1);
        PeerRecord.Content content = record.content();
        PeerRecord longLived = new PeerRecord.Content(
                        content.network(), content.key(), 9, content.endpoints(), List.of(), 1, 1L << 52)
                .sign(Samples.key(1));

        assertThat(IdentityReader.record(IdentityCodec.encode(longLived))).isEqualTo(longLived);
    }

    @Test
    void aRecordThatWouldBeTooLongIsNotSigned() {
        PeerRecord.Content like = Samples.record(1).content();
        Endpoint longName = new Endpoint("a".repeat(200), 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PeerRecord.Content(
                                like.network(), like.key(), 1, List.of(longName, longName), List.of(), 1, 1)
                        .sign(Samples.key(1)))
                .withMessageContaining("fewer endpoints");
    }

    @Test
    void moreThanFiveHundredAndTwelveBytesAreNotEvenParsed() {
        byte[] longer = Arrays.copyOf(IdentityCodec.encode(Samples.record(1)), PeerRecord.BYTES_MAX + 1);

        assertRefused(Fault.OUT_OF_RANGE, () -> IdentityReader.record(longer));
    }

    @Test
    void nineEndpointsAreTooMany() {
        refuses(
                Fault.TOO_MANY_ITEMS,
                content -> content.clearEndpoints()
                        .addAllEndpoints(Collections.nCopies(9, EndpointMessage.getDefaultInstance())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "has space", "<script>", "a\nb", "host/path", "[::1]"})
    void aHostIsANameOrAnAddressAndNothingElse(String host) {
        refuses(
                Fault.OUT_OF_RANGE,
                content -> content.setEndpoints(
                        0, EndpointMessage.newBuilder().setHost(host).setPort(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_536, -1})
    void aPortIsSixteenBitsAndNotZero(int port) {
        refuses(
                Fault.OUT_OF_RANGE,
                content -> content.setEndpoints(
                        0, EndpointMessage.newBuilder().setHost("a").setPort(port)));
    }

    @Test
    void anUpperCaseHostIsASecondSpelling() {
        refuses(
                Fault.NOT_CANONICAL,
                content -> content.setEndpoints(
                        0, EndpointMessage.newBuilder().setHost("Host").setPort(1)));
    }

    @Test
    void rolesOfANewerVersionAreRefused() {
        refuses(Fault.OUT_OF_RANGE, content -> content.setRoles(8));
        refuses(Fault.OUT_OF_RANGE, content -> content.setRoles(-1));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MAX_VALUE, 1L << 53})
    void aSequenceOrExpiryOutsideItsRangeIsRefused(long number) {
        refuses(Fault.OUT_OF_RANGE, content -> content.setSequence(number));
        refuses(Fault.OUT_OF_RANGE, content -> content.setExpiryMillis(number));
    }

    @Test
    void keysOfAnotherLengthAreRefused() {
        refuses(Fault.OUT_OF_RANGE, content -> content.setKey(ByteString.copyFrom(new byte[33])));
        refuses(Fault.OUT_OF_RANGE, content -> content.setNetwork(ByteString.EMPTY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7:4711", "[2001:db8::7]:1", "peer.example:65535"})
    void anEndpointIsReadBackFromItsText(String text) {
        assertThat(Endpoint.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "host", "host:", ":1", "host:x", "host:0", "host:65536", "host:123456", "a b:1"})
    void whatIsNoEndpointIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse(text));
    }

    private static void refuses(Fault fault, Consumer<PeerRecordContentMessage.Builder> wrong) {
        PeerRecordMessage.Builder record = IdentityCodec.toSchema(Samples.record(1)).toBuilder();
        wrong.accept(record.getContentBuilder());
        byte[] bytes = record.build().toByteArray();

        assertRefused(fault, () -> IdentityReader.record(bytes));
    }
}
