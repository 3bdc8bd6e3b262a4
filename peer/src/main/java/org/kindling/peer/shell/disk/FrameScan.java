package org.kindling.peer.shell.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.MalformedException;

/**
 * Reads a log from front to back and finds what is whole in it.
 *
 * <p>What does not check out is stepped over by looking for the next frame that does. Damage with nothing whole behind it, or within the
 * newest batch, is a torn tail: the log ends where it begins, so that what is kept is always a beginning of what was written. Damage before
 * the newest batch was synced once, so it is rot: a gap, and what stands behind it counts.
 *
 * @param <T> what a frame's content stands for
 */
final class FrameScan<T> {
    private static final int WINDOW_BYTES = 1 << 20;

    /** Makes sense of a frame's content. */
    interface Reading<T> {
        T read(byte[] content) throws MalformedException;
    }

    /** A whole frame and what it stands for. */
    record Found<T>(Frame.Place place, long batch, T content) {}

    /** A stretch without a whole frame; {@code to} is exclusive. */
    record Gap(long from, long to) {}

    /**
     * What a log holds.
     *
     * @param end where the next frame goes; what lies behind is a torn tail
     * @param gaps rotten stretches before the end
     */
    record Result<T>(List<Found<T>> frames, List<Gap> gaps, long end) {}

    private final LogFile file;
    private final long size;
    private final long salt;
    private final int marker;
    private final int contentMax;
    private final Reading<T> reading;
    private final List<Found<T>> frames = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private byte[] window;
    private long windowStart;
    private int windowLength;

    FrameScan(LogFile file, long salt, int contentMax, Reading<T> reading) throws IOException {
        this.file = file;
        this.size = file.size();
        this.salt = salt;
        this.marker = Frame.marker(salt);
        this.contentMax = contentMax;
        this.reading = reading;
        this.window = new byte[(int) Math.min(size, Math.max(WINDOW_BYTES, contentMax + Frame.HEADER_BYTES))];
    }

    Result<T> run() throws IOException {
        long position = LogHeader.BYTES;
        while (position < size) {
            Found<T> found = frameAt(position);
            if (found == null) {
                long next = nextFrame(position);
                gaps.add(new Gap(position, next));
                position = next;
            } else {
                frames.add(found);
                position = found.place().end();
            }
        }
        return withoutTornTail();
    }

    private Result<T> withoutTornTail() {
        long newestBatch = frames.isEmpty()
                ? LogHeader.BYTES
                : frames.get(frames.size() - 1).batch();
        long end = size;
        for (Gap gap : gaps) {
            if (gap.from() >= newestBatch || gap.to() == size) {
                end = gap.from();
                break;
            }
        }
        long cut = end;
        frames.removeIf(frame -> frame.place().offset() >= cut);
        gaps.removeIf(gap -> gap.from() >= cut);
        return new Result<>(frames, gaps, end);
    }

    private long nextFrame(long damaged) throws IOException {
        for (long position = damaged + 1; position + Frame.HEADER_BYTES <= size; position++) {
            position = nextMarker(position);
            if (position < size && frameAt(position) != null) {
                return position;
            }
        }
        return size;
    }

    private long nextMarker(long from) throws IOException {
        for (long position = from; position + Frame.HEADER_BYTES <= size; position++) {
            int at = windowed(position, Integer.BYTES);
            if (window[at] == (byte) (marker >>> 24) && intAt(at) == marker) {
                return position;
            }
        }
        return size;
    }

    private @Nullable Found<T> frameAt(long position) throws IOException {
        if (position + Frame.HEADER_BYTES > size) {
            return null;
        }
        int length = intAt(windowed(position, Frame.HEADER_BYTES) + 4);
        if (length < 0 || length > contentMax || position + Frame.HEADER_BYTES + length > size) {
            return null;
        }
        int at = windowed(position, Frame.HEADER_BYTES + length);
        long batch = ByteBuffer.wrap(window).getLong(at + 8);
        if (batch < LogHeader.BYTES || batch > position || !Frame.isIntact(window, at, length, salt, position)) {
            return null;
        }
        byte[] content = new byte[length];
        System.arraycopy(window, at + Frame.HEADER_BYTES, content, 0, length);
        try {
            return new Found<>(new Frame.Place(position, length), batch, reading.read(content));
        } catch (MalformedException e) {
            return null;
        }
    }

    private int intAt(int at) {
        return ByteBuffer.wrap(window).getInt(at);
    }

    /** Where in the window these bytes of the file are; they exist. */
    private int windowed(long position, int length) throws IOException {
        if (position < windowStart || position + length > windowStart + windowLength) {
            if (length > window.length) {
                window = new byte[length];
            }
            int wanted = (int) Math.min(window.length, size - position);
            windowLength = file.read(ByteBuffer.wrap(window, 0, wanted), position);
            windowStart = position;
            if (windowLength < length) {
                throw new IOException("the log ended at " + (position + windowLength) + " while it was being read");
            }
        }
        return (int) (position - windowStart);
    }
}
