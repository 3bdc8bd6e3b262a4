package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.Checkpoint;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.Height;

/** What the doctor says to whoever asks on the command line. */
final class DoctorIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anInvitationIsExaminedThroughTheProxyAlone() throws Exception {
        Capsule capsule = new Capsule(
                new NetworkId(Hash.sha256(new byte[] {1})),
                List.of("http://tracker.invalid:7070"),
                List.of(new Door(
                        NodeId.of(NetworkFiles.devKey("any", 1).publicKey()), new Endpoint("peer.invalid", 7000))),
                new Checkpoint(Height.GENESIS, Hash.ZERO));

        Spoken spoken = Spoken.by("doctor", "--join", capsule.text(), "--proxy", "socks5://127.0.0.1:1", "--json");

        assertThat(spoken.exitCode()).isEqualTo(ExitCode.FAILED.code());
        JsonNode ways = JSON.readTree(spoken.out()).path("ways");
        assertThat(ways).hasSize(2).allSatisfy(way -> {
            assertThat(way.path("standing").asText()).isEqualTo("fails");
            assertThat(way.path("state").asText()).contains("by way of the proxy 127.0.0.1:1");
        });
    }

    @Test
    void ofAPeerItSaysHowEachWayStandsAndWhenItIsNextTried() throws Exception {
        String source = "{'kind':'tracker','name':'http://t','standing':'suspect','state':'it hides 3 of 5',"
                + "'nextTry':'2026-01-01T00:00:00Z'}";
        String status =
                "{'links':4,'storage':'fine','endpoints':['203.0.113.7:7000'],'discovery':{'known':9,'sources':["
                        + source + "]}}";
        try (SingleAnswers peer = new SingleAnswers(Map.of("/v1/status", status.replace('\'', '"'), "/readyz", "{}"))) {
            Spoken spoken = Spoken.by("doctor", "--api", peer.url(), "--json");

            JsonNode way = JSON.readTree(spoken.out()).path("ways").path(0);
            assertThat(spoken.exitCode()).isEqualTo(ExitCode.FAILED.code());
            assertThat(way.path("standing").asText()).isEqualTo("suspect");
            assertThat(way.path("works").asBoolean(true)).isFalse();
            assertThat(way.path("nextTry").asText()).isEqualTo("2026-01-01T00:00:00Z");
        }
    }
}
