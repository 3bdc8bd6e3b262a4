package org.kindling.peer.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.chain.TestLedger.ALICE;
import static org.kindling.peer.core.chain.TestLedger.BOB;
import static org.kindling.peer.core.chain.TestLedger.CAROL;
import static org.kindling.peer.core.chain.TestLedger.MINER;
import static org.kindling.peer.core.chain.TestLedger.address;
import static org.kindling.peer.core.chain.TestLedger.pay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.kindling.peer.Retained;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.Verdict;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.BlockHeader.Fields;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.LedgerReader;
import org.kindling.protocol.ledger.ProofOfWork;
import org.kindling.protocol.ledger.Seal;
import org.kindling.protocol.ledger.Target;
import org.kindling.protocol.ledger.Transaction;

final class ChainTest {
    private final TestLedger ledger = new TestLedger();
    private final TestChain peer = new TestChain();
    private final Chain chain = peer.chain();

    @Test
    void aFirstLifeBeginsAtGenesis() {
        assertThat(chain.head().block()).isEqualTo(ledger.genesis().id());
        assertThat(chain.state().root()).isEqualTo(ledger.genesis().header().stateRoot());
        assertThat(chain.block(ledger.genesis().id())).contains(ledger.genesis());
        assertThat(chain.bestHeader()).isEqualTo(chain.tip());
    }

    @Test
    void aValidBlockBecomesTheHead() {
        Block block = ledger.next(ledger.genesis(), pay(ALICE, 0, BOB, 5));

        peer.take(block);

        assertThat(chain.head().block()).isEqualTo(block.id());
        assertThat(chain.state().root()).isEqualTo(block.header().stateRoot());
        assertThat(chain.block(block.id())).contains(block);
        assertThat(chain.headerAt(Height.of(1))).contains(block.header());
        assertThat(chain.isOnBestChain(block.id())).isTrue();
        assertThat(peer.changes()).hasSize(2).first().isEqualTo(new ChainChange.Applied(block));
    }

    @Test
    void aHeaderThatBreaksARuleIsRefusedByItsOwnName() {
        assertHeader(Fault.BLOCK_VERSION, fields -> with(fields, 2, fields.height(), fields.timeMillis()));
        assertHeader(Fault.BLOCK_HEIGHT, fields -> with(fields, 1, Height.of(2), fields.timeMillis()));
        assertHeader(Fault.BLOCK_TIME_TOO_EARLY, fields -> with(fields, 1, fields.height(), TestLedger.GENESIS_MILLIS));
        assertHeader(Fault.BLOCK_HISTORY_ROOT, fields -> withRoots(fields, fields.stateRoot(), Hash.ZERO));
        assertHeader(
                Fault.BLOCK_TARGET,
                fields -> fields.with(new Seal.Work(Target.forExpectedHashes(4).bits(), 0)));
    }

    @Test
    void aHeaderWithoutItsWorkIsRefused() {
        Fields fields = ledger.next(ledger.genesis()).header().fields();
        int bits = fields.seal().fold(Seal.Work::bits);
        ProofOfWork.Search search = new ProofOfWork.Search(ProofOfWork.seed(fields));
        long nonce = 0;
        while (Target.ofBits(bits).isMetBy(search.hash(nonce))) {
            nonce++;
        }

        Verdict verdict = offer(new BlockHeader(fields.with(new Seal.Work(bits, nonce))));

        assertThat(verdict.refusal()).contains(Fault.BLOCK_WORK);
        assertUndisturbed();
    }

    @Test
    void aHeaderFromTheFutureWaitsAndIsAcceptedWhenItsTimeHasCome() {
        BlockHeader header = ledger.next(ledger.genesis()).header();
        long tooSoon = header.timeMillis() - 15_001;

        assertThat(chain.offerHeader(header, tooSoon)).isInstanceOf(Verdict.Waiting.class);
        assertThat(chain.hasHeader(header.id())).isFalse();
        assertThat(chain.offerHeader(header, tooSoon + 1).isAccepted()).isTrue();
    }

    @Test
    void aHeaderWithoutItsParentWaits() {
        List<Block> run = ledger.run(ledger.genesis(), MINER, 2);

        assertThat(offer(run.get(1).header())).isInstanceOf(Verdict.Waiting.class);
        assertThat(offer(run.get(0).header()).isAccepted()).isTrue();
        assertThat(offer(run.get(1).header()).isAccepted()).isTrue();
        assertThat(offer(run.get(1).header())).isEqualTo(Verdict.ALREADY_KNOWN);
    }

    @Test
    void headersMayRunAheadOfBodiesWhichAreAskedForLowestFirst() {
        List<Block> run = ledger.run(ledger.genesis(), MINER, 30);
        run.forEach(block -> offer(block.header()));

        assertThat(chain.bestHeader().block()).isEqualTo(run.get(29).id());
        assertThat(chain.head().height()).isEqualTo(Height.GENESIS);
        assertThat(chain.missingBodies(5)).isEqualTo(ids(run.subList(0, 5)));
        assertThat(chain.missingBodies(100))
                .as("no more than there is room for")
                .isEqualTo(ids(run.subList(0, 16)));
    }

    @Test
    void bodiesInAnyOrderAreAppliedInTheRightOne() {
        for (int seed = 0; seed < 20; seed++) {
            TestChain any = new TestChain();
            List<Block> run = ledger.run(ledger.genesis(), MINER, 16);
            run.forEach(block -> any.chain().offerHeader(block.header(), TestChain.NOW));
            List<Block> order = new ArrayList<>(run);
            Collections.shuffle(order, new Random(seed));

            order.forEach(any::offerBody);
            any.workInAnyOrder(new Random(seed));

            assertThat(any.chain().head().block()).isEqualTo(run.get(15).id());
            assertThat(applied(any)).isEqualTo(ids(run));
        }
    }

    @Test
    void aBodyBeyondTheWindowMustComeAgainLater() {
        List<Block> run = ledger.run(ledger.genesis(), MINER, 20);
        run.forEach(block -> offer(block.header()));

        Verdict verdict = peer.offerBody(run.get(16));

        assertThat(verdict).isInstanceOf(Verdict.Waiting.class);
        assertThat(chain.hasBody(run.get(16).id())).isFalse();
        peer.take(run);
        assertThat(chain.head().block()).isEqualTo(run.get(19).id());
    }

    @Test
    void bodiesBesideTheBestHeadersAreBoundedAndTheOldestGivesWay() {
        List<Block> main = ledger.run(ledger.genesis(), MINER, 40);
        List<Block> side = ledger.run(ledger.genesis(), address(BOB), 30);
        main.forEach(block -> offer(block.header()));
        side.forEach(block -> offer(block.header()));

        for (Block block : side.subList(1, 30)) {
            assertThat(peer.offerBody(block).isAccepted()).isTrue();
            peer.work();
        }

        long held = side.stream().filter(block -> chain.hasBody(block.id())).count();
        assertThat(held).isEqualTo(16);
        assertThat(chain.hasBody(side.get(29).id())).isTrue();
        peer.take(main);
        assertThat(chain.head().block()).isEqualTo(main.get(39).id());
    }

    /** CVE-2012-2459: a body that is wrong for a good header must not condemn the header. */
    @Test
    void aBodyThatIsNotTheHeadersIsRefusedAndTheRightOneIsStillWelcome() {
        Transaction first = pay(ALICE, 0, BOB, 5);
        Transaction second = pay(BOB, 0, CAROL, 5);
        Transaction third = pay(CAROL, 0, ALICE, 5);
        Block good = ledger.next(ledger.genesis(), first, second, third);

        for (List<Transaction> wrong :
                List.of(List.of(first, second, third, third), List.of(first, third, second), List.<Transaction>of())) {
            peer.take(new Block(good.header(), wrong));
            assertThat(refusals())
                    .containsExactly(new ChainChange.BodyRefused(good.id(), Fault.BLOCK_TRANSACTION_ROOT));
            peer.changes().clear();
            assertUndisturbed();
            assertThat(chain.missingBodies(9)).containsExactly(good.id());
        }
        peer.take(good);

        assertThat(chain.head().block()).isEqualTo(good.id());
    }

    /** An id covers no signature, so anybody on the way can put a wrong one under a good header. */
    @Test
    void aForgedSignatureUnderAGoodHeaderIsRefusedAndTheRightBodyIsStillWelcome() {
        Transaction honest = pay(ALICE, 0, BOB, 5);
        Block good = ledger.next(ledger.genesis(), honest);
        Transaction forged = new Transaction(honest.body(), BOB.sign(honest.id()));

        peer.take(new Block(good.header(), List.of(forged)));

        assertThat(refusals()).containsExactly(new ChainChange.BodyRefused(good.id(), Fault.TRANSACTION_FORGED));
        assertUndisturbed();
        peer.take(good);
        assertThat(chain.head().block()).isEqualTo(good.id());
    }

    @Test
    void aBlockThatRepeatsATransactionIsRefusedForGood() {
        Transaction twice = pay(ALICE, 0, BOB, 5);

        assertRefusedForGood(Fault.BLOCK_TRANSACTION, ledger.claiming(ledger.genesis(), same(), twice, twice));
    }

    @Test
    void aBlockWithConflictingNoncesIsRefusedForGood() {
        assertRefusedForGood(
                Fault.BLOCK_TRANSACTION,
                ledger.claiming(ledger.genesis(), same(), pay(ALICE, 0, BOB, 5), pay(ALICE, 0, CAROL, 5)));
    }

    @Test
    void aBlockWithAWrongStateRootIsRefusedForGood() {
        assertRefusedForGood(
                Fault.BLOCK_STATE_ROOT,
                ledger.claiming(ledger.genesis(), fields -> withRoots(fields, Hash.ZERO, fields.historyRoot())));
    }

    @Test
    void aBlockThatCountsItsTransactionsWrongIsRefusedForGood() {
        assertRefusedForGood(
                Fault.BLOCK_TRANSACTION_ROOT, ledger.claiming(ledger.genesis(), fields -> withCount(fields, 7)));
    }

    @Test
    void whatStandsOnARefusedBlockIsRefusedWithIt() {
        Block bad = ledger.claiming(ledger.genesis(), same(), pay(ALICE, 7, BOB, 5));
        Block above = ledger.next(bad);
        Block late = ledger.next(above);
        Block honest = ledger.next(ledger.genesis());
        offer(bad.header());
        peer.offer(above);
        peer.take(honest);

        peer.take(bad);

        assertThat(offer(above.header()).refusal()).contains(Fault.BLOCK_ON_REFUSED_PARENT);
        assertThat(offer(late.header()).refusal()).contains(Fault.BLOCK_ON_REFUSED_PARENT);
        assertThat(peer.offerBody(above).refusal()).contains(Fault.BLOCK_ON_REFUSED_PARENT);
        assertThat(chain.hasBody(above.id())).isFalse();
        assertThat(chain.bestHeader().block()).isEqualTo(honest.id());
        assertThat(chain.head().block()).isEqualTo(honest.id());
    }

    @Test
    void ofTwoEquallyHeavyBranchesTheFirstStays() {
        Block first = ledger.next(ledger.genesis(), address(BOB));
        Block second = ledger.next(ledger.genesis(), address(CAROL));

        peer.take(first, second);
        new TestChain().take(second, first);

        assertThat(chain.head().block()).isEqualTo(first.id());
        assertThat(new TestChain().take(second, first).chain().head().block()).isEqualTo(second.id());
    }

    @Test
    void theLocatorLeadsSomebodyElseToTheFork() {
        List<Block> shared = ledger.run(ledger.genesis(), MINER, 100);
        List<Block> ours = ledger.run(shared.get(59), address(BOB), 5);
        TestChain other = new TestChain().take(shared);
        peer.take(shared.subList(0, 60)).take(ours);

        List<BlockHeader> told = other.chain().headersAfter(chain.locator(), 1_000);

        assertThat(told.get(0).height().value()).isLessThanOrEqualTo(61);
        assertThat(told.get(told.size() - 1)).isEqualTo(shared.get(99).header());
        assertThat(chain.locator())
                .hasSizeLessThan(20)
                .endsWith(ledger.genesis().id());
        assertThat(other.chain().headersAfter(List.of(Hash.ZERO), 3)).isEqualTo(headers(shared.subList(0, 3)));
    }

    @Test
    void sideBranchesOfHeadersAreBoundedAndTheHeaviestSurvive() {
        TestChain small = new TestChain(TestLedger.SPEC, with(few -> withHeaders(few, 100, 0)));
        Block top = ledger.run(ledger.genesis(), MINER, 30).get(29);
        small.take(ledger.run(ledger.genesis(), MINER, 30));
        List<Block> heavy = ledger.run(ledger.genesis(), address(BOB), 20);
        heavy.forEach(block -> small.chain().offerHeader(block.header(), TestChain.NOW));
        List<Block> light = siblings(ledger.genesis(), 300);

        light.forEach(block -> small.chain().offerHeader(block.header(), TestChain.NOW));

        assertThat(known(small, light)).isBetween(10L, 100L);
        assertThat(known(small, heavy)).isEqualTo(20);
        assertThat(small.chain().head().block()).isEqualTo(top.id());
    }

    @Test
    void aSingleLongSideBranchIsBoundedTooAndKeepsItsBeginning() {
        TestChain small = new TestChain(TestLedger.SPEC, with(few -> withHeaders(few, 40, 0)));
        small.take(ledger.run(ledger.genesis(), MINER, 200));
        List<Block> side = ledger.run(ledger.genesis(), address(BOB), 150);

        side.forEach(block -> small.chain().offerHeader(block.header(), TestChain.NOW));

        assertThat(known(small, side)).isBetween(20L, 40L);
        assertThat(known(small, side.subList(0, 20))).isEqualTo(20);
    }

    /** The other half of a network that was parted for long: its headers weigh something from the first one on. */
    @Test
    void aLongBranchThatCostRealWorkIsFollowedHoweverManyLightHeadersThereMayBe() {
        TestChain small = new TestChain(TestLedger.SPEC, with(few -> withHeaders(few, 40, 1_000)));
        small.take(ledger.run(ledger.genesis(), MINER, 200));
        List<Block> heavier = ledger.run(ledger.genesis(), address(BOB), 201);

        heavier.forEach(block -> small.chain().offerHeader(block.header(), TestChain.NOW));

        assertThat(small.chain().bestHeader().block())
                .isEqualTo(heavier.get(200).id());
    }

    @Test
    void aBlockWhoseBodyIsBeingAppliedIsNeverForgotten() {
        TestChain small = new TestChain(TestLedger.SPEC, with(few -> withHeaders(few, 10, 0)));
        List<Block> main = ledger.run(ledger.genesis(), MINER, 30);
        Block rival = ledger.next(main.get(28), address(BOB));
        small.take(main);
        small.offer(rival);

        siblings(main.get(28), 50).forEach(block -> small.chain().offerHeader(block.header(), TestChain.NOW));
        small.work();

        assertThat(small.chain().block(rival.id())).contains(rival);
    }

    /** All that strangers can make us remember of headers at next to no cost. */
    @Test
    void headersThatCostLittleTakeNoMoreThan32MiB() {
        int sample = 4_000;
        List<byte[]> headers = ledger.run(ledger.genesis(), MINER, sample).stream()
                .map(block -> LedgerCodec.encode(block.header()))
                .toList();
        Limits.Chain standard = Limits.standard().chain();

        long bytes = Retained.bytes(() -> {
            Chain held = new Chain(TestLedger.SPEC, Limits.standard(), id -> Optional.empty(), Recovered.nothing());
            headers.forEach(header -> held.offerHeader(decoded(header), TestChain.NOW));
            assertThat(held.bestHeader().height()).isEqualTo(Height.of(sample));
            return held;
        });

        long most = standard.headersAheadMax() + standard.sideHeadersMax();
        assertThat(bytes / sample * most).isLessThanOrEqualTo(32L << 20);
    }

    @Test
    void aBodyOfABranchLighterThanTheChainIsNotEvenChecked() {
        peer.take(ledger.run(ledger.genesis(), MINER, 30));

        for (Block block : siblings(ledger.genesis(), 20)) {
            assertThat(peer.offer(block)).isInstanceOf(Verdict.Waiting.class);
        }

        assertThat(peer.workLeft()).isZero();
    }

    @Test
    void noBodiesAreTakenInWhileTheDiskDoesNotKeepUp() {
        peer.diskGetsStuck();

        peer.take(ledger.run(ledger.genesis(), MINER, 40));

        assertThat(chain.head().height()).isEqualTo(Height.of(16));
        assertThat(chain.missingBodies(9)).isEmpty();
        assertThat(peer.workLeft()).isZero();
        peer.diskCatchesUp();
        assertThat(chain.missingBodies(9)).hasSize(9);
    }

    @Test
    void bodiesUnderWayAreBoundedInBytes() {
        TestChain small = new TestChain(TestLedger.SPEC, with(few -> withBodyBytes(few, 20_000)));
        List<Block> run = ledger.run(ledger.genesis(), MINER, 16);
        run.forEach(block -> small.chain().offerHeader(block.header(), TestChain.NOW));

        long taken = run.stream()
                .skip(1)
                .filter(block -> small.offerBody(block).isAccepted())
                .count();

        assertThat(taken).isEqualTo(9);
        assertThat(small.offerBody(run.get(0)).isAccepted())
                .as("the next one always fits")
                .isTrue();
        small.work();
        assertThat(small.chain().head().height().value()).isPositive();
    }

    private long known(TestChain peer, List<Block> blocks) {
        return blocks.stream()
                .filter(block -> peer.chain().hasHeader(block.id()))
                .count();
    }

    private List<Block> siblings(Block parent, int count) {
        List<Block> siblings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            siblings.add(ledger.next(parent, address(TestLedger.key("sibling" + i))));
        }
        return siblings;
    }

    private static Limits with(UnaryOperator<Limits.Chain> change) {
        Limits limits = TestChain.limits();
        return new Limits(
                limits.links(),
                limits.discovery(),
                limits.standIn(),
                limits.gossip(),
                limits.mempool(),
                change.apply(limits.chain()),
                limits.sync(),
                limits.mining());
    }

    private static Limits.Chain withHeaders(Limits.Chain few, int sideMax, int heavyMax) {
        return new Limits.Chain(
                few.statesKept(),
                few.bodiesKept(),
                few.snapshotBlocks(),
                few.waitingBlocksMax(),
                few.bodyBytesMax(),
                few.futureMillisMin(),
                few.futureIntervals(),
                few.headersAheadMax(),
                sideMax,
                heavyMax);
    }

    private static Limits.Chain withBodyBytes(Limits.Chain few, long bodyBytesMax) {
        return new Limits.Chain(
                few.statesKept(),
                few.bodiesKept(),
                few.snapshotBlocks(),
                few.waitingBlocksMax(),
                bodyBytesMax,
                few.futureMillisMin(),
                few.futureIntervals(),
                few.headersAheadMax(),
                few.sideHeadersMax(),
                few.heavySideHeadersMax());
    }

    /** As it comes from the wire, sharing nothing with others. */
    private static BlockHeader decoded(byte[] header) {
        try {
            return LedgerReader.header(header);
        } catch (MalformedException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private void assertHeader(Fault fault, UnaryOperator<Fields> lie) {
        Block block = ledger.claiming(ledger.genesis(), lie);

        assertThat(offer(block.header()).refusal()).contains(fault);
        assertThat(chain.hasHeader(block.id())).isFalse();
        assertUndisturbed();
    }

    private void assertRefusedForGood(Fault fault, Block bad) {
        Block honest = ledger.next(ledger.genesis());

        peer.take(bad);

        assertThat(refusals()).containsExactly(new ChainChange.BodyRefused(bad.id(), fault));
        assertThat(offer(bad.header()).refusal()).contains(fault);
        assertThat(peer.offerBody(bad).refusal()).contains(fault);
        assertUndisturbed();
        peer.take(honest);
        assertThat(chain.head().block()).isEqualTo(honest.id());
    }

    private void assertUndisturbed() {
        assertThat(chain.head().block()).isEqualTo(ledger.genesis().id());
        assertThat(chain.state().root()).isEqualTo(ledger.genesis().header().stateRoot());
        assertThat(peer.disk()).isEmpty();
    }

    private Verdict offer(BlockHeader header) {
        return chain.offerHeader(header, TestChain.NOW);
    }

    private List<ChainChange> refusals() {
        return peer.changes().stream()
                .filter(ChainChange.BodyRefused.class::isInstance)
                .toList();
    }

    private static List<Hash> applied(TestChain peer) {
        return peer.changes().stream()
                .filter(ChainChange.Applied.class::isInstance)
                .map(change -> ((ChainChange.Applied) change).block().id())
                .toList();
    }

    private static List<Hash> ids(List<Block> blocks) {
        return blocks.stream().map(Block::id).toList();
    }

    private static List<BlockHeader> headers(List<Block> blocks) {
        return blocks.stream().map(Block::header).toList();
    }

    private static UnaryOperator<Fields> same() {
        return UnaryOperator.identity();
    }

    private static Fields with(Fields fields, int version, Height height, long timeMillis) {
        return new Fields(
                version,
                height,
                fields.parent(),
                timeMillis,
                fields.transactionRoot(),
                fields.transactionCount(),
                fields.stateRoot(),
                fields.historyRoot(),
                fields.producer(),
                fields.seal());
    }

    private static Fields withRoots(Fields fields, Hash stateRoot, Hash historyRoot) {
        return new Fields(
                fields.version(),
                fields.height(),
                fields.parent(),
                fields.timeMillis(),
                fields.transactionRoot(),
                fields.transactionCount(),
                stateRoot,
                historyRoot,
                fields.producer(),
                fields.seal());
    }

    private static Fields withCount(Fields fields, int count) {
        return new Fields(
                fields.version(),
                fields.height(),
                fields.parent(),
                fields.timeMillis(),
                fields.transactionRoot(),
                count,
                fields.stateRoot(),
                fields.historyRoot(),
                fields.producer(),
                fields.seal());
    }
}
