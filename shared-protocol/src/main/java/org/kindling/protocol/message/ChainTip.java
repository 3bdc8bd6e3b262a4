package org.kindling.protocol.message;

import java.math.BigInteger;
import org.kindling.protocol.Check;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Height;

/**
 * The end of a chain somebody follows.
 *
 * @param work expected number of hashes the whole chain stands for, at most 256 bits; a claim until its headers are checked
 */
public record ChainTip(Height height, Hash block, BigInteger work) {
    public ChainTip {
        Check.argument(work.signum() >= 0 && work.bitLength() <= 256, "work is outside 0..2^256");
    }
}
