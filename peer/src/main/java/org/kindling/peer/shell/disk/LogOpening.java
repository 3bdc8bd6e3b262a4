package org.kindling.peer.shell.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.kindling.protocol.identity.NetworkId;

/**
 * How a log comes to life: made if it is missing, mended if it is not as it was left.
 *
 * <ul>
 *   <li>A torn tail is copied to {@code NAME.torn-N} and cut off.
 *   <li>A log with gaps is written anew from its whole frames; the rotten file stays as {@code NAME.corrupt-N}.
 *   <li>One damaged copy of the header is written again from the other. Without either the file becomes {@code NAME.corrupt-N} and the log
 *       starts empty.
 * </ul>
 *
 * @param kind which log this is, see {@link LogHeader}
 * @param contentMax longest content of a frame, in bytes
 * @param opener how to open files
 */
record LogOpening(
        Path path, int kind, NetworkId network, int contentMax, LogFile.Opener opener, Consumer<DiskReport> reports) {

    private static final int COPY_BATCH_BYTES = 4 << 20;

    /** A log ready for appending, and what it held. */
    record Opened<T>(FrameLog log, List<FrameScan.Found<T>> frames) {}

    <T> Opened<T> open(FrameScan.Reading<T> reading) throws IOException {
        Files.deleteIfExists(fresh());
        if (!Files.exists(path)) {
            create(List.of());
        }
        Optional<LogHeader> header = header();
        if (header.isEmpty()) {
            replaceUnreadable();
            return open(reading);
        }
        return scan(header.get(), reading);
    }

    private <T> Opened<T> scan(LogHeader header, FrameScan.Reading<T> reading) throws IOException {
        LogFile file = opener.open(path);
        try {
            FrameScan.Result<T> result = new FrameScan<>(file, header.salt(), contentMax, reading).run();
            FrameLog log = new FrameLog(path, file, header, result.end());
            if (file.size() > result.end()) {
                saveTail(file, result.end());
                log.cutTail();
            }
            if (result.gaps().isEmpty() || !rewrite(log, result)) {
                return new Opened<>(log, result.frames());
            }
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        file.close();
        return open(reading);
    }

    /** Writes a log with these contents aside, then puts it in the place of the old one. */
    void create(List<byte[]> contents) throws IOException {
        PrivateFiles.whole(fresh(), () -> {
            try (FrameLog log = begin(fresh())) {
                log.append(contents, Function.identity());
            }
            PrivateFiles.replace(fresh(), path);
        });
    }

    private Path fresh() {
        return path.resolveSibling(path.getFileName() + ".new");
    }

    private FrameLog begin(Path fresh) throws IOException {
        LogHeader header = new LogHeader(LogHeader.VERSION, kind, network, new SecureRandom().nextLong());
        PrivateFiles.write(fresh, header.encoded().array());
        return new FrameLog(fresh, opener.open(fresh), header, LogHeader.BYTES);
    }

    private Optional<LogHeader> header() throws IOException {
        byte[] both = new byte[LogHeader.BYTES];
        try (LogFile file = opener.open(path)) {
            file.read(ByteBuffer.wrap(both), 0);
            Optional<LogHeader> first = LogHeader.read(both, 0);
            Optional<LogHeader> second = LogHeader.read(both, 1);
            Optional<LogHeader> header = first.or(() -> second);
            if (header.isPresent()) {
                requireOurs(header.get());
                if (!first.equals(second)) {
                    file.write(header.get().encoded(), 0);
                    file.force();
                    report(
                            DiskReport.Kind.REPAIRED,
                            "one copy of its header was damaged; written again from the other");
                }
            }
            return header;
        }
    }

    private void requireOurs(LogHeader header) throws IOException {
        if (header.version() != LogHeader.VERSION) {
            throw new IOException(path + " has format " + header.version() + ", this version reads format "
                    + LogHeader.VERSION + "; use the version of kindling that wrote it");
        }
        if (header.kind() != kind) {
            throw new IOException(path + " is another kind of log; put the file back under its own name");
        }
        if (!header.network().equals(network)) {
            throw new IOException(path + " belongs to network " + header.network() + ", not to " + network
                    + "; choose another data directory");
        }
    }

    private void replaceUnreadable() throws IOException {
        Path aside = Aside.next(path, "corrupt");
        PrivateFiles.keep(path, aside);
        create(List.of());
        report(
                DiskReport.Kind.IGNORED,
                "both copies of its header are damaged; kept as " + aside.getFileName() + ", starting an empty log");
    }

    private void saveTail(LogFile file, long end) throws IOException {
        String what = (file.size() - end) + " bytes from offset " + end + " were half-written; cut off and ";
        try {
            Path aside = Aside.next(path, "torn");
            copy(end, file.size() - end, aside);
            report(DiskReport.Kind.TAIL_CUT, what + "kept as " + aside.getFileName());
        } catch (IOException e) {
            report(DiskReport.Kind.TAIL_CUT, what + "lost, because they could not be copied: " + e.getMessage());
        }
    }

    private void copy(long from, long length, Path target) throws IOException {
        try (FileChannel out = PrivateFiles.create(target);
                FileChannel in = FileChannel.open(path, StandardOpenOption.READ)) {
            long copied = 0;
            while (copied < length) {
                copied += in.transferTo(from + copied, length - copied, out);
            }
            out.force(true);
        }
    }

    /** @return whether the log was written anew; if there is no room for that, the gaps stay and are stepped over */
    private <T> boolean rewrite(FrameLog log, FrameScan.Result<T> result) {
        try {
            Path aside = Aside.next(path, "corrupt");
            PrivateFiles.whole(fresh(), () -> {
                try (FrameLog fresh = begin(fresh())) {
                    copyWhole(log, result.frames(), fresh);
                }
                PrivateFiles.keep(path, aside);
                PrivateFiles.replace(fresh(), path);
            });
            for (FrameScan.Gap gap : result.gaps()) {
                report(
                        DiskReport.Kind.DAMAGE_SKIPPED,
                        (gap.to() - gap.from()) + " bytes from offset " + gap.from()
                                + " are damaged; what is whole was kept, the old file is " + aside.getFileName());
            }
            return true;
        } catch (IOException e) {
            report(
                    DiskReport.Kind.DAMAGE_SKIPPED,
                    result.gaps().size() + " damaged stretches are stepped over; writing the log anew failed: "
                            + e.getMessage());
            return false;
        }
    }

    private static <T> void copyWhole(FrameLog from, List<FrameScan.Found<T>> frames, FrameLog to) throws IOException {
        List<byte[]> batch = new ArrayList<>();
        long bytes = 0;
        for (FrameScan.Found<T> frame : frames) {
            batch.add(from.read(frame.place())
                    .orElseThrow(() -> new IOException("a frame changed while it was being copied")));
            bytes += frame.place().length();
            if (bytes >= COPY_BATCH_BYTES) {
                to.append(batch, Function.identity());
                batch.clear();
                bytes = 0;
            }
        }
        to.append(batch, Function.identity());
    }

    private void report(DiskReport.Kind what, String text) {
        reports.accept(new DiskReport(what, path, text));
    }
}
