package org.kindling.tracker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.directory.VerifiedAnnounce;

final class DialBackTest {
    private static final SeenHost STRANGER = new SeenHost(Bytes.fromHex("5db8d822"));
    private static final SeenHost LOOPBACK = new SeenHost(Bytes.fromHex("7f000001"));

    @Test
    void onlyTheAddressAnAnnounceCameFromIsDialled() {
        Optional<Endpoint> home = homeOf(STRANGER, "93.184.216.34:7001", "[::ffff:93.184.216.34]:7002");

        assertThat(home).contains(new Endpoint("93.184.216.34", 7001));
    }

    @Test
    void whoNamesSomebodyElseBesidesItselfIsNotDialledAtAll() {
        Optional<Endpoint> victimFirst = homeOf(STRANGER, "8.8.8.8:7000", "93.184.216.34:7001");
        Optional<Endpoint> victimLast = homeOf(STRANGER, "93.184.216.34:7001", "victim.example.org:7000");

        assertThat(victimFirst).isEmpty();
        assertThat(victimLast).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8:7000",
                "93.184.216.35:7000",
                "localhost:7000",
                "127.0.0.1:7000",
                "victim.example.org:7000",
                "93.184.216.34.example.org:7000"
            })
    void aStrangerCannotSendTheTrackerElsewhere(String endpoint) {
        Optional<Endpoint> home = homeOf(STRANGER, endpoint);

        assertThat(home).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34:22", "93.184.216.34:1023"})
    void portsOfOtherServicesAreLeftAlone(String endpoint) {
        Optional<Endpoint> home = homeOf(STRANGER, endpoint);

        assertThat(home).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:7000", "127.9.8.7:7000", "localhost:7000", "[::1]:7000"})
    void whoCallsFromThisMachineIsDialledOnThisMachine(String endpoint) {
        Optional<Endpoint> home = homeOf(LOOPBACK, endpoint);

        assertThat(home).contains(Endpoint.parse(endpoint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8:7000", "127.0.0.1.example.org:7000", "localhost.example.org:7000"})
    void whoCallsFromThisMachineCannotSendTheTrackerElsewhere(String endpoint) {
        Optional<Endpoint> home = homeOf(LOOPBACK, endpoint);

        assertThat(home).isEmpty();
    }

    private static Optional<Endpoint> homeOf(SeenHost seen, String... endpoints) {
        KeyPair key = KeyPair.fromSeed(Hash.sha256(new byte[] {1}).bytes());
        NetworkId network = new NetworkId(Hash.sha256(new byte[] {2}));
        List<Endpoint> parsed = Stream.of(endpoints).map(Endpoint::parse).toList();
        PeerRecord record = new PeerRecord.Content(network, key.publicKey(), 1, parsed, List.of(), 0, 1_000).sign(key);
        Announce announce = new Announce(network, record, Announce.Occasion.STARTED, 32);
        return DialBack.homeEndpoint(
                VerifiedAnnounce.verify(announce, SignatureRule.best()).orElseThrow(), seen);
    }
}
