package org.kindling.peer.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.core.chain.TestChain;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.message.ChainTip;
import org.kindling.protocol.message.Message;

class SyncTest {
    private static final long NOW = TestChain.NOW;
    private static final long QUIET = 3_000;
    private static final LinkId FIRST = new LinkId(Direction.OUTBOUND, 1);
    private static final LinkId SECOND = new LinkId(Direction.OUTBOUND, 2);

    private final Limits.Sync limits = Limits.standard().sync();
    private final Outbox out = new Outbox();
    private final TestChain ours = new TestChain();
    private final TestLedger ledger = new TestLedger();
    private final List<Block> theirs = ledger.run(ledger.genesis(), TestLedger.MINER, 40);
    private final Sync sync = new Sync(limits, ours.chain(), new SplittableRandom(1), QUIET, NOW);

    private ChainTip tip() {
        Block last = theirs.get(theirs.size() - 1);
        return new ChainTip(last.height(), last.id(), BigInteger.valueOf(1_000_000));
    }

    private void headersAreKnown() {
        theirs.forEach(block -> ours.chain().offerHeader(block.header(), NOW));
    }

    private Map<LinkId, List<Hash>> asked() {
        Map<LinkId, List<Hash>> asked = new LinkedHashMap<>();
        for (Action action : out.drain()) {
            if (action instanceof Action.Send send && send.message() instanceof Message.GetBlocks blocks) {
                asked.computeIfAbsent(send.link(), link -> new ArrayList<>()).addAll(blocks.ids());
            }
        }
        return asked;
    }

    private long headerQuestions() {
        return out.drain().stream()
                .filter(action -> action instanceof Action.Send send && send.message() instanceof Message.GetHeaders)
                .count();
    }

    @Test
    void aLinkThatClaimsMoreWorkIsAskedForHeaders() {
        sync.settled(FIRST, tip(), NOW, out);

        assertThat(headerQuestions()).isEqualTo(1);
    }

    @Test
    void aLinkThatClaimsNoMoreThanWeHaveIsNotAsked() {
        sync.settled(FIRST, ours.chain().tip(), NOW, out);

        assertThat(headerQuestions()).isZero();
    }

    @Test
    void bodiesAreAskedOfSeveralLinksEachOnceAndOldestFirst() {
        headersAreKnown();
        sync.settled(FIRST, tip(), NOW, out);
        sync.settled(SECOND, tip(), NOW, out);

        sync.requestBlocks(block -> false, NOW, out);
        sync.requestBlocks(block -> false, NOW, out);

        Map<LinkId, List<Hash>> asked = asked();
        List<Hash> all = new ArrayList<>();
        asked.values().forEach(all::addAll);
        assertThat(asked.keySet()).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(asked.values())
                .allSatisfy(ids -> assertThat(ids.size()).isLessThanOrEqualTo(limits.blocksPerLink()));
        assertThat(all).doesNotHaveDuplicates().contains(theirs.get(0).id());
    }

    @Test
    void aLinkThatLetsARequestLapseIsAskedLast() {
        headersAreKnown();
        sync.settled(FIRST, tip(), NOW, out);
        sync.requestBlocks(block -> false, NOW, out);
        asked();
        sync.settled(SECOND, tip(), NOW, out);

        long later = NOW + limits.blockTimeoutMillisMin();
        sync.wake(later, out);
        sync.requestBlocks(block -> false, later, out);

        Map<LinkId, List<Hash>> asked = asked();
        assertThat(asked.get(SECOND))
                .hasSize(limits.blocksPerLink())
                .contains(theirs.get(0).id());
        assertThat(asked.getOrDefault(FIRST, List.of())).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whatALinkHasNotGotIsAskedOfAnother() {
        headersAreKnown();
        sync.settled(FIRST, tip(), NOW, out);
        sync.requestBlocks(block -> false, NOW, out);
        List<Hash> ids = asked().get(FIRST);
        sync.settled(SECOND, tip(), NOW, out);

        sync.heardNotFound(FIRST, ids, NOW);
        sync.requestBlocks(block -> false, NOW, out);

        assertThat(asked().keySet()).containsExactly(SECOND);
    }

    @Test
    void aLostLinksRequestsGoToAnother() {
        headersAreKnown();
        sync.settled(FIRST, tip(), NOW, out);
        sync.requestBlocks(block -> false, NOW, out);
        List<Hash> ids = asked().get(FIRST);
        sync.settled(SECOND, tip(), NOW, out);

        sync.lost(FIRST);
        sync.requestBlocks(block -> false, NOW, out);

        assertThat(asked().get(SECOND)).containsExactlyElementsOf(ids);
    }

    @Test
    void aFullMessageOfHeadersIsFollowedByTheNextQuestion() {
        sync.settled(FIRST, tip(), NOW, out);
        out.drain();

        sync.heardHeaders(FIRST, Message.HEADERS_MAX, Optional.of(theirs.get(0).id()), NOW, out);

        assertThat(headerQuestions()).isEqualTo(1);
    }

    @Test
    void aQuietNetworkIsAskedWhetherItIsReallyQuiet() {
        sync.settled(FIRST, ours.chain().tip(), NOW, out);

        sync.wake(NOW + QUIET - 1, out);
        long before = headerQuestions();
        sync.wake(NOW + QUIET, out);

        assertThat(before).isZero();
        assertThat(headerQuestions()).isEqualTo(1);
    }

    @Test
    void ofAllTheLinksAheadOneIsAskedForHeaders() {
        sync.settled(FIRST, tip(), NOW, out);
        sync.settled(SECOND, tip(), NOW, out);

        assertThat(askedForHeaders()).containsExactly(FIRST);
    }

    @Test
    void headersThatDoNotComeAreAskedOfAnotherLinkAtOnce() {
        sync.settled(FIRST, tip(), NOW, out);
        sync.settled(SECOND, tip(), NOW, out);
        out.drain();

        sync.wake(NOW + limits.headersTimeoutMillis(), out);

        assertThat(askedForHeaders()).startsWith(SECOND);
    }

    @Test
    void aLostLinkHandsTheQuestionForHeadersOn() {
        sync.settled(FIRST, tip(), NOW, out);
        sync.settled(SECOND, tip(), NOW, out);
        out.drain();

        sync.lost(FIRST);
        sync.wake(NOW + 1, out);

        assertThat(askedForHeaders()).containsExactly(SECOND);
    }

    @Test
    void whoClaimsMoreThanItCanShowIsAskedOnceAndTheNextOneAfterIt() {
        sync.settled(FIRST, tip(), NOW, out);
        sync.settled(SECOND, tip(), NOW, out);
        out.drain();

        sync.heardHeaders(FIRST, 0, Optional.empty(), NOW, out);
        List<LinkId> next = askedForHeaders();
        sync.heardHeaders(SECOND, 0, Optional.empty(), NOW, out);

        assertThat(next).containsExactly(SECOND);
        assertThat(askedForHeaders()).isEmpty();
    }

    @Test
    void whoTellsHeadersForEverThatLeadNowhereKeepsNobodyElseFromBeingAsked() {
        sync.settled(FIRST, tip(), NOW, out);
        sync.settled(SECOND, tip(), NOW, out);
        out.drain();

        sync.heardHeaders(FIRST, Message.HEADERS_MAX, Optional.of(theirs.get(0).id()), NOW, out);

        assertThat(askedForHeaders()).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    private List<LinkId> askedForHeaders() {
        return out.drain().stream()
                .filter(action -> action instanceof Action.Send send && send.message() instanceof Message.GetHeaders)
                .map(action -> ((Action.Send) action).link())
                .toList();
    }
}
