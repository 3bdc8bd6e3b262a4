package org.kindling.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process of this machine uses: time on a core, and memory. */
record ServerUse(ProcessHandle process) {
    private static final long KIB = 1_024;

    /** On any core since it started, to a hundredth of a second. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Bytes of it that are in memory (VmRSS; proc(5)). */
    long residentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB;
            }
        }
        throw new IOException(status + " says nothing of VmRSS");
    }
}
