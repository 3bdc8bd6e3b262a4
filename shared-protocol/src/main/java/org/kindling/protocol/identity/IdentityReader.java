package org.kindling.protocol.identity;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.LedgerReader;
import org.kindling.protocol.schema.CapsuleFileMessage;
import org.kindling.protocol.schema.CapsuleMessage;
import org.kindling.protocol.schema.DoorMessage;
import org.kindling.protocol.schema.EndpointMessage;
import org.kindling.protocol.schema.PeerRecordContentMessage;
import org.kindling.protocol.schema.PeerRecordMessage;

/** Turns bytes and text into peer records and capsules, or says why it cannot. Signatures are for validation to check. */
public final class IdentityReader {
    private static final int CAPSULE_FILE_BYTES_MAX =
            LedgerReader.SPEC_BYTES_MAX + CapsuleFile.RECORDS_MAX * (PeerRecord.BYTES_MAX + 8) + 2048;
    private static final int ALL_ROLES = 7;

    private IdentityReader() {}

    public static PeerRecord record(byte[] bytes) throws MalformedException {
        limit(bytes, PeerRecord.BYTES_MAX, "peer record");
        PeerRecord record = read(() -> record(PeerRecordMessage.parseFrom(bytes)));
        canonical(bytes, IdentityCodec.encode(record));
        return record;
    }

    public static CapsuleFile capsuleFile(byte[] bytes) throws MalformedException {
        limit(bytes, CAPSULE_FILE_BYTES_MAX, "capsule file");
        CapsuleFile file = read(() -> capsuleFile(CapsuleFileMessage.parseFrom(bytes)));
        canonical(bytes, IdentityCodec.encode(file));
        return file;
    }

    static Capsule capsule(String text) throws MalformedException {
        String trimmed = text.strip();
        if (!trimmed.startsWith(Capsule.SCHEME)) {
            throw new MalformedException(Fault.UNREADABLE, "a capsule begins with '" + Capsule.SCHEME + "'");
        }
        if (trimmed.length() > Capsule.CHARACTERS_MAX) {
            throw new MalformedException(
                    Fault.OUT_OF_RANGE, "a capsule has at most " + Capsule.CHARACTERS_MAX + " characters");
        }
        byte[] content = withoutChecksum(base64(trimmed.substring(Capsule.SCHEME.length())));
        Capsule capsule = read(() -> capsule(CapsuleMessage.parseFrom(content)));
        canonical(content, IdentityCodec.encode(capsule));
        return capsule;
    }

    private static byte[] base64(String text) throws MalformedException {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(Fault.UNREADABLE, "the capsule has characters that do not belong there", e);
        }
    }

    private static byte[] withoutChecksum(byte[] sealed) throws MalformedException {
        int length = sealed.length - IdentityCodec.CHECKSUM_BYTES;
        if (length < 0) {
            throw new MalformedException(Fault.UNREADABLE, "the capsule is cut short");
        }
        byte[] content = Arrays.copyOf(sealed, length);
        byte[] checksum = Arrays.copyOfRange(sealed, length, sealed.length);
        if (!Arrays.equals(checksum, IdentityCodec.checksum(content))) {
            throw new MalformedException(
                    Fault.UNREADABLE,
                    "the capsule's checksum does not fit; it was cut short or mistyped, copy it again");
        }
        return content;
    }

    /** Reads one record out of a larger message; the caller checks that the whole is canonical. */
    public static PeerRecord record(PeerRecordMessage in) throws MalformedException {
        if (in.getSerializedSize() > PeerRecord.BYTES_MAX) {
            throw new MalformedException(
                    Fault.OUT_OF_RANGE, "a peer record has at most " + PeerRecord.BYTES_MAX + " bytes");
        }
        PeerRecordContentMessage content = in.getContent();
        List<Endpoint> endpoints = new ArrayList<>();
        for (EndpointMessage endpoint : content.getEndpointsList()) {
            endpoints.add(endpoint(endpoint));
        }
        return new PeerRecord(
                new PeerRecord.Content(
                        network(content.getNetwork()),
                        new PublicKey(bytes(content.getKey())),
                        content.getSequence(),
                        endpoints,
                        roles(content.getRoles()),
                        content.getForkId(),
                        content.getExpiryMillis()),
                new Signature(bytes(in.getSignature())));
    }

    private static List<Role> roles(int bits) throws MalformedException {
        if ((bits & ~ALL_ROLES) != 0) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "a role this version does not know");
        }
        return Arrays.stream(Role.values())
                .filter(role -> (bits & role.bit()) != 0)
                .toList();
    }

    private static Capsule capsule(CapsuleMessage in) {
        List<Door> doors = new ArrayList<>();
        for (DoorMessage door : in.getDoorsList()) {
            doors.add(new Door(new NodeId(bytes(door.getNode())), endpoint(door.getEndpoint())));
        }
        return new Capsule(
                network(in.getNetwork()),
                in.getTrackersList(),
                doors,
                new Checkpoint(Height.of(in.getCheckpointHeight()), new Hash(bytes(in.getCheckpointBlock()))));
    }

    private static CapsuleFile capsuleFile(CapsuleFileMessage in) throws MalformedException {
        if (in.getRecordsCount() > CapsuleFile.RECORDS_MAX) {
            throw new MalformedException(Fault.TOO_MANY_ITEMS, "more than " + CapsuleFile.RECORDS_MAX + " records");
        }
        List<PeerRecord> records = new ArrayList<>();
        for (PeerRecordMessage record : in.getRecordsList()) {
            records.add(record(record));
        }
        return new CapsuleFile(capsule(in.getCapsule()), LedgerReader.networkSpec(in.getSpec()), records);
    }

    private static Endpoint endpoint(EndpointMessage in) {
        return new Endpoint(in.getHost(), in.getPort());
    }

    private static NetworkId network(ByteString bytes) {
        return new NetworkId(new Hash(bytes(bytes)));
    }

    private static Bytes bytes(ByteString bytes) {
        return Bytes.wrap(bytes.toByteArray());
    }

    private static void limit(byte[] bytes, int most, String what) throws MalformedException {
        if (bytes.length > most) {
            throw new MalformedException(
                    Fault.OUT_OF_RANGE, "a " + what + " has at most " + most + " bytes, not " + bytes.length);
        }
    }

    private static void canonical(byte[] given, byte[] again) throws MalformedException {
        if (!Arrays.equals(given, again)) {
            throw new MalformedException(Fault.NOT_CANONICAL, "they re-encode differently");
        }
    }

    private static <T> T read(Parse<T> parse) throws MalformedException {
        try {
            return parse.run();
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedException(Fault.UNREADABLE, String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedException(Fault.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
        }
    }

    private interface Parse<T> {
        T run() throws InvalidProtocolBufferException, MalformedException;
    }
}
