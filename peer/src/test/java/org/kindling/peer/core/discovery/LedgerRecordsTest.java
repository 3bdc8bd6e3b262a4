package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.discovery.Town.someone;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.RememberedBook;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.peer.core.session.Sessions;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.AnchoredRecord;
import org.kindling.protocol.identity.NetworkGroup;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.ChainTip;

class LedgerRecordsTest {
    private static final Limits LIMITS = Limits.standard();
    private static final int WAKES_MOST = 1_000;

    private final SplittableRandom random = new SplittableRandom(3);
    private final TestLedger ledger = new TestLedger();
    private final Map<Hash, Block> disk = new LinkedHashMap<>();
    private final AddressBook book = new AddressBook(
            someone(0).node(),
            LIMITS.discovery(),
            NetworkGroup::of,
            RememberedBook.nothing(),
            new Chance(new SplittableRandom(11)));
    private final LedgerRecords records = new LedgerRecords(
            Town.NETWORK, book, new Neighbours(LIMITS.discovery().repairWindowMillis()));
    private final List<PeerRecord> found = new ArrayList<>();
    private Block tip = ledger.genesis();
    private long now;

    private void inscribe(List<PeerRecord> anchored) {
        Transaction[] transactions = IntStream.range(0, anchored.size())
                .mapToObj(i -> TestLedger.order(
                        TestLedger.ALICE, i, 10, new Payload.Inscription(AnchoredRecord.content(anchored.get(i)))))
                .toArray(Transaction[]::new);
        tip = ledger.claiming(tip, fields -> fields, transactions);
        disk.put(tip.id(), tip);
    }

    private void lookUntil(BooleanSupplier isEnough) {
        Sessions sessions = new Sessions(someone(0).node(), Town.NETWORK, LIMITS, random);
        ChainTip end = new ChainTip(tip.height(), tip.id(), BigInteger.ONE);
        Picture picture = new Picture(someone(0).record(), sessions, end, end, id -> Optional.ofNullable(disk.get(id)));
        for (int i = 0; i < WAKES_MOST && !isEnough.getAsBoolean(); i++) {
            records.wake(now, picture);
            found.addAll(records.take());
            now = Math.max(now, records.nextDeadline());
        }
    }

    private static List<PeerRecord> of(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> someone(i).record())
                .toList();
    }

    @Test
    void aRecordInscribedAHundredTimesCountsOnce() {
        PeerRecord honest = someone(1).record();
        inscribe(List.of(honest));
        inscribe(IntStream.range(0, 100).mapToObj(i -> someone(2).record()).toList());

        lookUntil(() -> now > 0);

        assertThat(found).containsExactly(someone(2).record(), honest);
    }

    @Test
    void whoeverInscribesAnyNumberOfRecordsDelaysTheOlderOnesButHidesNobody() {
        PeerRecord honest = someone(1).record();
        inscribe(List.of(honest));
        inscribe(of(100, 50));
        inscribe(of(200, 100));

        lookUntil(() -> found.contains(honest));

        assertThat(found).hasSize(151).doesNotHaveDuplicates();
        assertThat(now).as("three rests at most").isLessThanOrEqualTo(180_000);
    }

    @Test
    void fromTheEndItGoesBackToTheTop() {
        inscribe(of(1, 10));

        lookUntil(() -> found.size() >= 20);

        assertThat(found.subList(0, 10)).isEqualTo(found.subList(10, 20));
    }
}
