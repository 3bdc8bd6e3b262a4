package org.kindling.peer.core.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Seal;
import org.kindling.protocol.ledger.Target;

final class AsertTest {
    private static final long GENESIS = 1_700_000_000_000L;
    private static final long INTERVAL = 10_000;
    private static final long HALF_LIFE = 200_000;
    private static final Target START = Target.forExpectedHashes(50_000);

    private final Retarget asert =
            new Asert(new NetworkSpec.Rules.ProofOfWork(INTERVAL, START.bits(), HALF_LIFE), GENESIS);

    @Test
    void onScheduleTheTargetStays() {
        for (long height : new long[] {0, 1, 17, 100_000, 10_000_000}) {
            assertThat(asert.targetAfter(block(height, GENESIS + height * INTERVAL)))
                    .isEqualTo(START);
        }
    }

    @Test
    void everyHalfLifeOfDelayDoublesTheTarget() {
        assertFactor(2 * HALF_LIFE, 4);
        assertFactor(HALF_LIFE, 2);
        assertFactor(0, 1);
        assertFactor(-HALF_LIFE, 0.5);
        assertFactor(-2 * HALF_LIFE, 0.25);
    }

    @Test
    void betweenHalfLivesTheTargetFollowsThePowerOfTwo() {
        for (long late = -5 * HALF_LIFE; late <= 5 * HALF_LIFE; late += 17_919) {
            assertFactor(late, Math.pow(2, (double) late / HALF_LIFE));
        }
    }

    /** The table of docs/protocol/theory.md, worked out by another program. */
    @Test
    void theTargetsAreThoseOfTheTheoryPage() {
        assertBits(0, 0, 0x1e3fffff);
        assertBits(100, 1_000_000, 0x1e3fffff);
        assertBits(100, 1_200_000, 0x1e7ffffe);
        assertBits(100, 900_000, 0x1e2d403f);
        assertBits(7, 0, 0x1e32367f);
        assertBits(1_000, 3_333_333, 0x1a1965ff);
        assertBits(50, 100_000_000, 0x207fffff);
        assertBits(1_000_000, 0, 0x01010000);
    }

    @Test
    void theTargetNeverLeavesItsRange() {
        assertThat(asert.targetAfter(block(1, (1L << 53) - 1))).isEqualTo(Target.EASIEST.rounded());
        assertThat(asert.targetAfter(block(1, GENESIS + 100 * HALF_LIFE))).isEqualTo(Target.EASIEST.rounded());
        assertThat(asert.targetAfter(block(1_000_000, GENESIS))).isEqualTo(new Target(BigInteger.ONE));
        assertThat(asert.targetAfter(block((1L << 53) - 1, 0))).isEqualTo(new Target(BigInteger.ONE));
    }

    @Test
    void aLaterParentNeverMakesTheNextBlockHarder() {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            long height = random.nextInt(1_000);
            long time = GENESIS + random.nextInt(20_000_000);
            Target sooner = asert.targetAfter(block(height, time));
            Target later = asert.targetAfter(block(height, time + random.nextInt(100_000)));
            assertThat(later.value()).isGreaterThanOrEqualTo(sooner.value());
        }
    }

    @Test
    void afterTheLossOfFourFifthsOfTheHashRateBlocksComeAtTheirPaceAgainWithinSixtyBlocks() {
        for (int seed = 0; seed < 10; seed++) {
            double pace = paceAfterLoss(new Random(seed));
            assertThat(pace).as("interval over nominal, seed %s", seed).isBetween(0.5, 1.5);
        }
    }

    /** Mean interval of blocks 60 to 260 after the loss, over the nominal one. */
    private double paceAfterLoss(Random random) {
        double hashesPerMilli = 50_000.0 / INTERVAL;
        BlockHeader tip = block(0, GENESIS);
        for (int i = 0; i < 100; i++) {
            tip = mined(tip, hashesPerMilli, random);
        }
        for (int i = 0; i < 60; i++) {
            tip = mined(tip, hashesPerMilli / 5, random);
        }
        long from = tip.timeMillis();
        for (int i = 0; i < 200; i++) {
            tip = mined(tip, hashesPerMilli / 5, random);
        }
        return (tip.timeMillis() - from) / 200.0 / INTERVAL;
    }

    private BlockHeader mined(BlockHeader parent, double hashesPerMilli, Random random) {
        double hashes = asert.targetAfter(parent).work().doubleValue() * -Math.log(1 - random.nextDouble());
        return block(parent.height().value() + 1, parent.timeMillis() + (long) (hashes / hashesPerMilli) + 1);
    }

    private void assertFactor(long lateMillis, double factor) {
        long height = 1_000;
        Target target = asert.targetAfter(block(height, GENESIS + height * INTERVAL + lateMillis));

        double actual = new BigDecimal(target.value()).doubleValue() / new BigDecimal(START.value()).doubleValue();
        assertThat(actual).isCloseTo(factor, Percentage.withPercentage(0.03));
    }

    private static void assertBits(long height, long millisAfterGenesis, int bits) {
        Retarget rule = new Asert(new NetworkSpec.Rules.ProofOfWork(INTERVAL, 0x1e3fffff, HALF_LIFE), GENESIS);

        assertThat(rule.targetAfter(block(height, GENESIS + millisAfterGenesis)).bits())
                .isEqualTo(bits);
    }

    private static BlockHeader block(long height, long timeMillis) {
        return new BlockHeader(new BlockHeader.Fields(
                BlockHeader.VERSION,
                Height.of(height),
                Hash.ZERO,
                timeMillis,
                Block.transactionRoot(List.of()),
                0,
                Hash.ZERO,
                Hash.ZERO,
                new Address(Bytes.wrap(new byte[Address.SIZE])),
                new Seal.Work(START.bits(), 0)));
    }
}
