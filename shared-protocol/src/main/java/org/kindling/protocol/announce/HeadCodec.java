package org.kindling.protocol.announce;

import static org.kindling.protocol.CanonicalForm.bytes;
import static org.kindling.protocol.CanonicalForm.schema;

import org.kindling.protocol.CanonicalForm;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.schema.TrackerHeadContentMessage;
import org.kindling.protocol.schema.TrackerHeadMessage;

/** The one canonical encoding of what a tracker signs, both ways. */
public final class HeadCodec {
    private static final CanonicalForm<TrackerHeadMessage, TrackerHead> HEAD = new CanonicalForm<>(
            "tracker head",
            TrackerHead.BYTES_MAX,
            TrackerHeadMessage.getDefaultInstance(),
            HeadCodec::read,
            HeadCodec::encode);

    private HeadCodec() {}

    /** All bytes of a head, at most {@link TrackerHead#BYTES_MAX}. */
    public static byte[] encode(TrackerHead head) {
        return toSchema(head).toByteArray();
    }

    /** @throws MalformedException if these are not exactly one head's bytes; whether it is truly signed is not looked at */
    public static TrackerHead head(byte[] bytes) throws MalformedException {
        return HEAD.decode(bytes);
    }

    /** Reads one head out of a larger message; the caller checks that the whole is canonical. */
    public static TrackerHead head(TrackerHeadMessage in) throws MalformedException {
        return HEAD.within(in);
    }

    /** A head as part of a larger message. */
    public static TrackerHeadMessage toSchema(TrackerHead head) {
        return TrackerHeadMessage.newBuilder()
                .setContent(toSchema(head.content()))
                .setSignature(schema(head.signature().bytes()))
                .build();
    }

    static Hash digest(TrackerHead.Content content) {
        return Hash.tagged(Domain.TRACKER_HEAD, toSchema(content).toByteArray());
    }

    private static TrackerHeadContentMessage toSchema(TrackerHead.Content content) {
        return TrackerHeadContentMessage.newBuilder()
                .setNetwork(schema(content.network().hash().bytes()))
                .setTracker(schema(content.tracker().bytes()))
                .setNonce(schema(content.nonce()))
                .setCaller(schema(content.caller().bytes()))
                .setTimeMillis(content.timeMillis())
                .setUpSinceMillis(content.upSinceMillis())
                .setListedSinceMillis(content.listedSinceMillis())
                .setSnapshotMillis(content.snapshotMillis())
                .setSwarmSize(content.swarmSize())
                .setMembers(schema(content.members().bytes()))
                .setAnswer(schema(content.answer().bytes()))
                .build();
    }

    private static TrackerHead read(TrackerHeadMessage in) {
        TrackerHeadContentMessage content = in.getContent();
        return new TrackerHead(
                new TrackerHead.Content(
                        new NetworkId(new Hash(bytes(content.getNetwork()))),
                        new PublicKey(bytes(content.getTracker())),
                        bytes(content.getNonce()),
                        new NodeId(bytes(content.getCaller())),
                        content.getTimeMillis(),
                        content.getUpSinceMillis(),
                        content.getListedSinceMillis(),
                        content.getSnapshotMillis(),
                        content.getSwarmSize(),
                        new Hash(bytes(content.getMembers())),
                        new Hash(bytes(content.getAnswer()))),
                new Signature(bytes(in.getSignature())));
    }
}
