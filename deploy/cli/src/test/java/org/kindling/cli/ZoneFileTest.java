package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kindling.peer.shell.seed.SeedText;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.CapsuleFile;
import org.kindling.protocol.identity.Checkpoint;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.identity.Role;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;

class ZoneFileTest {
    private static final NetworkSpec SPEC = NetworkFiles.spec(new NetworkFiles.Plan(
            "zone", "kd", 0, 1_000, 60_000, 1_000, 50, NetworkFiles.devAllocations("zone", 1, 1)));

    private final List<PeerRecord> records =
            IntStream.range(0, 6).mapToObj(ZoneFileTest::record).toList();

    private static PeerRecord record(int number) {
        KeyPair pair = KeyPair.fromSeed(Hash.sha256(new byte[] {(byte) number}).bytes());
        return new PeerRecord.Content(
                        SPEC.id(),
                        pair.publicKey(),
                        1,
                        List.of(new Endpoint("192.0.2." + number, 7_000)),
                        List.of(Role.FULL, Role.TRACKER),
                        0,
                        1)
                .sign(pair);
    }

    private CapsuleFile file(List<String> trackers, int... doors) {
        List<Door> named = IntStream.of(doors)
                .mapToObj(records::get)
                .map(record -> new Door(record.nodeId(), record.endpoints().get(0)))
                .toList();
        Capsule capsule = new Capsule(SPEC.id(), trackers, named, new Checkpoint(Height.GENESIS, Hash.ZERO));
        return new CapsuleFile(capsule, SPEC, records);
    }

    private List<String> lines(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(records::get)
                .map(record -> SeedText.zoneLine("seed.example", record))
                .toList();
    }

    @Test
    void afterThePeerThatIsAskedComeThoseThatStandInForATrackerAndThenOtherDoors() {
        CapsuleFile known = file(List.of("http://192.0.2.4:7000", "http://tracker.example"), 0, 1, 2, 3);

        assertThat(ZoneFile.lines("seed.example.", known)).isEqualTo(lines(0, 4, 1, 2));
    }

    @Test
    void whoOnlySaysOfItselfThatItIsATrackerIsNotNamedFirst() {
        assertThat(ZoneFile.lines("seed.example", file(List.of(), 0, 1))).isEqualTo(lines(0, 1));
    }
}
