package org.kindling.protocol.ledger;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;

/**
 * The work hash: SHA-256d over (seed ‖ nonce), where the seed is the domain-tagged hash of the header without its nonce.
 *
 * <p>Rationale: the seed is computed once per candidate, each try hashes 40 bytes whatever the header's encoding is.
 */
public final class ProofOfWork {
    private ProofOfWork() {}

    /** The part of the work hash that does not change while searching a nonce. */
    public static Hash seed(BlockHeader.Fields fields) {
        return Hash.tagged(Domain.WORK, LedgerCodec.encode(fields.with(withoutNonce(fields.seal()))));
    }

    private static Seal withoutNonce(Seal seal) {
        return seal.fold(work -> new Seal.Work(work.bits(), 0));
    }

    /** SHA-256d of seed and little-endian nonce. */
    public static Hash hash(Hash seed, long nonce) {
        return new Search(seed).hash(nonce);
    }

    /** Reuses one digest for many nonces of one seed; not for several threads at once. */
    public static final class Search {
        private final MessageDigest sha256;
        private final byte[] input = new byte[Hash.SIZE + Long.BYTES];
        private final ByteBuffer view = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);

        /** A search over the nonces of one candidate. */
        public Search(Hash seed) {
            try {
                this.sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
            view.put(seed.bytes().toArray());
        }

        /** The work hash of this nonce. */
        public Hash hash(long nonce) {
            view.putLong(Hash.SIZE, nonce);
            return Hash.of(sha256.digest(sha256.digest(input)));
        }
    }
}
