package org.kindling.peer.shell.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.Check;

/**
 * A file that only grows: contents in checked frames, synced batch by batch.
 *
 * <p>One thread appends; any thread reads what a finished append has returned.
 *
 * <p>A write that fails (a full disk) leaves the log as it was, and the next one may succeed. A sync that fails stops the log for good.
 * Rationale: after a failed fsync the kernel may have dropped what it could not write and call the next fsync a success (Rebello et al.,
 * "Can Applications Recover from fsync Failures?", USENIX ATC 2020); only reading the file anew tells what is there.
 */
final class FrameLog implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final LogFile file;
    private final LogHeader header;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long end;
    private volatile @Nullable String stopped;

    FrameLog(Path path, LogFile file, LogHeader header, long end) {
        this.path = path;
        this.file = file;
        this.header = header;
        this.end = end;
    }

    /**
     * Appends all items and syncs once.
     *
     * @param encoding makes an item a content; called once for each, so that a long batch is never in memory as bytes
     * @return where each content is
     * @throws IOException if nothing of this may be relied upon
     */
    <T> List<Frame.Place> append(List<T> items, Function<T, byte[]> encoding) throws IOException {
        if (items.isEmpty()) {
            return List.of();
        }
        if (stopped != null) {
            throw new IOException(stopped);
        }
        List<Frame.Place> places = new ArrayList<>(items.size());
        write(items, encoding, places);
        try {
            file.force();
        } catch (IOException e) {
            throw stop("its sync failed", e);
        }
        end = places.get(places.size() - 1).end();
        return places;
    }

    private <T> void write(List<T> items, Function<T, byte[]> encoding, List<Frame.Place> places) throws IOException {
        buffer.clear();
        long bufferAt = end;
        try {
            for (T item : items) {
                byte[] content = encoding.apply(item);
                if (buffer.remaining() < Frame.HEADER_BYTES + content.length) {
                    bufferAt += flush(bufferAt);
                    makeRoom(Frame.HEADER_BYTES + content.length);
                }
                long offset = bufferAt + buffer.position();
                Frame.put(buffer, header.salt(), offset, end, content);
                places.add(new Frame.Place(offset, content.length));
            }
            flush(bufferAt);
        } catch (IOException e) {
            restore(e);
            throw new IOException("cannot write to " + path + ": " + e.getMessage(), e);
        }
    }

    private void makeRoom(int bytes) {
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(bytes);
        }
    }

    private int flush(long at) throws IOException {
        buffer.flip();
        int count = buffer.remaining();
        file.write(buffer, at);
        buffer.clear();
        return count;
    }

    /** Synced at once. Rationale: otherwise a power cut during the next append may leave frames of this one in its place. */
    private void restore(IOException cause) throws IOException {
        try {
            file.truncate(end);
            file.force();
        } catch (IOException e) {
            cause.addSuppressed(e);
            throw stop("what a failed write left behind cannot be removed", cause);
        }
    }

    private IOException stop(String why, IOException cause) {
        String text = path + " takes no more writes until the peer is started again: " + why + " (" + cause.getMessage()
                + "); check the disk";
        stopped = text;
        return new IOException(text, cause);
    }

    /** The content at a place an append or a scan named; empty if it is no longer what was written. */
    Optional<byte[]> read(Frame.Place place) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Frame.HEADER_BYTES + place.length());
        int count = file.read(buffer, place.offset());
        byte[] bytes = buffer.array();
        if (count < bytes.length || !Frame.isIntact(bytes, 0, place.length(), header.salt(), place.offset())) {
            return Optional.empty();
        }
        byte[] content = new byte[place.length()];
        System.arraycopy(bytes, Frame.HEADER_BYTES, content, 0, content.length);
        return Optional.of(content);
    }

    /** Whether a failed sync has ended this log's life. */
    boolean isStopped() {
        return stopped != null;
    }

    Path path() {
        return path;
    }

    /** Cuts off what stands behind the end. */
    void cutTail() throws IOException {
        Check.invariant(end >= LogHeader.BYTES, "a log cannot end at %s", end);
        file.truncate(end);
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
