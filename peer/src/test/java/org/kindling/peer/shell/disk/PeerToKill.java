package org.kindling.peer.shell.disk;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.kindling.peer.boundary.Entry;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;

/** Appends blocks until it is killed, and says each height once it is promised; the content of every block follows from its height. */
final class PeerToKill {
    private PeerToKill() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path path = Path.of(arguments[0]);
        try (PeerFolder folder = PeerFolder.open(path, report -> out.println("report " + report.line()));
                Store store = folder.store(TestBlocks.SPEC, Runnable::run)) {
            List<BlockHeader> headers = store.recovered().headers();
            Hash tip = headers.isEmpty()
                    ? TestBlocks.GENESIS
                    : headers.get(headers.size() - 1).id();
            for (long height = headers.size() + 1; ; height++) {
                Block block = block(tip, height);
                store.persist(List.of(
                        new Entry.CheckedBlock(block),
                        new Entry.OwnTransaction(TestBlocks.transaction((int) height)),
                        new Entry.RecordSequence(height)));
                out.println("promised " + height);
                tip = block.id();
                store.index().follow(tip, 10);
            }
        }
    }

    static Block block(Hash parent, long height) {
        return TestBlocks.branch(parent, height, 1, 0, (int) (height % 7)).get(0);
    }
}
