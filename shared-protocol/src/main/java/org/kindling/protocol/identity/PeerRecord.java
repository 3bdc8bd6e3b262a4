package org.kindling.protocol.identity;

import java.util.List;
import org.kindling.protocol.Check;
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
public record PeerRecord(Content content, Signature signature) {
    public static final int BYTES_MAX = 512;
    public static final int ENDPOINTS_MAX = 8;
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
            Check.argument(sequence >= 0, "sequence %s is negative", sequence);
            Check.argument(endpoints.size() <= ENDPOINTS_MAX, "more than %s endpoints", ENDPOINTS_MAX);
            Check.argument(expiryMillis >= 0, "expiry %s is before 1970", expiryMillis);
            for (int i = 1; i < roles.size(); i++) {
                Check.argument(roles.get(i - 1).compareTo(roles.get(i)) < 0, "roles are not in order");
            }
        }

        public PeerRecord sign(KeyPair pair) {
            Check.argument(pair.publicKey().equals(key), "only the peer itself signs its record");
            return new PeerRecord(this, pair.sign(IdentityCodec.recordDigest(this)));
        }
    }

    public NodeId nodeId() {
        return NodeId.of(content.key());
    }

    public NetworkId network() {
        return content.network();
    }

    public long sequence() {
        return content.sequence();
    }

    public List<Endpoint> endpoints() {
        return content.endpoints();
    }

    public List<Role> roles() {
        return content.roles();
    }

    public long expiryMillis() {
        return content.expiryMillis();
    }

    public boolean isExpiredAt(long nowMillis) {
        return content.expiryMillis() <= nowMillis;
    }

    public boolean isTrulySigned(SignatureRule rule) {
        Hash digest = IdentityCodec.recordDigest(content);
        return rule.accepts(content.key(), digest, signature);
    }
}
