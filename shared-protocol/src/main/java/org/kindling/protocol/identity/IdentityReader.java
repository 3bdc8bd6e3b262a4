package org.kindling.protocol.identity;

import static org.kindling.protocol.CanonicalForm.bytes;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.kindling.protocol.CanonicalForm;
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

    private static final CanonicalForm<PeerRecordMessage, PeerRecord> RECORD = new CanonicalForm<>(
            "peer record",
            PeerRecord.BYTES_MAX,
            PeerRecordMessage.getDefaultInstance(),
            IdentityReader::readRecord,
            IdentityCodec::encode);
    private static final CanonicalForm<CapsuleMessage, Capsule> CAPSULE = new CanonicalForm<>(
            "capsule",
            Capsule.CHARACTERS_MAX,
            CapsuleMessage.getDefaultInstance(),
            IdentityReader::readCapsule,
            IdentityCodec::encode);
    private static final CanonicalForm<CapsuleFileMessage, CapsuleFile> CAPSULE_FILE = new CanonicalForm<>(
            "capsule file",
            CAPSULE_FILE_BYTES_MAX,
            CapsuleFileMessage.getDefaultInstance(),
            IdentityReader::readCapsuleFile,
            IdentityCodec::encode);

    private IdentityReader() {}

    /** @throws MalformedException if these are not exactly one peer record's bytes */
    public static PeerRecord record(byte[] bytes) throws MalformedException {
        return RECORD.decode(bytes);
    }

    /** Reads one record out of a larger message; the caller checks that the whole is canonical. */
    public static PeerRecord record(PeerRecordMessage in) throws MalformedException {
        return RECORD.within(in);
    }

    /** @throws MalformedException if these are not exactly one capsule file's bytes */
    public static CapsuleFile capsuleFile(byte[] bytes) throws MalformedException {
        return CAPSULE_FILE.decode(bytes);
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
        Capsule capsule = CAPSULE.decode(withoutChecksum(base64(trimmed.substring(Capsule.SCHEME.length()))));
        if (!capsule.text().equals(trimmed)) {
            throw new MalformedException(Fault.NOT_CANONICAL, "the capsule is written in an unusual way");
        }
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

    private static PeerRecord readRecord(PeerRecordMessage in) throws MalformedException {
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

    private static Capsule readCapsule(CapsuleMessage in) throws MalformedException {
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

    private static CapsuleFile readCapsuleFile(CapsuleFileMessage in) throws MalformedException {
        List<PeerRecord> records = new ArrayList<>();
        for (PeerRecordMessage record : in.getRecordsList()) {
            records.add(record(record));
        }
        return new CapsuleFile(CAPSULE.within(in.getCapsule()), LedgerReader.networkSpec(in.getSpec()), records);
    }

    private static Endpoint endpoint(EndpointMessage in) {
        return new Endpoint(in.getHost(), in.getPort());
    }

    private static NetworkId network(ByteString bytes) {
        return new NetworkId(new Hash(bytes(bytes)));
    }
}
