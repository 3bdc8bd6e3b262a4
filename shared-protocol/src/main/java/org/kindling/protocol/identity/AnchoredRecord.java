package org.kindling.protocol.identity;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.MalformedException;

/**
 * A peer record kept in the ledger: the content of a {@code record} transaction that begins with a fixed word and goes on with the canonical
 * bytes of one signed record.
 *
 * <p>Rationale: a ledger is copied to every disk, so whoever has lost all else still has the addresses of those who once paid to stand there.
 */
public final class AnchoredRecord {
    private static final Bytes PREFIX = Bytes.wrap("kindling-peer-record-1:".getBytes(StandardCharsets.US_ASCII));

    private AnchoredRecord() {}

    /** What the transaction has to carry. */
    public static Bytes content(PeerRecord record) {
        return PREFIX.concat(Bytes.wrap(IdentityCodec.encode(record)));
    }

    /** The record in this content, if it is one; whether it is truly signed is for the caller to find out. */
    public static Optional<PeerRecord> in(Bytes content) {
        if (!content.startsWith(PREFIX) || content.size() > PREFIX.size() + PeerRecord.BYTES_MAX) {
            return Optional.empty();
        }
        try {
            return Optional.of(IdentityReader.record(
                    content.slice(PREFIX.size(), content.size()).toArray()));
        } catch (MalformedException notOne) {
            return Optional.empty();
        }
    }
}
