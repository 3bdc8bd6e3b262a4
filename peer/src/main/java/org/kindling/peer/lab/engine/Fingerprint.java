package org.kindling.peer.lab.engine;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;

/**
 * One SHA-256 over everything that happened in a run: who, when, what came in, what went out.
 *
 * <p>Rationale: two runs with the same fingerprint were the same run; where they part, somebody looked at a clock, at a hash code or
 * at the order of an unordered map.
 */
final class Fingerprint {
    private static final int ROOM = 64 * 1024;
    private static final int SHORT_BYTES = 8;
    private static final int SHOWN_BYTES = 16;

    private final MessageDigest digest;
    private final ByteBuffer room = ByteBuffer.allocate(ROOM);
    private final EventPrint events = new EventPrint(this);
    private final ActionPrint actions = new ActionPrint(this);

    Fingerprint() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Takes in one step. */
    void add(Moment moment, long nanos) {
        number(nanos).number(moment.peer().index());
        moment.event().fold(events);
        for (Action action : moment.step().actions()) {
            action.fold(actions);
        }
    }

    Fingerprint kind(int kind) {
        free(1).put((byte) kind);
        return this;
    }

    Fingerprint number(long number) {
        free(Long.BYTES).putLong(number);
        return this;
    }

    Fingerprint link(LinkId link) {
        return kind(link.direction() == Direction.OUTBOUND ? 1 : 0).number(link.number());
    }

    Fingerprint id(Hash hash) {
        return shortly(hash.bytes());
    }

    /** The beginning of bytes that are random enough for their beginning to name them. */
    Fingerprint shortly(Bytes bytes) {
        ByteBuffer free = free(SHORT_BYTES);
        for (int i = 0; i < SHORT_BYTES; i++) {
            free.put(bytes.at(i));
        }
        return this;
    }

    /** A text by its hash code, which the language defines: the same in every JVM. */
    Fingerprint text(String text) {
        return number(text.hashCode());
    }

    private ByteBuffer free(int bytes) {
        if (room.remaining() < bytes) {
            flush();
        }
        return room;
    }

    private void flush() {
        room.flip();
        digest.update(room);
        room.clear();
    }

    /** The fingerprint so far, as hexadecimal digits. */
    String hex() {
        flush();
        try {
            MessageDigest copy = (MessageDigest) digest.clone();
            return HexFormat.of().formatHex(copy.digest(), 0, SHOWN_BYTES);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be copied", e);
        }
    }
}
