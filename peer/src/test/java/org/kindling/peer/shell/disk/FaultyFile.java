package org.kindling.peer.shell.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A file in memory that remembers in which order it was changed, fails when told, and shows what a power cut may leave of it. */
final class FaultyFile implements LogFile {
    private static final int SECTOR_BYTES = 512;

    /** One change; a force separates what is safe from what is not. */
    private record Change(long at, byte[] bytes, boolean isForce, boolean isTruncate) {}

    private final byte[] initial;
    private final List<Change> changes = new ArrayList<>();
    private byte[] now;
    private int writesUntilFailure = Integer.MAX_VALUE;
    private boolean failsToForce;
    private boolean failsToTruncate;

    private FaultyFile(byte[] initial) {
        this.initial = initial;
        this.now = initial;
    }

    static FaultyFile open(Path path) throws IOException {
        return new FaultyFile(Files.readAllBytes(path));
    }

    /** The write after so many others stops half-way: the disk is full. */
    void failWriteAfter(int writes) {
        writesUntilFailure = writes;
    }

    void failForce() {
        failsToForce = true;
    }

    void failTruncate() {
        failsToTruncate = true;
    }

    int changes() {
        return changes.size();
    }

    @Override
    public int read(ByteBuffer into, long at) {
        int count = (int) Math.min(into.remaining(), Math.max(0, now.length - at));
        into.put(now, (int) at, count);
        return count;
    }

    @Override
    public void write(ByteBuffer from, long at) throws IOException {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        if (writesUntilFailure-- == 0) {
            change(new Change(at, Arrays.copyOf(bytes, bytes.length / 2), false, false));
            throw new IOException("No space left on device");
        }
        change(new Change(at, bytes, false, false));
    }

    @Override
    public void force() throws IOException {
        if (failsToForce) {
            throw new IOException("Input/output error");
        }
        change(new Change(0, new byte[0], true, false));
    }

    @Override
    public void truncate(long size) throws IOException {
        if (failsToTruncate) {
            throw new IOException("Input/output error");
        }
        change(new Change(size, new byte[0], false, true));
    }

    @Override
    public long size() {
        return now.length;
    }

    @Override
    public void close() {}

    private void change(Change change) {
        changes.add(change);
        now = applied(now, change);
    }

    private static byte[] applied(byte[] before, Change change) {
        if (change.isForce()) {
            return before;
        }
        if (change.isTruncate()) {
            return Arrays.copyOf(before, (int) Math.min(before.length, change.at()));
        }
        byte[] after = Arrays.copyOf(before, (int) Math.max(before.length, change.at() + change.bytes().length));
        System.arraycopy(change.bytes(), 0, after, (int) change.at(), change.bytes().length);
        return after;
    }

    /** What may be left if the power went right after so many changes: everything forced, and of the rest whatever chance leaves. */
    byte[] afterPowerCut(int kept, RandomGenerator chance) {
        byte[] left = initial;
        int forced = 0;
        for (int i = 0; i < kept; i++) {
            if (changes.get(i).isForce()) {
                for (Change change : changes.subList(forced, i)) {
                    left = applied(left, change);
                }
                forced = i;
            }
        }
        for (Change change : changes.subList(forced, kept)) {
            left = change.isTruncate() ? maybeTruncated(left, change, chance) : sectorsOf(left, change, chance);
        }
        return left;
    }

    private static byte[] maybeTruncated(byte[] left, Change change, RandomGenerator chance) {
        return chance.nextBoolean() ? applied(left, change) : left;
    }

    private static byte[] sectorsOf(byte[] before, Change change, RandomGenerator chance) {
        byte[] left = before;
        int fate = chance.nextInt(4);
        for (int from = 0; from < change.bytes().length; ) {
            int inSector = SECTOR_BYTES - (int) ((change.at() + from) % SECTOR_BYTES);
            int length = Math.min(inSector, change.bytes().length - from);
            boolean arrives = fate == 0 || fate != 1 && chance.nextInt(4) > 0;
            if (arrives) {
                int arrived = fate == 3 && chance.nextInt(8) == 0 ? chance.nextInt(length + 1) : length;
                byte[] part = Arrays.copyOfRange(change.bytes(), from, from + arrived);
                left = applied(left, new Change(change.at() + from, part, false, false));
            }
            from += length;
        }
        return left;
    }
}
