package org.kindling.peer.shell.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A real file behind two channels: one for the writer, one for all readers.
 *
 * <p>Rationale: interrupting a thread closes the channel it is blocked in. An interrupted reader costs the readers' channel, which is opened
 * again; it must never cost the writer's.
 */
final class ChannelFile implements LogFile {
    private final Path path;
    private final FileChannel writer;
    private volatile FileChannel reader;
    private volatile boolean closed;

    private ChannelFile(Path path, FileChannel writer, FileChannel reader) {
        this.path = path;
        this.writer = writer;
        this.reader = reader;
    }

    static ChannelFile open(Path path) throws IOException {
        FileChannel writer = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new ChannelFile(path, writer, FileChannel.open(path, StandardOpenOption.READ));
        } catch (IOException e) {
            writer.close();
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
        FileChannel channel = openReader();
        int sum = 0;
        while (into.hasRemaining()) {
            int count = channel.read(into, at + sum);
            if (count < 0) {
                break;
            }
            sum += count;
        }
        return sum;
    }

    private FileChannel openReader() throws IOException {
        FileChannel channel = reader;
        return channel.isOpen() ? channel : reopenedReader();
    }

    private synchronized FileChannel reopenedReader() throws IOException {
        if (closed) {
            throw new IOException(path + " is closed");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
        if (!reader.isOpen()) {
            reader = FileChannel.open(path, StandardOpenOption.READ);
        }
        return reader;
    }

    @Override
    public void write(ByteBuffer from, long at) throws IOException {
        long position = at;
        while (from.hasRemaining()) {
            position += writer.write(from, position);
        }
    }

    @Override
    public void force() throws IOException {
        writer.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
        writer.truncate(size);
    }

    @Override
    public long size() throws IOException {
        return writer.size();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        reader.close();
        writer.close();
    }
}
