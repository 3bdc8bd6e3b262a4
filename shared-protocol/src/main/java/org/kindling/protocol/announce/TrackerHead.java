package org.kindling.protocol.announce;

import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.ExactNumber;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;

/**
 * What a tracker signs of each of its answers: to whom, when, whether and since when it lists the caller, among how many. At most
 * {@link #BYTES_MAX} bytes; the caller keeps it as a receipt that it may show to others.
 *
 * <p>Rationale (RFC 9162's signed tree heads, CONIKS): a tracker can still lie, but it can no longer say one thing to one peer and another
 * to the next without having signed both. All times are the tracker's own, so no two clocks need agree.
 */
public record TrackerHead(Content content, Signature signature) {
    /** The longest encoding, signature included. */
    public static final int BYTES_MAX = 512;

    /** The length of a nonce, in bytes. */
    public static final int NONCE_SIZE = 16;

    /**
     * What is signed.
     *
     * @param tracker the key of the tracker
     * @param nonce the caller's, so that no old answer can be shown as a new one
     * @param timeMillis when; this and all other times by the tracker's clock, Unix time, never running backwards in one life of the tracker
     * @param upSinceMillis when this life of the tracker began
     * @param listedSinceMillis since when the caller is listed without a break; 0 if it is not
     * @param snapshotMillis when the set of members was last looked at, a few seconds ago
     * @param swarmSize how many peers of the network are listed now
     * @param members the RFC 9162 §2.1 root over the sorted ids of the nodes listed at the time of the snapshot
     * @param answer the hash of all the rest of the answer
     */
    public record Content(
            NetworkId network,
            PublicKey tracker,
            Bytes nonce,
            NodeId caller,
            long timeMillis,
            long upSinceMillis,
            long listedSinceMillis,
            long snapshotMillis,
            int swarmSize,
            Hash members,
            Hash answer) {
        public Content {
            Check.argument(nonce.size() == NONCE_SIZE, "a nonce has %s bytes, not %s", NONCE_SIZE, nonce.size());
            ExactNumber.require(timeMillis, "time");
            ExactNumber.require(upSinceMillis, "start");
            ExactNumber.require(listedSinceMillis, "listing");
            ExactNumber.require(snapshotMillis, "snapshot");
            Check.argument(swarmSize >= 0, "swarm size %s is negative", swarmSize);
        }

        /** @throws IllegalArgumentException if the key is not the tracker's */
        public TrackerHead sign(KeyPair pair) {
            Check.argument(pair.publicKey().equals(tracker), "only the tracker itself signs its answers");
            return new TrackerHead(this, pair.sign(HeadCodec.digest(this)));
        }
    }

    /** Whether the caller is listed. */
    public boolean isListed() {
        return content.listedSinceMillis() > 0;
    }

    /** Whether the tracker it names has signed it: about 60 µs of one core. */
    public boolean isTrulySigned(SignatureRule rule) {
        return rule.accepts(content.tracker(), HeadCodec.digest(content), signature);
    }
}
