package org.kindling.peer.core.consensus;

import java.math.BigInteger;
import java.util.Optional;
import org.kindling.protocol.Fault;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.ProofOfWork;
import org.kindling.protocol.ledger.Seal;
import org.kindling.protocol.ledger.Target;

/** The header rules of a network that is extended by proof of work. */
final class WorkRules implements HeaderRules {
    private final long blockIntervalMillis;
    private final Retarget retarget;

    WorkRules(NetworkSpec spec) {
        NetworkSpec.Rules.ProofOfWork rules = WorkNetwork.rules(spec);
        this.blockIntervalMillis = rules.blockIntervalMillis();
        this.retarget = WorkNetwork.retarget(spec);
    }

    @Override
    public Optional<Fault> fault(BlockHeader header, BlockHeader parent) {
        if (header.version() != BlockHeader.VERSION) {
            return Optional.of(Fault.BLOCK_VERSION);
        }
        if (!header.height().equals(parent.height().next())) {
            return Optional.of(Fault.BLOCK_HEIGHT);
        }
        if (header.timeMillis() <= parent.timeMillis()) {
            return Optional.of(Fault.BLOCK_TIME_TOO_EARLY);
        }
        return header.seal().fold(work -> sealFault(header, parent, work));
    }

    private Optional<Fault> sealFault(BlockHeader header, BlockHeader parent, Seal.Work work) {
        Target target = retarget.targetAfter(parent);
        if (work.bits() != target.bits()) {
            return Optional.of(Fault.BLOCK_TARGET);
        }
        boolean isMet = target.isMetBy(ProofOfWork.hash(ProofOfWork.seed(header.fields()), work.nonce()));
        return isMet ? Optional.empty() : Optional.of(Fault.BLOCK_WORK);
    }

    /** The hashes that the target of an already checked header, or of genesis, stands for. */
    @Override
    public BigInteger weight(BlockHeader header) {
        return header.seal().fold(work -> Target.ofBits(work.bits()).work());
    }

    @Override
    public long blockIntervalMillis() {
        return blockIntervalMillis;
    }
}
