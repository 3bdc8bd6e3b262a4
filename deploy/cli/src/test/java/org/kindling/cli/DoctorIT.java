package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.CapsuleFile;
import org.kindling.protocol.identity.Checkpoint;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IdentityCodec;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;

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
    void everyRecordOfALongInvitationIsTried(@TempDir Path folder) throws Exception {
        NetworkSpec spec =
                NetworkFiles.spec(new NetworkFiles.Plan("village", "kd", 0, 1_000, 20_000, 1_000, 50, List.of()));
        List<PeerRecord> records = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            KeyPair key = NetworkFiles.devKey("any", i);
            List<Endpoint> closed = List.of(new Endpoint("127.0.0.1", i));
            records.add(new PeerRecord.Content(spec.id(), key.publicKey(), 1, closed, List.of(), 0, 1).sign(key));
        }
        Capsule capsule = new Capsule(spec.id(), List.of(), List.of(), new Checkpoint(Height.GENESIS, Hash.ZERO));
        Path file = Files.write(
                folder.resolve("long.capsule"), IdentityCodec.encode(new CapsuleFile(capsule, spec, records)));

        Spoken spoken = Spoken.by("doctor", "--join", file.toString());

        assertThat(spoken.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(spoken.out()).contains("0 trackers, 30 peers", "0 of 30 ways work", "127.0.0.1:30");
    }

    @Test
    void aPeerAndAnInvitationAreNotExaminedAtOnce() {
        for (String patient : List.of("--data=me", "--api=http://127.0.0.1:1")) {
            Spoken spoken = Spoken.by("doctor", patient, "--join", "kindling:abc");

            assertThat(spoken.exitCode()).as(spoken.err()).isEqualTo(ExitCode.USAGE.code());
            assertThat(spoken.err()).contains("--join", patient.split("=", 2)[0]);
        }
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
