package org.kindling.peer.shell.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.LedgerReader;
import org.kindling.protocol.ledger.Transaction;

/**
 * What this peer itself has promised: transactions submitted here, and the sequence numbers of its own record. One thread only.
 *
 * <p>A content is one byte of kind and, for a transaction (1), its canonical encoding; for a sequence number (2), eight bytes, big-endian.
 */
final class OwnLog implements Closeable {
    private static final byte TRANSACTION = 1;
    private static final byte SEQUENCE = 2;

    /** What one frame says: the id of a transaction, or a sequence number above zero. */
    private record Content(Hash transaction, long sequence) {}

    private final LogOpening opening;
    private FrameLog log;
    private final Map<Hash, Frame.Place> places = new LinkedHashMap<>();
    private long sequence;

    private OwnLog(LogOpening opening) throws IOException {
        this.opening = opening;
        this.log = load();
    }

    static OwnLog open(Path path, NetworkId network, LogFile.Opener opener, Consumer<DiskReport> reports)
            throws IOException {
        return new OwnLog(new LogOpening(path, LogHeader.OWN, network, Transaction.BYTES_MAX + 1, opener, reports));
    }

    private FrameLog load() throws IOException {
        LogOpening.Opened<Content> opened = opening.open(OwnLog::read);
        places.clear();
        for (FrameScan.Found<Content> frame : opened.frames()) {
            Content content = frame.content();
            sequence = Math.max(sequence, content.sequence());
            if (content.sequence() == 0) {
                places.putIfAbsent(content.transaction(), frame.place());
            }
        }
        return opened.log();
    }

    /** Oldest first. */
    List<Transaction> transactions() throws IOException {
        List<Transaction> promised = new ArrayList<>(places.size());
        for (Frame.Place place : places.values()) {
            transaction(place).ifPresent(promised::add);
        }
        return promised;
    }

    private Optional<Transaction> transaction(Frame.Place place) throws IOException {
        try {
            Optional<byte[]> content = log.read(place);
            return content.isEmpty() ? Optional.empty() : Optional.of(transaction(content.get()));
        } catch (MalformedException e) {
            throw new IOException("a transaction at offset " + place.offset() + " changed under its checksum", e);
        }
    }

    /** The highest ever written, or 0. */
    long sequence() {
        return sequence;
    }

    /** Appends both and syncs once. */
    void append(List<Transaction> transactions, long raisedSequence) throws IOException {
        Map<Hash, byte[]> fresh = new LinkedHashMap<>();
        for (Transaction transaction : transactions) {
            if (!places.containsKey(transaction.id())) {
                fresh.put(transaction.id(), content(transaction));
            }
        }
        List<byte[]> contents = new ArrayList<>(fresh.values());
        if (raisedSequence > sequence) {
            contents.add(content(raisedSequence));
        }
        List<Frame.Place> written = log.append(contents, Function.identity());
        int next = 0;
        for (Hash id : fresh.keySet()) {
            places.put(id, written.get(next++));
        }
        sequence = Math.max(sequence, raisedSequence);
    }

    /** Writes the log anew without the transactions nobody waits for any more. */
    void forget(Predicate<Transaction> isSettled) throws IOException {
        List<Transaction> promised = transactions();
        List<byte[]> kept = new ArrayList<>();
        promised.stream().filter(isSettled.negate()).map(OwnLog::content).forEach(kept::add);
        if (log.isStopped() || kept.size() == promised.size()) {
            return;
        }
        if (sequence > 0) {
            kept.add(content(sequence));
        }
        opening.create(kept);
        log.close();
        log = load();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }

    private static Content read(byte[] content) throws MalformedException {
        boolean isSequence = content.length == 1 + Long.BYTES && content[0] == SEQUENCE;
        return isSequence
                ? new Content(Hash.ZERO, ByteBuffer.wrap(content).getLong(1))
                : new Content(transaction(content).id(), 0);
    }

    private static Transaction transaction(byte[] content) throws MalformedException {
        if (content.length == 0 || content[0] != TRANSACTION) {
            throw new MalformedException(Fault.UNREADABLE, "neither a transaction nor a sequence number");
        }
        return LedgerReader.transaction(Arrays.copyOfRange(content, 1, content.length));
    }

    private static byte[] content(Transaction transaction) {
        byte[] encoded = LedgerCodec.encode(transaction);
        return ByteBuffer.allocate(1 + encoded.length)
                .put(TRANSACTION)
                .put(encoded)
                .array();
    }

    private static byte[] content(long sequence) {
        return ByteBuffer.allocate(1 + Long.BYTES)
                .put(SEQUENCE)
                .putLong(sequence)
                .array();
    }
}
