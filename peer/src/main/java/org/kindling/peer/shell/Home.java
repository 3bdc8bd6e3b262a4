package org.kindling.peer.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.kindling.peer.shell.disk.DiskReport;
import org.kindling.peer.shell.disk.PeerFolder;
import org.kindling.peer.shell.disk.Store;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.NetworkSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A peer's folder, opened for this process alone: who it is and what it remembers. Blocks on the disk. */
record Home(PeerFolder folder, KeyPair key, String apiToken, NetworkSpec spec, Store store) {
    private static final Logger LOG = LoggerFactory.getLogger("org.kindling.peer.disk");

    /** The door is open, the network perhaps not known yet. */
    record Threshold(PeerFolder folder, KeyPair key, String apiToken) {
        Optional<NetworkSpec> network() {
            return folder.networkSpec();
        }

        Home enter(NetworkSpec spec, Executor background) throws IOException {
            return new Home(folder, key, apiToken, spec, folder.store(spec, background));
        }
    }

    static Threshold open(Path path) throws IOException {
        PeerFolder folder = PeerFolder.open(path, Home::log);
        try {
            SecureRandom chance = new SecureRandom();
            return new Threshold(folder, folder.nodeKey(chance), folder.apiToken(chance));
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Closes the ledger in order, then lets others have the folder. */
    void close() throws IOException {
        try {
            store.close();
        } finally {
            folder.close();
        }
    }

    NodeId node() {
        return NodeId.of(key.publicKey());
    }

    private static void log(DiskReport report) {
        if (report.isOrdinary()) {
            LOG.info("{}", report.line());
        } else {
            LOG.warn("{}", report.line());
        }
    }
}
