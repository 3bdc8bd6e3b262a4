package org.kindling.peer.core.chain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;

/** Accounts changed by one block, laid over the state before it, so that each goes into the trie once. */
final class StateChanges {
    private final StateTrie before;
    private final Map<Address, Account> changed = new LinkedHashMap<>();

    StateChanges(StateTrie before) {
        this.before = before;
    }

    Account account(Address address) {
        Account account = changed.get(address);
        return account != null ? account : before.account(address);
    }

    void put(Address address, Account account) {
        changed.put(address, account);
    }

    /** Adds units that exist: their sum with any balance stays below the supply. */
    void credit(Address address, Amount amount) {
        Account account = account(address);
        put(address, new Account(account.balance().plus(amount), account.nonce()));
    }

    StateTrie applied() {
        StateTrie state = before;
        for (Map.Entry<Address, Account> change : changed.entrySet()) {
            state = state.with(change.getKey(), change.getValue());
        }
        return state;
    }
}
