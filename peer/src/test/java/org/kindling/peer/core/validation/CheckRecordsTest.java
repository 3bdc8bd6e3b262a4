package org.kindling.peer.core.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.identity.Role;

final class CheckRecordsTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final NetworkId NETWORK = TestLedger.SPEC.id();
    private static final KeyPair PEER = TestLedger.key("peer");

    @Test
    void aGoodRecordIsVerified() {
        PeerRecord good = record(NETWORK, NOW + 1);
        PeerRecord longest = record(NETWORK, NOW + PeerRecord.LIFETIME_MILLIS_MAX);

        RecordsChecked outcome = check(good, longest);

        assertThat(outcome.verified()).extracting(VerifiedRecord::record).containsExactly(good, longest);
        assertThat(outcome.refused()).isEmpty();
    }

    @Test
    void everyRefusalHasItsOwnName() {
        PeerRecord good = record(NETWORK, NOW + 1);

        assertRefused(Fault.RECORD_OF_ANOTHER_NETWORK, record(new NetworkId(Hash.ZERO), NOW + 1));
        assertRefused(Fault.RECORD_EXPIRED, record(NETWORK, NOW));
        assertRefused(Fault.RECORD_TOO_LONG_LIVED, record(NETWORK, NOW + PeerRecord.LIFETIME_MILLIS_MAX + 1));
        assertRefused(Fault.RECORD_TOO_LONG_LIVED, record(NETWORK, (1L << 53) - 1));
        assertRefused(
                Fault.RECORD_FORGED, new PeerRecord(record(NETWORK, NOW + 2).content(), good.signature()));
    }

    @Test
    void oneBadRecordDoesNotSpoilTheBatch() {
        PeerRecord good = record(NETWORK, NOW + 1);

        RecordsChecked outcome = check(record(NETWORK, NOW - 1), good);

        assertThat(outcome.verified()).extracting(VerifiedRecord::node).containsExactly(good.nodeId());
        assertThat(outcome.refused()).hasSize(1);
    }

    private static void assertRefused(Fault fault, PeerRecord record) {
        assertThat(check(record).refused()).containsExactly(new RecordsChecked.Refusal(record, fault));
    }

    private static RecordsChecked check(PeerRecord... records) {
        return (RecordsChecked) new CheckRecords(List.of(records), NETWORK, NOW).run(SignatureRule.best());
    }

    private static PeerRecord record(NetworkId network, long expiryMillis) {
        return new PeerRecord.Content(
                        network,
                        PEER.publicKey(),
                        7,
                        List.of(new Endpoint("127.0.0.1", 4000)),
                        List.of(Role.FULL),
                        1,
                        expiryMillis)
                .sign(PEER);
    }
}
