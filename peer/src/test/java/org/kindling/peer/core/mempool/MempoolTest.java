package org.kindling.peer.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.chain.TestLedger.ALICE;
import static org.kindling.peer.core.chain.TestLedger.BOB;
import static org.kindling.peer.core.chain.TestLedger.CAROL;
import static org.kindling.peer.core.chain.TestLedger.SPEC;
import static org.kindling.peer.core.chain.TestLedger.address;
import static org.kindling.peer.core.chain.TestLedger.body;
import static org.kindling.peer.core.chain.TestLedger.pay;
import static org.kindling.peer.core.chain.TestLedger.transfer;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Verdict;
import org.kindling.peer.core.chain.Genesis;
import org.kindling.peer.core.chain.StateTrie;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.peer.core.validation.CheckTransactions;
import org.kindling.peer.core.validation.TransactionsChecked;
import org.kindling.peer.core.validation.VerifiedTransaction;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;
import org.kindling.protocol.message.Message;

final class MempoolTest {
    private static final StateTrie START = Genesis.of(SPEC).state();
    private static final Height NEXT = Height.of(1);

    private final Mempool pool = new Mempool(SPEC, limits(1L << 20, 1_000));

    @Test
    void aGoodTransactionWaitsAndIsFoundByItsIdAndItsShortId() {
        Transaction good = pay(ALICE, 0, BOB, 5);

        assertThat(add(good)).isEqualTo(Verdict.ACCEPTED);

        assertThat(pool.contains(good.id())).isTrue();
        assertThat(pool.find(good.id())).contains(good);
        assertThat(pool.findShort(Message.CompactBlock.shortId(good.id()))).contains(good);
        assertThat(pool.size()).isOne();
        assertThat(pool.bytes()).isEqualTo(good.sizeBytes());
        assertThat(add(good)).isEqualTo(Verdict.ALREADY_KNOWN);
    }

    @Test
    void everyRefusalHasItsOwnName() {
        add(pay(ALICE, 0, BOB, 500_000));

        assertRefused(Fault.NONCE_TOO_FAR, pay(BOB, 65, ALICE, 5));
        assertRefused(Fault.CONFLICTING_TRANSACTION, transfer(ALICE, 0, 10, CAROL, 5));
        assertRefused(Fault.BALANCE_TOO_LOW, pay(ALICE, 1, BOB, 499_981));
        assertRefused(Fault.FEE_TOO_LOW, transfer(BOB, 0, 9, ALICE, 5));
        assertRefused(Fault.BALANCE_TOO_LOW, transfer(BOB, 0, 10, ALICE, Amount.MAX_UNITS - 10));
        assertRefused(Fault.TRANSACTION_OF_ANOTHER_NETWORK, foreign());
        assertRefused(Fault.TRANSACTION_EXPIRED, expiring(BOB, 0, 0));
        assertRefused(Fault.TRANSACTION_EXPIRES_TOO_LATE, expiring(BOB, 0, 1_000_002));
        StateTrie later = START.with(address(CAROL), new Account(Amount.of(100), 3));
        assertThat(pool.admissible(pay(CAROL, 2, BOB, 5), later, NEXT).refusal())
                .contains(Fault.NONCE_USED);
        assertThat(pool.size()).isOne();
    }

    @Test
    void aRivalMustPayTenPercentMore() {
        Transaction first = transfer(ALICE, 0, 100, BOB, 5);
        add(first);

        assertRefused(Fault.CONFLICTING_TRANSACTION, transfer(ALICE, 0, 109, CAROL, 5));
        Transaction rival = transfer(ALICE, 0, 110, CAROL, 5);
        assertThat(add(rival)).isEqualTo(Verdict.ACCEPTED);

        assertThat(pool.list(9)).containsExactly(rival);
        assertThat(pool.find(first.id())).isEmpty();
        assertThat(pool.bytes()).isEqualTo(rival.sizeBytes());
    }

    @Test
    void aRivalReplacesItsPredecessorInTheSendersSumToo() {
        add(transfer(ALICE, 0, 100, BOB, 900_000));

        assertThat(add(transfer(ALICE, 0, 200, BOB, 999_800))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void oneSenderMayNotCrowdThePool() {
        Mempool small = new Mempool(SPEC, limits(1L << 20, 1_000, 4));
        for (int nonce = 0; nonce < 4; nonce++) {
            assertThat(add(small, pay(ALICE, nonce, BOB, 5))).isEqualTo(Verdict.ACCEPTED);
        }

        assertThat(add(small, transfer(ALICE, 4, 900, BOB, 5)).refusal()).contains(Fault.TOO_MANY_PENDING);
        assertThat(add(small, transfer(ALICE, 3, 900, BOB, 5))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void whenFullTheCheapestAndWhatBuildsOnItGiveWay() {
        Mempool small = new Mempool(SPEC, limits(1L << 20, 4));
        Transaction cheap = transfer(ALICE, 0, 20, BOB, 5);
        Transaction onCheap = transfer(ALICE, 1, 500, BOB, 5);
        Transaction fair = transfer(BOB, 0, 30, ALICE, 5);
        Transaction fair2 = transfer(BOB, 1, 30, ALICE, 5);
        List.of(cheap, onCheap, fair, fair2).forEach(transaction -> add(small, transaction));

        assertThat(add(small, transfer(CAROL, 0, 20, BOB, 5)).refusal()).contains(Fault.MEMPOOL_FULL);
        Transaction better = transfer(CAROL, 0, 40, BOB, 5);
        assertThat(add(small, better)).isEqualTo(Verdict.ACCEPTED);

        assertThat(small.list(9)).containsExactly(better, fair, fair2);
    }

    @Test
    void nothingPushesOutWhatItBuildsOn() {
        Mempool small = new Mempool(SPEC, limits(1L << 20, 2));
        add(small, transfer(ALICE, 0, 20, BOB, 5));
        add(small, transfer(ALICE, 1, 20, BOB, 5));

        assertThat(add(small, transfer(ALICE, 2, 900, BOB, 5)).refusal()).contains(Fault.MEMPOOL_FULL);
        assertThat(small.size()).isEqualTo(2);
    }

    @Test
    void thePoolNeverHoldsMoreThanItsBounds() {
        Mempool small = new Mempool(SPEC, limits(4_000, 12));
        Random random = new Random(3);
        List<KeyPair> keys = List.of(ALICE, BOB, CAROL);

        for (int i = 0; i < 600; i++) {
            KeyPair from = keys.get(random.nextInt(3));
            Payload payload = random.nextBoolean()
                    ? new Payload.Inscription(Bytes.wrap(new byte[1 + random.nextInt(700)]))
                    : Payload.Transfer.to(address(BOB), Amount.of(1 + random.nextInt(50)));
            add(small, TestLedger.order(from, random.nextInt(20), 10 + random.nextInt(500), payload));

            assertThat(small.bytes()).isLessThanOrEqualTo(4_000);
            assertThat(small.size()).isLessThanOrEqualTo(12);
            assertThat(small.bytes())
                    .isEqualTo(small.list(99).stream()
                            .mapToLong(Transaction::sizeBytes)
                            .sum());
        }
        assertThat(small.size()).isPositive();
    }

    @Test
    void theListShowsTheBestFeePerByteFirst() {
        Transaction small = transfer(ALICE, 0, 50, BOB, 5);
        Transaction large = TestLedger.order(BOB, 0, 100, new Payload.Inscription(Bytes.wrap(new byte[600])));
        Transaction best = transfer(CAROL, 0, 60, BOB, 5);
        List.of(small, large, best).forEach(this::add);

        assertThat(pool.list(9)).containsExactly(best, small, large);
        assertThat(pool.list(1)).containsExactly(best);
    }

    @Test
    void aBlockIsChosenByFeeButOfEachSenderInOrderOfNonce() {
        Transaction alice0 = transfer(ALICE, 0, 20, BOB, 5);
        Transaction alice1 = transfer(ALICE, 1, 900, BOB, 5);
        Transaction alice3 = transfer(ALICE, 3, 999, BOB, 5);
        Transaction bob0 = transfer(BOB, 0, 30, ALICE, 5);
        Transaction bob1 = transfer(BOB, 1, 25, ALICE, 5);
        List.of(alice3, alice1, bob1, alice0, bob0).forEach(this::add);

        assertThat(pool.select(START, NEXT, Block.BYTES_MAX)).containsExactly(bob0, bob1, alice0, alice1);
    }

    @Test
    void aChosenBlockKeepsItsSizeAndSkipsOnlyWhatDoesNotFit() {
        Transaction large = TestLedger.order(ALICE, 0, 900, new Payload.Inscription(Bytes.wrap(new byte[700])));
        Transaction onLarge = transfer(ALICE, 1, 999, BOB, 5);
        Transaction little = transfer(BOB, 0, 20, ALICE, 5);
        List.of(large, onLarge, little).forEach(this::add);

        assertThat(pool.select(START, NEXT, 600)).containsExactly(little);
        assertThat(pool.select(START, NEXT, 0)).isEmpty();
    }

    @Test
    void aBlockLeavesWhatItIncludesAndWhatItMadeUselessBehind() {
        TestLedger ledger = new TestLedger();
        Transaction included = pay(ALICE, 0, BOB, 5);
        Transaction rival = pay(BOB, 0, CAROL, 5);
        Transaction unaffordable = pay(BOB, 1, CAROL, 600_000);
        Transaction stays = pay(ALICE, 1, BOB, 5);
        Transaction winner = transfer(BOB, 0, 10, ALICE, 500_000);
        List.of(included, rival, unaffordable, stays).forEach(this::add);

        Block block = ledger.next(ledger.genesis(), included, winner);
        int returned = pool.chainMoved(List.of(block), List.of(), ledger.stateAfter(block), Height.of(2));

        assertThat(returned).isZero();
        assertThat(pool.list(9)).containsExactly(stays);
    }

    @Test
    void whatOnlyAnAbandonedBlockIncludedWaitsAgain() {
        TestLedger ledger = new TestLedger();
        Transaction lost = pay(ALICE, 0, BOB, 5);
        Transaction alsoAdopted = pay(BOB, 0, CAROL, 5);
        Block abandoned = ledger.next(ledger.genesis(), lost, alsoAdopted);
        Block adopted = ledger.next(ledger.genesis(), address(CAROL), alsoAdopted);

        int returned = pool.chainMoved(List.of(adopted), List.of(abandoned), ledger.stateAfter(adopted), Height.of(2));

        assertThat(returned).isOne();
        assertThat(pool.list(9)).containsExactly(lost);
    }

    @Test
    void nothingWaitsBehindAGapThatLostIncomeLeft() {
        TestLedger ledger = new TestLedger();
        Block income = ledger.next(ledger.genesis(), pay(BOB, 0, ALICE, 900_000));
        Block spent = ledger.next(income, pay(ALICE, 0, CAROL, 1_500_000));
        Block adopted = ledger.next(ledger.genesis(), pay(BOB, 0, CAROL, 900_000));
        pool.add(verified(pay(ALICE, 1, CAROL, 300_000)), ledger.stateAfter(spent), Height.of(3));

        int returned =
                pool.chainMoved(List.of(adopted), List.of(income, spent), ledger.stateAfter(adopted), Height.of(2));

        assertThat(returned).isZero();
        assertThat(pool.list(9)).isEmpty();
    }

    @Test
    void whatAnAbandonedBlockHadComesBeforeWhatWaitsBehindIt() {
        TestLedger ledger = new TestLedger();
        Transaction first = pay(ALICE, 0, CAROL, 900_000);
        Block income = ledger.next(ledger.genesis(), pay(BOB, 0, ALICE, 900_000));
        Block spent = ledger.next(income, first);
        Block adopted = ledger.next(ledger.genesis(), pay(BOB, 0, CAROL, 900_000));
        pool.add(verified(pay(ALICE, 1, CAROL, 300_000)), ledger.stateAfter(spent), Height.of(3));

        int returned =
                pool.chainMoved(List.of(adopted), List.of(income, spent), ledger.stateAfter(adopted), Height.of(2));

        assertThat(returned).isOne();
        assertThat(pool.list(9)).containsExactly(first);
    }

    @Test
    void whatHasExpiredLeaves() {
        Transaction brief = expiring(ALICE, 0, 5);
        Transaction lasting = expiring(BOB, 0, 6);
        add(brief);
        add(lasting);

        pool.chainMoved(List.of(), List.of(), START, Height.of(5));
        assertThat(pool.size()).isEqualTo(2);
        pool.chainMoved(List.of(), List.of(), START, Height.of(6));

        assertThat(pool.list(9)).containsExactly(lasting);
    }

    @Test
    void whateverWaitsMakesAValidBlock() {
        for (int seed = 0; seed < 8; seed++) {
            Mempool any = new Mempool(SPEC, limits(20_000, 60));
            Random random = new Random(seed);
            TestLedger ledger = new TestLedger();
            Block head = ledger.genesis();
            List<KeyPair> keys = List.of(ALICE, BOB, CAROL);
            for (int height = 1; height < 12; height++) {
                StateTrie state = ledger.stateAfter(head);
                Height next = Height.of(height);
                for (int i = 0; i < 25; i++) {
                    KeyPair from = keys.get(random.nextInt(3));
                    long nonce = state.account(address(from)).nonce() + random.nextInt(6);
                    Transaction order = transfer(
                            from,
                            nonce,
                            10 + random.nextInt(90),
                            keys.get(random.nextInt(3)),
                            1 + random.nextInt(400_000));
                    any.add(verified(order), state, next);
                }
                List<Transaction> chosen = any.select(state, next, 3_000);
                head = ledger.next(head, chosen.toArray(Transaction[]::new));
                any.chainMoved(List.of(head), List.of(), ledger.stateAfter(head), next.next());
                assertThat(chosen).noneMatch(transaction -> any.contains(transaction.id()));
            }
            assertThat(ledger.stateAfter(head).account(address(ALICE)).nonce()).isPositive();
        }
    }

    private Verdict add(Transaction transaction) {
        return add(pool, transaction);
    }

    private static Verdict add(Mempool pool, Transaction transaction) {
        Verdict before = pool.admissible(transaction, START, NEXT);
        Verdict verdict = pool.add(verified(transaction), START, NEXT);
        assertThat(verdict).isEqualTo(before);
        return verdict;
    }

    private void assertRefused(Fault fault, Transaction transaction) {
        assertThat(add(transaction).refusal()).contains(fault);
        assertThat(pool.contains(transaction.id())).isFalse();
    }

    private static VerifiedTransaction verified(Transaction transaction) {
        CheckTransactions check = new CheckTransactions(List.of(transaction));
        return ((TransactionsChecked) check.run(SignatureRule.best()))
                .verified()
                .get(0);
    }

    private static Transaction expiring(KeyPair from, long nonce, long expiry) {
        TransactionBody body = body(from, nonce, 10, Payload.Transfer.to(address(BOB), Amount.of(5)));
        return new TransactionBody(
                        body.network(),
                        body.branch(),
                        body.sender(),
                        nonce,
                        body.fee(),
                        Height.of(expiry),
                        body.payload())
                .sign(from);
    }

    private static Transaction foreign() {
        TransactionBody body = body(BOB, 0, 10, Payload.Transfer.to(address(BOB), Amount.of(5)));
        NetworkId other = TestLedger.spec(Amount.of(1)).id();
        return new TransactionBody(other, 1, body.sender(), 0, body.fee(), body.expiry(), body.payload()).sign(BOB);
    }

    private static Limits.Mempool limits(long bytesMax, int transactionsMax) {
        return limits(bytesMax, transactionsMax, 64);
    }

    private static Limits.Mempool limits(long bytesMax, int transactionsMax, int perSenderMax) {
        return new Limits.Mempool(bytesMax, transactionsMax, perSenderMax, 10, 64, 1_000_000, 100);
    }
}
