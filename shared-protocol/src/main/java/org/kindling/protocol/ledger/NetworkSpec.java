package org.kindling.protocol.ledger;

import java.util.List;
import org.kindling.protocol.Check;
import org.kindling.protocol.ExactNumber;
import org.kindling.protocol.identity.NetworkId;

/**
 * The rules a network is born with. Its hash is the network's id, so two peers with the same id have the same rules.
 *
 * @param name for people; letters, digits and hyphens, at most 32
 * @param genesisTimeMillis time of the genesis block, Unix milliseconds
 * @param addressPrefix human-readable part of addresses (BIP 350), 1 to 12 lower-case letters or digits
 * @param branch current rule branch, part of every transaction
 * @param rules who may extend the chain
 * @param blockReward created with every block for its producer
 * @param feePerKibMin least fee per started KiB of a transaction
 * @param allocations who owns what at genesis, each address once, in rising order
 */
public record NetworkSpec(
        String name,
        long genesisTimeMillis,
        String addressPrefix,
        int branch,
        Rules rules,
        Amount blockReward,
        Amount feePerKibMin,
        List<Allocation> allocations) {
    /** The most allocations. */
    public static final int ALLOCATIONS_MAX = 4096;

    /** So that even the largest transaction's least fee can exist. */
    private static final long FEE_PER_KIB_MAX = Amount.MAX_UNITS / (Transaction.BYTES_MAX / 1024);

    /** Who may extend the chain. */
    public sealed interface Rules {
        /**
         * Proof of work: the heaviest chain counts.
         *
         * @param blockIntervalMillis the pace the retarget aims at
         * @param genesisBits target of the first block, compact
         * @param halfLifeMillis how far behind schedule halves the difficulty (ASERT)
         */
        record ProofOfWork(long blockIntervalMillis, int genesisBits, long halfLifeMillis) implements Rules {
            public ProofOfWork {
                Check.argument(
                        blockIntervalMillis >= 50 && blockIntervalMillis <= 86_400_000,
                        "block interval %s ms is outside 50 ms..1 day",
                        blockIntervalMillis);
                Check.argument(
                        halfLifeMillis >= blockIntervalMillis && halfLifeMillis <= 1000 * blockIntervalMillis,
                        "half-life %s ms is outside 1..1000 block intervals",
                        halfLifeMillis);
                Target.ofBits(genesisBits);
            }
        }
    }

    /** Units that exist from the start. */
    public record Allocation(Address owner, Amount amount) {}

    public NetworkSpec {
        allocations = List.copyOf(allocations);
        Check.argument(
                name.matches("[a-zA-Z0-9-]{1,32}"), "network name '%s' is not 1 to 32 letters, digits, hyphens", name);
        Check.argument(
                addressPrefix.matches("[a-z0-9]{1,12}"),
                "address prefix '%s' is not 1 to 12 of a-z 0-9",
                addressPrefix);
        ExactNumber.require(genesisTimeMillis, "genesis time");
        Check.argument(branch >= 0, "branch %s is negative", branch);
        Check.argument(
                feePerKibMin.units() <= FEE_PER_KIB_MAX,
                "least fee %s per KiB is above %s",
                feePerKibMin,
                FEE_PER_KIB_MAX);
        Check.argument(allocations.size() <= ALLOCATIONS_MAX, "more than %s allocations", ALLOCATIONS_MAX);
        Amount supply = Amount.ZERO;
        for (int i = 0; i < allocations.size(); i++) {
            supply = supply.plus(allocations.get(i).amount());
            Check.argument(
                    i == 0
                            || allocations
                                            .get(i - 1)
                                            .owner()
                                            .compareTo(allocations.get(i).owner())
                                    < 0,
                    "allocations are not in rising order of address");
        }
    }

    /** Computes the id anew at every call; keep it where it is needed often. */
    public NetworkId id() {
        return LedgerCodec.networkId(this);
    }

    /** Units that exist at genesis. */
    public Amount genesisSupply() {
        Amount supply = Amount.ZERO;
        for (Allocation allocation : allocations) {
            supply = supply.plus(allocation.amount());
        }
        return supply;
    }

    /** Least fee of a transaction of this size: per started KiB. */
    public Amount feeMin(int sizeBytes) {
        return Amount.of(Math.multiplyExact(feePerKibMin.units(), (sizeBytes + 1023) / 1024));
    }
}
