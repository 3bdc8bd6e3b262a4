package org.kindling.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process really occupies. */
final class Resident {
    private static final Path STATUS = Path.of("/proc/self/status");

    private Resident() {}

    /** The share of each of so many. */
    static double miBEach(int peers) {
        return rounded(miB() / peers);
    }

    /** Resident set in MiB, from the kernel where it tells (VmRSS); otherwise the Java heap in use. */
    private static double miB() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
                }
            }
        } catch (IOException e) {
            return heapMiB();
        }
        return heapMiB();
    }

    private static double heapMiB() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / (1024.0 * 1024.0);
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
