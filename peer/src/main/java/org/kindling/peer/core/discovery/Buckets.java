package org.kindling.peer.core.discovery;

import java.nio.charset.StandardCharsets;
import org.kindling.peer.boundary.Limits;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;

/**
 * Which bucket and slot an address belongs to: SHA-256 over a secret of ours and the names in question.
 *
 * <p>New: the source picks a few buckets, the address's group one of them (Bitcoin Core's {@code GetNewBucket}). Rationale: whatever one source
 * tells us, and in whatever groups, can only ever fill those few.
 *
 * <p>Tried: the group picks a few buckets, the address one of them ({@code GetTriedBucket}). Rationale: whoever owns one group, with however many
 * addresses that answer, can only ever fill those few.
 *
 * <p>The secret is chosen once and remembered. Rationale: without it nobody can compute, and so nobody can aim at, the slot of somebody else.
 */
final class Buckets {
    private final Bytes secret;
    private final Limits.Discovery limits;

    Buckets(Bytes secret, Limits.Discovery limits) {
        this.secret = secret;
        this.limits = limits;
    }

    int newBucket(Contact contact) {
        int share = draw(limits.newBucketsPerSource(), "new-share", contact.source(), contact.group());
        return draw(limits.newBuckets(), "new", contact.source(), Integer.toString(share));
    }

    int triedBucket(Contact contact) {
        int share = draw(limits.triedBucketsPerGroup(), "tried-share", nameOf(contact));
        return draw(limits.triedBuckets(), "tried", contact.group(), Integer.toString(share));
    }

    int slot(Contact contact, int bucket) {
        return draw(limits.bucketSlots(), "slot", Integer.toString(bucket), nameOf(contact));
    }

    private static String nameOf(Contact contact) {
        String owner = contact.node().map(node -> node.bytes().hex()).orElse("unknown");
        return owner + "@" + contact.endpoints().get(0);
    }

    private int draw(int bound, String... names) {
        StringBuilder words = new StringBuilder();
        for (String name : names) {
            words.append(name.length()).append(':').append(name);
        }
        byte[] hash = Hash.tagged(
                        Domain.ADDRESS_BOOK, secret.toArray(), words.toString().getBytes(StandardCharsets.UTF_8))
                .toArray();
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = number << 8 | (hash[i] & 0xff);
        }
        return (int) Long.remainderUnsigned(number, bound);
    }
}
