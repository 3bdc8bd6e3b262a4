package org.kindling.peer.shell.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which of the files that belong together are in a peer's folder.
 *
 * <p>Rationale: a file that somebody deleted looks like the first start of a peer, unless the others are asked.
 *
 * @param folder a peer's folder, as the life before left it
 */
record Inventory(Path folder) {
    static final String KEY = "node.key";
    static final String SPEC = "network.spec";
    static final String BLOCKS = "blocks.log";
    static final String OWN = "own.log";
    static final String SNAPSHOTS = "snapshots";

    /** Names of the files made after the key, which tell that a peer with a key has lived here. */
    List<String> tracesOfAPeer() {
        return List.of(SPEC, SPEC + SmallFile.OLD, BLOCKS).stream()
                .filter(this::has)
                .toList();
    }

    /** Tells of each part of the ledger that is missing though another part is there; to be asked before any is made. */
    void reportMissing(Consumer<DiskReport> reports) throws IOException {
        List<String> there = new ArrayList<>(tracesOfAPeer());
        if (has(OWN)) {
            there.add(OWN);
        }
        if (hasSnapshots()) {
            there.add(SNAPSHOTS);
        }
        if (there.isEmpty()) {
            return;
        }
        if (!has(SPEC) && !has(SPEC + SmallFile.OLD)) {
            reports.accept(missing(SPEC, there, "it is written again as it was named at this start"));
        }
        if (!has(BLOCKS)) {
            reports.accept(missing(BLOCKS, there, "an empty one is made, and the blocks are fetched from peers again"));
        }
        if (!has(OWN)) {
            reports.accept(missing(
                    OWN, there, "an empty one is made; what was promised here and is in no block is forgotten"));
        }
    }

    /** @param there names of what should not be there without it */
    DiskReport missing(String name, List<String> there, String remedy) {
        String why =
                "is missing though " + String.join(", ", there) + (there.size() == 1 ? " is" : " are") + " there; ";
        return new DiskReport(DiskReport.Kind.MISSING, folder.resolve(name), why + remedy);
    }

    private boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    private boolean hasSnapshots() throws IOException {
        if (!has(SNAPSHOTS)) {
            return false;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.resolve(SNAPSHOTS), "*.snap")) {
            return found.iterator().hasNext();
        }
    }
}
