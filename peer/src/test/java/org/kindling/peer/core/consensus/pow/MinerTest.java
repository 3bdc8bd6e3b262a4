package org.kindling.peer.core.consensus.pow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.ProofOfWork;
import org.kindling.protocol.ledger.Seal;
import org.kindling.protocol.ledger.Target;

final class MinerTest {
    private static final long NOW = 1_000_000;
    private static final Address US = new Address(Bytes.wrap(new byte[Address.SIZE]));
    private static final Target HARD = Target.forExpectedHashes(1e15);

    private final World world = new World();
    private final Outbox outbox = new Outbox();

    @Test
    void aMinerStandsStillUntilItIsStartedAndAgainOnceItIsStopped() {
        Miner miner = miner(1_000, 100);

        assertThat(slice(miner, NOW)).isEmpty();
        assertThat(miner.nextDeadline()).isEqualTo(Long.MAX_VALUE);
        miner.start();
        assertThat(slice(miner, NOW)).isPresent();
        miner.computed(notFound());
        miner.stop();
        assertThat(slice(miner, NOW + 10_000)).isEmpty();
    }

    @Test
    void aPausedMinerWaitsForNothingAndGoesOnWhenResumed() {
        Miner miner = started(1_000, 100);

        miner.pause();
        assertThat(slice(miner, NOW)).isEmpty();
        assertThat(miner.nextDeadline()).isEqualTo(Long.MAX_VALUE);
        miner.resume();

        assertThat(slice(miner, NOW)).isPresent();
    }

    @Test
    void theAverageRateIsNeverAboveTheLimitHoweverSlicesAreCut() {
        assertRate(1_000, 100);
        assertRate(7, 1_000);
        assertRate(1, 100);
        assertRate(0.3, 100);
        assertRate(2_500, 10);
    }

    @Test
    void onlyOneSliceIsAtWork() {
        Miner miner = started(1_000, 100);

        assertThat(slice(miner, NOW)).isPresent();

        assertThat(slice(miner, NOW + 5_000)).isEmpty();
        assertThat(miner.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aFoundNonceMakesABlockThatMeetsItsTarget() {
        world.target = Target.forExpectedHashes(64);
        Miner miner = started(1_000, 1_000);
        Optional<Block> found = Optional.empty();
        long now = NOW;
        while (found.isEmpty()) {
            now += 1_000;
            Optional<MiningSlice> slice = slice(miner, now);
            found = miner.computed((MiningOutcome) slice.orElseThrow().run(SignatureRule.best()));
        }

        BlockHeader header = found.get().header();
        long nonce = header.seal().fold(Seal.Work::nonce);
        assertThat(world.target.isMetBy(ProofOfWork.hash(ProofOfWork.seed(header.fields()), nonce)))
                .isTrue();
        assertThat(header.timeMillis()).isEqualTo(now);
        assertThat(header.producer()).isEqualTo(US);
    }

    @Test
    void aBlockForAnOldHeadIsOfNoUse() {
        Miner miner = started(1_000, 100);
        MiningSlice old = slice(miner, NOW).orElseThrow();
        world.head = Hash.sha256(new byte[] {1});

        Optional<Block> found = miner.computed(new MiningOutcome.Found(old.seed(), old.from()));

        assertThat(found).isEmpty();
        MiningSlice next = slice(miner, NOW + 100).orElseThrow();
        assertThat(next.seed()).isNotEqualTo(old.seed());
        assertThat(world.made).isEqualTo(2);
    }

    @Test
    void otherTransactionsAreTakenUpOnlyNowAndThen() {
        Miner miner = started(1_000, 100);
        for (long now = NOW; now < NOW + 3_000; now += 100) {
            world.changes++;
            slice(miner, now);
            miner.computed(notFound());
        }

        assertThat(world.made).isBetween(3, 4);
    }

    @Test
    void theHeaderTellsWhenItsSliceBeganButNeverATimeBeforeItsParent() {
        Miner miner = started(1_000, 100);
        MiningSlice early = slice(miner, 5).orElseThrow();
        miner.computed(notFound());

        Hash expected = ProofOfWork.seed(world.next(US).fields());
        assertThat(early.seed()).as("the parent's time plus one").isEqualTo(expected);
        assertThat(slice(miner, NOW).orElseThrow().seed()).isNotEqualTo(expected);
    }

    private void assertRate(double hashesPerSecond, long sliceMillis) {
        Miner miner = started(hashesPerSecond, sliceMillis);
        Random late = new Random(5);
        long hashes = 0;
        long end = NOW + 120_000;
        for (long now = NOW; now < end; now += 1 + late.nextInt(2)) {
            hashes += slice(miner, now).map(MiningSlice::count).orElse(0);
            miner.computed(notFound());
        }
        double allowed = hashesPerSecond * 120;
        assertThat((double) hashes)
                .isBetween(allowed * 0.9 - 1, allowed + 2 * Math.max(1, hashesPerSecond * sliceMillis / 1_000));
    }

    private Miner started(double hashesPerSecond, long sliceMillis) {
        Miner miner = miner(hashesPerSecond, sliceMillis);
        miner.start();
        return miner;
    }

    private Miner miner(double hashesPerSecond, long sliceMillis) {
        return new Miner(world, US, new Limits.Mining(hashesPerSecond, sliceMillis, 1_000), new Random(9));
    }

    private Optional<MiningSlice> slice(Miner miner, long now) {
        miner.wake(now, outbox);
        return drained();
    }

    private Optional<MiningSlice> drained() {
        return outbox.drain().stream()
                .map(action -> (MiningSlice) ((Action.Compute) action).work())
                .findFirst();
    }

    private static MiningOutcome notFound() {
        return new MiningOutcome.NotFound(Hash.ZERO);
    }

    private static final class World implements Templates {
        private Hash head = Hash.ZERO;
        private Target target = HARD;
        private long changes;
        private int made;

        @Override
        public Hash head() {
            return head;
        }

        @Override
        public long changes() {
            return changes;
        }

        @Override
        public Template next(Address producer) {
            made++;
            return new Template(
                    new BlockHeader.Fields(
                            BlockHeader.VERSION,
                            Height.of(1),
                            head,
                            1_000,
                            Block.transactionRoot(List.of()),
                            0,
                            Hash.ZERO,
                            Hash.ZERO,
                            producer,
                            new Seal.Work(target.bits(), 0)),
                    List.of());
        }
    }
}
