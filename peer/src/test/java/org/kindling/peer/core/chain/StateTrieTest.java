package org.kindling.peer.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.StateImage;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;

final class StateTrieTest {
    @Test
    void aStateOfNobodyHasTheZeroRoot() {
        assertThat(StateTrie.EMPTY.root()).isEqualTo(Hash.ZERO);
        assertThat(StateTrie.EMPTY.accounts()).isZero();
        assertThat(StateTrie.EMPTY.account(address(1))).isEqualTo(Account.EMPTY);
    }

    @Test
    void aSingleAccountIsTheRootItself() {
        Account account = new Account(Amount.of(7), 3);

        StateTrie state = StateTrie.EMPTY.with(address(1), account);

        assertThat(state.root()).isEqualTo(leaf(address(1), account));
    }

    @Test
    void twoAccountsMeetWhereTheirKeysPartAndEmptyHalvesAreZero() {
        Account account = new Account(Amount.of(7), 3);
        Address one = address(1);
        Address two = addressSharingFirstBitWith(one);

        StateTrie state = StateTrie.EMPTY.with(one, account).with(two, account);

        assertThat(state.root()).isEqualTo(byHand(one, two, account, 0));
    }

    @Test
    void theSameAccountsGiveTheSameRootWhateverTheOrder() {
        Map<Address, Account> accounts = accounts(300);
        StateTrie first = build(new ArrayList<>(accounts.keySet()), accounts);

        for (int seed = 0; seed < 20; seed++) {
            List<Address> order = new ArrayList<>(accounts.keySet());
            Collections.shuffle(order, new Random(seed));
            assertThat(build(order, accounts).root()).isEqualTo(first.root());
        }
    }

    @Test
    void whatIsPutInAndTakenOutAgainLeavesNoTrace() {
        Map<Address, Account> accounts = accounts(200);
        StateTrie before = build(new ArrayList<>(accounts.keySet()), accounts);
        StateTrie state = before;
        for (int i = 1000; i < 1100; i++) {
            state = state.with(address(i), new Account(Amount.of(i), 0));
        }

        for (int i = 1099; i >= 1000; i--) {
            state = state.with(address(i), Account.EMPTY);
        }

        assertThat(state.root()).isEqualTo(before.root());
        assertThat(state.accounts()).isEqualTo(200);
        assertThat(state.with(address(5000), Account.EMPTY).root()).isEqualTo(before.root());
    }

    @Test
    void aChangedStateLeavesTheOldOneAsItWas() {
        StateTrie before = build(new ArrayList<>(accounts(50).keySet()), accounts(50));
        Hash root = before.root();

        StateTrie after = before.with(address(3), new Account(Amount.of(999), 9));

        assertThat(before.root()).isEqualTo(root);
        assertThat(before.account(address(3)).balance()).isEqualTo(Amount.of(3));
        assertThat(after.account(address(3)).balance()).isEqualTo(Amount.of(999));
        assertThat(after.root()).isNotEqualTo(root);
        assertThat(after.accounts()).isEqualTo(50);
    }

    @Test
    void everyAccountIsVisitedOnceInTheOrderOfItsKey() {
        StateTrie state = build(new ArrayList<>(accounts(100).keySet()), accounts(100));
        List<Hash> keys = new ArrayList<>();
        Map<Address, Account> visited = new LinkedHashMap<>();

        state.forEach((address, account) -> {
            keys.add(TrieLeaf.key(address));
            visited.put(address, account);
        });

        assertThat(visited).containsExactlyInAnyOrderEntriesOf(accounts(100));
        assertThat(keys).isSorted().hasSize(100);
    }

    @Test
    void anImageGrowsIntoTheSameTrie() {
        for (int size : new int[] {0, 1, 2, 3, 257}) {
            Map<Address, Account> accounts = accounts(size);
            StateTrie state = build(new ArrayList<>(accounts.keySet()), accounts);

            StateTrie grown = StateTrie.of(new Picture(accounts, state.root()));

            assertThat(grown.root()).isEqualTo(state.root());
            assertThat(grown.accounts()).isEqualTo(size);
        }
    }

    @Test
    void aProofShowsWhatIsThereAndWhatIsNot() {
        Map<Address, Account> accounts = accounts(64);
        StateTrie state = build(new ArrayList<>(accounts.keySet()), accounts);

        for (int i = 1; i <= 200; i++) {
            Account expected = accounts.getOrDefault(address(i), Account.EMPTY);
            assertThat(state.proof(address(i)).verify(state.root(), address(i))).contains(expected);
        }
        assertThat(StateTrie.EMPTY.proof(address(1)).verify(Hash.ZERO, address(1)))
                .contains(Account.EMPTY);
    }

    @Test
    void aForgedProofShowsNothing() {
        Map<Address, Account> accounts = accounts(64);
        StateTrie state = build(new ArrayList<>(accounts.keySet()), accounts);
        AccountProof honest = state.proof(address(5));
        AccountProof richer = new AccountProof(
                honest.siblings(), List.of(new AccountProof.Entry(address(5), new Account(Amount.of(1_000), 0))));
        AccountProof absent = new AccountProof(honest.siblings(), List.of());
        AccountProof shorter =
                new AccountProof(honest.siblings().subList(1, honest.siblings().size()), honest.end());
        AccountProof neighbour = state.proof(address(6));

        assertThat(honest.verify(Hash.sha256(new byte[] {1}), address(5))).isEmpty();
        assertThat(richer.verify(state.root(), address(5))).isEmpty();
        assertThat(absent.verify(state.root(), address(5))).isEmpty();
        assertThat(shorter.verify(state.root(), address(5))).isEmpty();
        assertThat(neighbour.verify(state.root(), address(5))).isEmpty();
    }

    private record Picture(Map<Address, Account> content, Hash root) implements StateImage {
        @Override
        public long accounts() {
            return content.size();
        }

        @Override
        public void forEach(BiConsumer<Address, Account> visitor) {
            content.forEach(visitor);
        }
    }

    private static StateTrie build(List<Address> order, Map<Address, Account> accounts) {
        StateTrie state = StateTrie.EMPTY;
        for (Address address : order) {
            state = state.with(address, accounts.get(address));
        }
        return state;
    }

    private static Map<Address, Account> accounts(int count) {
        Map<Address, Account> accounts = new LinkedHashMap<>();
        for (int i = 1; i <= count; i++) {
            accounts.put(address(i), new Account(Amount.of(i), i % 3));
        }
        return accounts;
    }

    private static Address address(int number) {
        return new Address(
                Bytes.wrap(ByteBuffer.allocate(Address.SIZE).putInt(number).array()));
    }

    private static Address addressSharingFirstBitWith(Address one) {
        int number = 2;
        while (bit(address(number), 0) != bit(one, 0) || bit(address(number), 1) != bit(one, 1)) {
            number++;
        }
        return address(number);
    }

    private static int bit(Address address, int depth) {
        return Hash.tagged(Domain.STATE_KEY, address.bytes().toArray()).bytes().at(depth / 8) >> (7 - depth % 8) & 1;
    }

    private static Hash leaf(Address address, Account account) {
        byte[] key = Hash.tagged(Domain.STATE_KEY, address.bytes().toArray()).toArray();
        byte[] balance =
                ByteBuffer.allocate(8).putLong(account.balance().units()).array();
        byte[] nonce = ByteBuffer.allocate(8).putLong(account.nonce()).array();
        return Hash.tagged(Domain.STATE_LEAF, key, address.bytes().toArray(), balance, nonce);
    }

    private static Hash byHand(Address one, Address two, Account account, int depth) {
        Hash below = bit(one, depth) == bit(two, depth)
                ? byHand(one, two, account, depth + 1)
                : leaf(bit(one, depth) == 0 ? one : two, account);
        Hash beside = bit(one, depth) == bit(two, depth) ? Hash.ZERO : leaf(bit(one, depth) == 0 ? two : one, account);
        boolean isBelowLeft = bit(one, depth) != bit(two, depth) || bit(one, depth) == 0;
        return Hash.tagged(
                Domain.STATE_NODE, (isBelowLeft ? below : beside).toArray(), (isBelowLeft ? beside : below).toArray());
    }
}
