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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Transaction;

final class ReorganisationTest {
    private final TestLedger ledger = new TestLedger();
    private final TestChain peer = new TestChain();
    private final Chain chain = peer.chain();

    @Test
    void aHeavierBranchWinsAndTellsWhatWasAbandonedAndAdopted() {
        Transaction lost = pay(ALICE, 0, BOB, 5);
        Transaction shared = pay(BOB, 0, CAROL, 5);
        Block base = ledger.next(ledger.genesis());
        List<Block> light = List.of(ledger.next(base, address(BOB), lost, shared));
        Block heavy1 = ledger.next(base, address(CAROL), shared);
        Block heavy2 = ledger.next(heavy1, address(CAROL));
        peer.take(base).take(light);

        peer.take(heavy1, heavy2);

        ChainChange.TipMoved moved =
                (ChainChange.TipMoved) peer.changes().get(peer.changes().size() - 1);
        assertThat(moved.from().block()).isEqualTo(light.get(0).id());
        assertThat(moved.to()).isEqualTo(chain.head());
        assertThat(moved.abandoned()).isEqualTo(light);
        assertThat(moved.adopted()).containsExactly(heavy1, heavy2);
        assertThat(peer.returned()).containsExactly(lost, shared);
        assertThat(chain.state().root()).isEqualTo(heavy2.header().stateRoot());
        assertThat(chain.isOnBestChain(light.get(0).id())).isFalse();
        assertThat(chain.block(light.get(0).id())).isPresent();
    }

    @Test
    void aBranchFarBelowTheKeptStatesWinsOnceItIsHeavier() {
        List<Block> ours = ledger.run(ledger.genesis(), MINER, 50);
        List<Block> theirs = ledger.run(ours.get(4), address(BOB), 46);
        peer.take(ours);
        theirs.forEach(block -> chain.offerHeader(block.header(), TestChain.NOW));

        fetchAll(theirs);

        assertThat(chain.head().block()).isEqualTo(theirs.get(45).id());
        assertThat(chain.state().root()).isEqualTo(theirs.get(45).header().stateRoot());
        assertThat(peer.returned()).isEmpty();
    }

    @Test
    void aLightBranchFarBelowTheKeptStatesMakesNoWork() {
        List<Block> ours = ledger.run(ledger.genesis(), MINER, 50);
        List<Block> theirs = ledger.run(ours.get(4), address(BOB), 10);
        peer.take(ours);

        theirs.forEach(peer::offer);
        int checks = peer.workLeft();
        peer.work();

        assertThat(checks).isZero();
        assertThat(chain.head().block()).isEqualTo(ours.get(49).id());
        assertThat(theirs).noneMatch(block -> chain.block(block.id()).isPresent());
    }

    @Test
    void aBodyThatTheArchiveLostIsAskedForWhenTheWayBackNeedsIt() {
        List<Block> ours = ledger.run(ledger.genesis(), MINER, 50);
        List<Block> theirs = ledger.run(ours.get(4), address(BOB), 46);
        peer.take(ours);
        peer.disk().remove(ours.get(2).id());
        theirs.forEach(block -> chain.offerHeader(block.header(), TestChain.NOW));

        List<Block> all = new ArrayList<>(theirs);
        all.add(ours.get(2));
        fetchAll(all);

        assertThat(chain.head().block()).isEqualTo(theirs.get(45).id());
        assertThat(peer.disk()).containsKey(ours.get(2).id());
    }

    @Test
    void whateverTheOrderOfArrivalAllPeersEndAtTheHeaviestBranch() {
        List<Block> blocks = new ArrayList<>();
        Block fork = ledger.next(ledger.genesis(), pay(ALICE, 0, BOB, 7));
        blocks.add(fork);
        List<Block> one = withPayments(fork, MINER, 10);
        List<Block> two = withPayments(fork, address(CAROL), 11);
        blocks.addAll(one);
        blocks.addAll(two);
        for (int seed = 0; seed < 30; seed++) {
            TestChain any = new TestChain();
            Random random = new Random(seed);
            List<Block> order = new ArrayList<>(blocks);
            Collections.shuffle(order, random);

            for (int round = 0; round < blocks.size(); round++) {
                order.removeIf(block -> any.offer(block).isAccepted());
                any.workInAnyOrder(random);
            }

            Block heaviest = two.get(10);
            assertThat(any.chain().head().block()).as("seed %s", seed).isEqualTo(heaviest.id());
            assertThat(any.chain().state().root()).isEqualTo(heaviest.header().stateRoot());
        }
    }

    /** What sync does: headers are known, bodies come as they are asked for. */
    private void fetchAll(List<Block> source) {
        List<Hash> asked = chain.missingBodies(8);
        for (int round = 0; round < 100 && !asked.isEmpty(); round++) {
            for (Hash id : asked) {
                source.stream().filter(block -> block.id().equals(id)).forEach(peer::offerBody);
            }
            peer.work();
            asked = chain.missingBodies(8);
        }
    }

    private List<Block> withPayments(Block parent, Address producer, int blocks) {
        List<Block> run = new ArrayList<>();
        Block below = parent;
        for (int i = 0; i < blocks; i++) {
            below = ledger.next(below, producer, pay(BOB, i, CAROL, i + 1), pay(ALICE, i + 1, BOB, 3));
            run.add(below);
        }
        return run;
    }
}
