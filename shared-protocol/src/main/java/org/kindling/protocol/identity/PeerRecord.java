package org.kindling.protocol.identity;

import java.util.List;
import org.kindling.protocol.Check;
import org.kindling.protocol.ExactNumber;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.crypto.SignatureRule;

/**
 * A peer's signed statement of who it is, where it can be dialled, what it serves and until when that holds.
 *
 * <p>Higher sequence wins. Expiry ends listing and relaying; an expired address stays a dial hint. At most {@link #BYTES_MAX} bytes.
 */
public final class PeerRecord {
    /** The longest encoding, signature included. */
    public static final int BYTES_MAX = 512;

    /** The most endpoints. */
    public static final int ENDPOINTS_MAX = 8;

    /** How far ahead of the clock a record may expire. */
    public static final long LIFETIME_MILLIS_MAX = 24L * 60 * 60 * 1000;

    /**
     * What is signed.
     *
     * @param sequence raised at every change, never reused
     * @param roles in the order of the enum, each at most once
     * @param forkId which rules the peer follows: the network's rule branch
     * @param expiryMillis Unix time
     */
    public record Content(
            NetworkId network,
            PublicKey key,
            long sequence,
            List<Endpoint> endpoints,
            List<Role> roles,
            int forkId,
            long expiryMillis) {
        public Content {
            endpoints = List.copyOf(endpoints);
            roles = List.copyOf(roles);
            ExactNumber.require(sequence, "sequence");
            Check.argument(endpoints.size() <= ENDPOINTS_MAX, "more than %s endpoints", ENDPOINTS_MAX);
            ExactNumber.require(expiryMillis, "expiry");
            for (int i = 1; i < roles.size(); i++) {
                Check.argument(roles.get(i - 1).compareTo(roles.get(i)) < 0, "roles are not in order");
            }
        }

        /** @throws IllegalArgumentException if the key is another one, or the record would be longer than {@link #BYTES_MAX} */
        public PeerRecord sign(KeyPair pair) {
            Check.argument(pair.publicKey().equals(key), "only the peer itself signs its record");
            PeerRecord signed = new PeerRecord(this, pair.sign(IdentityCodec.recordDigest(this)));
            int bytes = IdentityCodec.encode(signed).length;
            Check.argument(
                    bytes <= BYTES_MAX, "a record of %s bytes, at most %s: name fewer endpoints", bytes, BYTES_MAX);
            return signed;
        }
    }

    private final Content content;
    private final Signature signature;
    private final NodeId nodeId;

    /** Content and signature as they came; whether they fit is for {@link #isTrulySigned} to say. */
    public PeerRecord(Content content, Signature signature) {
        this.content = content;
        this.signature = signature;
        this.nodeId = NodeId.of(content.key());
    }

    /** What is signed. */
    public Content content() {
        return content;
    }

    /** Whoever holds the content's key made it, if the record is true. */
    public Signature signature() {
        return signature;
    }

    /** Who says so. */
    public NodeId nodeId() {
        return nodeId;
    }

    /** The network the peer takes part in. */
    public NetworkId network() {
        return content.network();
    }

    /** Of two records of one peer the one with the higher number counts. */
    public long sequence() {
        return content.sequence();
    }

    /** Where to dial, best first. */
    public List<Endpoint> endpoints() {
        return content.endpoints();
    }

    /** What the peer offers, in the order of the enum. */
    public List<Role> roles() {
        return content.roles();
    }

    /** Until when it holds, Unix time. */
    public long expiryMillis() {
        return content.expiryMillis();
    }

    /** Whether it no longer holds; it does not at the very millisecond of its expiry. */
    public boolean isExpiredAt(long nowMillis) {
        return content.expiryMillis() <= nowMillis;
    }

    /** Whether the key it names has signed it: about 60 µs of one core. */
    public boolean isTrulySigned(SignatureRule rule) {
        Hash digest = IdentityCodec.recordDigest(content);
        return rule.accepts(content.key(), digest, signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerRecord that && content.equals(that.content) && signature.equals(that.signature);
    }

    @Override
    public int hashCode() {
        return signature.hashCode();
    }

    @Override
    public String toString() {
        return "record " + content.sequence() + " of " + nodeId + " at " + content.endpoints();
    }
}
