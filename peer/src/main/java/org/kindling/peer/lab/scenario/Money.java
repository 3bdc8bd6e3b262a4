package org.kindling.peer.lab.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Target;

/** The rules and the first owners of a simulated network. */
final class Money {
    static final long INTERVAL_MILLIS = 10_000;
    private static final long HALF_LIFE_MILLIS = 20 * INTERVAL_MILLIS;
    private static final Amount EACH = Amount.of(1_000_000_000);

    private Money() {}

    /** A key from a stream of chance. */
    static KeyPair key(SplittableRandom random) {
        byte[] seed = new byte[KeyPair.SEED_SIZE];
        random.nextBytes(seed);
        return KeyPair.fromSeed(Bytes.wrap(seed));
    }

    /**
     * The rules: proof of work, a block every ten seconds, a half-life of twenty blocks.
     *
     * @param hashesPerSecond of all miners together, so that the first block is as hard as it should be
     */
    static NetworkSpec spec(long genesisTimeMillis, List<KeyPair> owners, double hashesPerSecond) {
        Target genesis = Target.forExpectedHashes(hashesPerSecond * INTERVAL_MILLIS / 1_000);
        List<NetworkSpec.Allocation> allocations = new ArrayList<>();
        for (KeyPair owner : owners) {
            allocations.add(new NetworkSpec.Allocation(Address.of(owner.publicKey()), EACH));
        }
        allocations.sort(Comparator.comparing(NetworkSpec.Allocation::owner));
        return new NetworkSpec(
                "lab",
                genesisTimeMillis,
                "lab",
                1,
                new NetworkSpec.Rules.ProofOfWork(INTERVAL_MILLIS, genesis.bits(), HALF_LIFE_MILLIS),
                Amount.of(5_000),
                Amount.of(1),
                allocations);
    }
}
