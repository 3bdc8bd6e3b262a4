package org.kindling.protocol.identity;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Base64;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.CanonicalForm;
import org.kindling.protocol.Check;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.schema.CapsuleFileMessage;
import org.kindling.protocol.schema.CapsuleMessage;
import org.kindling.protocol.schema.DoorMessage;
import org.kindling.protocol.schema.EndpointMessage;
import org.kindling.protocol.schema.PeerRecordContentMessage;
import org.kindling.protocol.schema.PeerRecordMessage;

/** The one canonical encoding of peer records and capsules. Its counterpart is {@link IdentityReader}. */
public final class IdentityCodec {
    static final int CHECKSUM_BYTES = 4;

    private IdentityCodec() {}

    /** All bytes of a record, at most {@link PeerRecord#BYTES_MAX}. */
    public static byte[] encode(PeerRecord record) {
        return toSchema(record).toByteArray();
    }

    /** All bytes of a capsule file. */
    public static byte[] encode(CapsuleFile file) {
        CapsuleFileMessage.Builder out = CapsuleFileMessage.newBuilder()
                .setCapsule(toSchema(file.capsule()))
                .setSpec(LedgerCodec.toSchema(file.spec()));
        file.records().forEach(record -> out.addRecords(toSchema(record)));
        return out.build().toByteArray();
    }

    static byte[] encode(Capsule capsule) {
        return toSchema(capsule).toByteArray();
    }

    static String text(Capsule capsule) {
        String text = textOfAnyLength(capsule);
        Check.argument(
                text.length() <= Capsule.CHARACTERS_MAX,
                "a capsule of %s characters, at most %s: name fewer trackers or doors",
                text.length(),
                Capsule.CHARACTERS_MAX);
        return text;
    }

    static String textOfAnyLength(Capsule capsule) {
        byte[] content = encode(capsule);
        byte[] sealed = Arrays.copyOf(content, content.length + CHECKSUM_BYTES);
        System.arraycopy(checksum(content), 0, sealed, content.length, CHECKSUM_BYTES);
        return Capsule.SCHEME + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    static byte[] checksum(byte[] content) {
        return Hash.tagged(Domain.CAPSULE, content)
                .bytes()
                .slice(0, CHECKSUM_BYTES)
                .toArray();
    }

    static Hash recordDigest(PeerRecord.Content content) {
        return Hash.tagged(Domain.PEER_RECORD, toSchema(content).toByteArray());
    }

    /** A record as part of a larger message. */
    public static PeerRecordMessage toSchema(PeerRecord record) {
        return PeerRecordMessage.newBuilder()
                .setContent(toSchema(record.content()))
                .setSignature(bytes(record.signature().bytes()))
                .build();
    }

    private static PeerRecordContentMessage toSchema(PeerRecord.Content content) {
        PeerRecordContentMessage.Builder out = PeerRecordContentMessage.newBuilder()
                .setNetwork(bytes(content.network().hash().bytes()))
                .setKey(bytes(content.key().bytes()))
                .setSequence(content.sequence())
                .setRoles(content.roles().stream().mapToInt(Role::bit).sum())
                .setForkId(content.forkId())
                .setExpiryMillis(content.expiryMillis());
        content.endpoints().forEach(endpoint -> out.addEndpoints(toSchema(endpoint)));
        return out.build();
    }

    private static EndpointMessage toSchema(Endpoint endpoint) {
        return EndpointMessage.newBuilder()
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .build();
    }

    private static CapsuleMessage toSchema(Capsule capsule) {
        CapsuleMessage.Builder out = CapsuleMessage.newBuilder()
                .setNetwork(bytes(capsule.network().hash().bytes()))
                .addAllTrackers(capsule.trackers())
                .setCheckpointHeight(capsule.checkpoint().height().value())
                .setCheckpointBlock(bytes(capsule.checkpoint().block().bytes()));
        for (Door door : capsule.doors()) {
            out.addDoors(DoorMessage.newBuilder()
                    .setNode(bytes(door.node().bytes()))
                    .setEndpoint(toSchema(door.endpoint())));
        }
        return out.build();
    }

    private static ByteString bytes(Bytes bytes) {
        return CanonicalForm.schema(bytes);
    }
}
