package org.kindling.peer.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kindling.peer.core.chain.TestLedger.ALICE;
import static org.kindling.peer.core.chain.TestLedger.BOB;
import static org.kindling.peer.core.chain.TestLedger.CAROL;
import static org.kindling.peer.core.chain.TestLedger.MINER;
import static org.kindling.peer.core.chain.TestLedger.SPEC;
import static org.kindling.peer.core.chain.TestLedger.address;
import static org.kindling.peer.core.chain.TestLedger.order;
import static org.kindling.peer.core.chain.TestLedger.pay;
import static org.kindling.peer.core.chain.TestLedger.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Payment;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;

final class StateTransitionTest {
    private static final Height ONE = Height.of(1);
    private static final StateTrie START = Genesis.of(SPEC).state();

    private final StateTransition transition = new StateTransition(SPEC);

    @Test
    void aTransferMovesUnitsFromTheSenderAndItsFeeToTheProducer() {
        StateTrie state = applied(START, transfer(ALICE, 0, 25, BOB, 1_000));

        assertThat(state.account(address(ALICE))).isEqualTo(new Account(Amount.of(1_000_000 - 1_025), 1));
        assertThat(state.account(address(BOB))).isEqualTo(new Account(Amount.of(1_001_000), 0));
        assertThat(state.account(MINER).balance()).isEqualTo(Amount.of(50 + 25));
    }

    @Test
    void aTransferToManyAndARecordAndANotarisationCostWhatTheySay() {
        Payload many = new Payload.Transfer(
                List.of(new Payment(address(BOB), Amount.of(5)), new Payment(address(CAROL), Amount.of(6))));

        StateTrie state = applied(
                START,
                order(ALICE, 0, 10, many),
                order(ALICE, 1, 11, new Payload.Inscription(Bytes.wrap(new byte[700]))),
                order(ALICE, 2, 12, new Payload.Notarisation(Hash.ZERO)));

        assertThat(state.account(address(ALICE))).isEqualTo(new Account(Amount.of(1_000_000 - 11 - 33), 3));
        assertThat(state.account(address(CAROL)).balance()).isEqualTo(Amount.of(1_000_006));
    }

    @Test
    void payingOneselfCostsTheFeeOnly() {
        StateTrie state = applied(START, pay(ALICE, 0, ALICE, 999_990));

        assertThat(state.account(address(ALICE))).isEqualTo(new Account(Amount.of(999_990), 1));
    }

    @Test
    void whatWasJustReceivedMayBeSpentInTheSameBlock() {
        KeyPair dave = TestLedger.key("dave");

        StateTrie state = applied(START, pay(ALICE, 0, dave, 500), pay(dave, 0, BOB, 490));

        assertThat(state.account(address(dave))).isEqualTo(new Account(Amount.ZERO, 1));
    }

    @Test
    void everyViolationHasItsOwnName() {
        assertRefused(Fault.NONCE_TOO_FAR, pay(ALICE, 1, BOB, 5));
        assertRefused(Fault.NONCE_USED, pay(ALICE, 0, BOB, 5), transfer(ALICE, 0, 20, CAROL, 5));
        assertRefused(Fault.NONCE_USED, pay(ALICE, 0, BOB, 5), pay(ALICE, 0, BOB, 5));
        assertRefused(Fault.BALANCE_TOO_LOW, pay(ALICE, 0, BOB, 999_991));
        assertRefused(Fault.FEE_TOO_LOW, transfer(ALICE, 0, 9, BOB, 5));
        assertRefused(Fault.FEE_TOO_LOW, order(ALICE, 0, 10, new Payload.Inscription(Bytes.wrap(new byte[1_024]))));
        assertRefused(Fault.TRANSACTION_OF_ANOTHER_NETWORK, foreign(new NetworkId(Hash.ZERO), SPEC.branch(), 1_000));
        assertRefused(Fault.TRANSACTION_OF_ANOTHER_NETWORK, foreign(SPEC.id(), SPEC.branch() + 1, 1_000));
        assertRefused(Fault.TRANSACTION_EXPIRED, foreign(SPEC.id(), SPEC.branch(), 0));
    }

    @Test
    void aTransactionIsAllowedUpToItsExpiryHeight() {
        Transaction last = foreign(SPEC.id(), SPEC.branch(), 1);

        assertThat(transition.apply(START, ONE, MINER, List.of(last))).isInstanceOf(StateTransition.Result.Moved.class);
    }

    /** CVE-2010-5139: two outputs that add up past the maximum created units out of nothing. */
    @Test
    void amountsThatAddUpToMoreThanCanExistDoNotBecomeATransaction() {
        Payment half = new Payment(address(BOB), Amount.of(Amount.MAX_UNITS / 2 + 1));

        assertThatThrownBy(() -> new Payload.Transfer(List.of(half, half)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> transfer(ALICE, 0, 10, BOB, Amount.MAX_UNITS))
                .isInstanceOf(IllegalArgumentException.class);
        assertRefused(Fault.BALANCE_TOO_LOW, transfer(ALICE, 0, 10, BOB, Amount.MAX_UNITS - 10));
        assertRefused(Fault.BALANCE_TOO_LOW, transfer(ALICE, 0, Amount.MAX_UNITS - 1, BOB, 1));
    }

    @Test
    void aRefusedTransactionNamesItselfAndTheStateStaysAsItWas() {
        Transaction bad = pay(BOB, 3, ALICE, 1);
        Hash root = START.root();

        StateTransition.Result result = transition.apply(START, ONE, MINER, List.of(pay(ALICE, 0, BOB, 5), bad));

        assertThat(result).isEqualTo(new StateTransition.Result.Refused(bad.id(), Fault.NONCE_TOO_FAR));
        assertThat(START.root()).isEqualTo(root);
    }

    @Test
    void theSupplyGrowsByTheRewardAndNothingElse() {
        Random random = new Random(42);
        List<KeyPair> keys = List.of(ALICE, BOB, CAROL, TestLedger.key("dave"), TestLedger.key("eve"));
        Issuance issuance = new Issuance(SPEC);
        StateTrie state = START;
        int applied = 0;

        for (int height = 1; height <= 200; height++) {
            List<Transaction> block = randomBlock(random, keys, state);
            StateTransition.Result result = transition.apply(state, Height.of(height), address(keys.get(3)), block);
            if (result instanceof StateTransition.Result.Moved moved) {
                state = moved.state();
                applied++;
                assertThat(supply(state))
                        .isEqualTo(issuance.supplyAt(Height.of(applied)).units());
            }
        }

        assertThat(applied).isBetween(50, 199);
    }

    @Test
    void theRewardEndsWhereTheSupplyWouldPassTheMaximum() {
        long reward = Amount.MAX_UNITS / 4;
        NetworkSpec spec = TestLedger.spec(Amount.of(reward));
        StateTransition generous = new StateTransition(spec);
        Issuance issuance = new Issuance(spec);
        StateTrie state = Genesis.of(spec).state();

        for (int height = 1; height <= 8; height++) {
            StateTransition.Result result = generous.apply(state, Height.of(height), MINER, List.of());
            state = ((StateTransition.Result.Moved) result).state();
            assertThat(supply(state))
                    .isEqualTo(issuance.supplyAt(Height.of(height)).units());
        }

        assertThat(supply(state)).isEqualTo(Amount.MAX_UNITS);
        assertThat(issuance.rewardAt(Height.of(4))).isLessThan(Amount.of(reward));
        assertThat(issuance.rewardAt(Height.of(5))).isEqualTo(Amount.ZERO);
        assertThat(issuance.rewardAt(Height.of((1L << 53) - 1))).isEqualTo(Amount.ZERO);
    }

    /** Mostly fine, now and then with a nonce or an amount that does not fit. */
    private static List<Transaction> randomBlock(Random random, List<KeyPair> keys, StateTrie state) {
        List<Transaction> block = new ArrayList<>();
        StateChanges seen = new StateChanges(state);
        for (int i = random.nextInt(6); i > 0; i--) {
            KeyPair from = keys.get(random.nextInt(keys.size()));
            KeyPair to = keys.get(random.nextInt(keys.size()));
            Account account = seen.account(address(from));
            long nonce = account.nonce() + (random.nextInt(20) == 0 ? 1 : 0);
            long units = 1L + random.nextInt(300_000);
            block.add(pay(from, nonce, to, units));
            if (account.balance().units() >= units) {
                Account after = new Account(account.balance().minus(Amount.of(units)), account.nonce() + 1);
                seen.put(address(from), after);
            }
        }
        return block;
    }

    private StateTrie applied(StateTrie state, Transaction... transactions) {
        return ((StateTransition.Result.Moved) transition.apply(state, ONE, MINER, List.of(transactions))).state();
    }

    private void assertRefused(Fault fault, Transaction... transactions) {
        StateTransition.Result result = transition.apply(START, ONE, MINER, List.of(transactions));

        Transaction last = transactions[transactions.length - 1];
        assertThat(result).isEqualTo(new StateTransition.Result.Refused(last.id(), fault));
    }

    private static Transaction foreign(NetworkId network, int branch, long expiry) {
        Payload payload = Payload.Transfer.to(address(BOB), Amount.of(5));
        return new TransactionBody(network, branch, ALICE.publicKey(), 0, Amount.of(10), Height.of(expiry), payload)
                .sign(ALICE);
    }

    private static long supply(StateTrie state) {
        long[] sum = {0};
        state.forEach((Address address, Account account) ->
                sum[0] = Math.addExact(sum[0], account.balance().units()));
        return sum[0];
    }
}
