package org.kindling.peer.core.chain;

import org.kindling.protocol.Check;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;

/**
 * How many units exist at which height.
 *
 * <p>Every block creates the network's reward until no more fits below {@link Amount#MAX}; the last one creates what still fits, later
 * ones nothing. Rationale: the sum of all balances never passes the maximum, so no balance can, whoever pays whom (CVE-2010-5139).
 */
public final class Issuance {
    private final Amount genesisSupply;
    private final long reward;
    private final long room;

    /** The schedule of this network. */
    public Issuance(NetworkSpec spec) {
        this.genesisSupply = spec.genesisSupply();
        this.reward = spec.blockReward().units();
        this.room = Amount.MAX_UNITS - genesisSupply.units();
    }

    /** What the block at this height, above genesis, creates. */
    public Amount rewardAt(Height height) {
        Check.argument(!height.isGenesis(), "genesis has no reward");
        if (reward == 0) {
            return Amount.ZERO;
        }
        long fullRewards = room / reward;
        if (height.value() <= fullRewards) {
            return Amount.of(reward);
        }
        return height.value() == fullRewards + 1 ? Amount.of(room % reward) : Amount.ZERO;
    }

    /** The sum of all balances after the block at this height. */
    public Amount supplyAt(Height height) {
        boolean isExhausted = reward > 0 && height.value() > room / reward;
        return isExhausted ? Amount.MAX : genesisSupply.plus(Amount.of(reward * height.value()));
    }
}
