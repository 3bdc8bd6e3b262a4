package org.kindling.peer.shell.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.LedgerReader;
import org.kindling.protocol.ledger.NetworkSpec;

/**
 * The folder in which one peer keeps everything: its key, the network it belongs to, the token of its API, and its {@link Store}.
 *
 * <p>One process at a time ({@link FolderLock}). Only the owner may read what is made here.
 */
public final class PeerFolder implements Closeable {
    private static final String TOKEN_FILE = "api.token";

    private final Path folder;
    private final FolderLock lock;
    private final Consumer<DiskReport> reports;

    private PeerFolder(Path folder, FolderLock lock, Consumer<DiskReport> reports) {
        this.folder = folder;
        this.lock = lock;
        this.reports = reports;
    }

    /**
     * Opens this folder, made if it is missing, for this caller alone.
     *
     * @param reports hears of everything that was not as it was left; on any thread
     * @throws IOException if somebody else has it open, it cannot be written, or it is open to others and holds other things
     */
    public static PeerFolder open(Path folder, Consumer<DiskReport> reports) throws IOException {
        requireOurs(folder);
        PrivateFiles.createFolder(folder);
        return new PeerFolder(folder, FolderLock.take(folder, "peer", () -> {}), reports);
    }

    /** What others may read becomes private here, so it must not be a folder that is there for something else. */
    private static void requireOurs(Path folder) throws IOException {
        boolean isOurs = !PrivateFiles.isOpenToOthers(folder) || Files.exists(folder.resolve(Inventory.KEY));
        if (isOurs) {
            return;
        }
        try (Stream<Path> content = Files.list(folder)) {
            if (content.anyMatch(file -> !file.toString().endsWith(".log"))) {
                throw new IOException(folder + " is open to others and holds what is no peer's; run: chmod 700 "
                        + folder + ", or choose another data directory");
            }
        }
    }

    /**
     * The node key: the one kept here, or a fresh one that is kept from now on.
     *
     * @throws IOException if others may read the file, it is damaged, or it is missing though a peer has lived here; a peer never changes its
     *     identity by itself
     */
    public KeyPair nodeKey(SecureRandom chance) throws IOException {
        SmallFile file = file(Inventory.KEY);
        List<String> traces = new Inventory(folder).tracesOfAPeer();
        if (!file.exists() && !traces.isEmpty()) {
            throw new IOException(file.path() + " is missing though " + String.join(", ", traces)
                    + " show that a peer has lived here; restore it from a backup, or remove these files too to start"
                    + " with another identity");
        }
        if (!file.exists()) {
            KeyPair fresh = KeyPair.generate(chance);
            file.write(fresh.seed().toArray());
            return fresh;
        }
        PrivateFiles.requirePrivate(file.path());
        Bytes seed = Bytes.wrap(file.read().orElse(new byte[0]));
        if (seed.size() != KeyPair.SEED_SIZE) {
            List<String> all = new ArrayList<>(List.of(Inventory.KEY));
            all.addAll(traces);
            throw new IOException(file.path() + " is damaged; restore it from a backup, or remove "
                    + String.join(", ", all) + " to start with another identity");
        }
        return KeyPair.fromSeed(seed);
    }

    /** Who lives in this folder, for its owner to ask without opening it; empty if nobody ever did. */
    public static Optional<NodeId> resident(Path folder) {
        return new SmallFile(folder.resolve(Inventory.KEY), report -> {})
                .read()
                .filter(seed -> seed.length == KeyPair.SEED_SIZE)
                .map(seed -> NodeId.of(KeyPair.fromSeed(Bytes.wrap(seed)).publicKey()));
    }

    /** The network this folder belongs to, if it belongs to one already. */
    public Optional<NetworkSpec> networkSpec() {
        SmallFile file = file(Inventory.SPEC);
        Optional<byte[]> content = file.read();
        try {
            return content.isEmpty() ? Optional.empty() : Optional.of(LedgerReader.networkSpec(content.get()));
        } catch (MalformedException e) {
            reports.accept(new DiskReport(DiskReport.Kind.IGNORED, file.path(), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** Why there is no {@link #networkSpec}, and what to do, in words that follow "cannot start: ". */
    public String whyNoNetwork() {
        SmallFile file = file(Inventory.SPEC);
        return file.exists()
                ? file.path() + " is damaged, and no older version is whole; name the network again, bring a capsule of"
                        + " it, or restore the file from a backup"
                : folder + " belongs to no network yet; name a network or bring a capsule";
    }

    /** The token that lets its bearer change things through the API: 64 hexadecimal digits, made at the first call and kept in {@code api.token}. */
    public String apiToken(SecureRandom chance) throws IOException {
        Path file = folder.resolve(TOKEN_FILE);
        Inventory inventory = new Inventory(folder);
        Optional<String> held = BearerToken.read(file);
        if (held.isPresent()) {
            return held.get();
        }
        if (Files.exists(file)) {
            reports.accept(new DiskReport(DiskReport.Kind.IGNORED, file, "it holds no token; a fresh one is made"));
        } else if (!inventory.tracesOfAPeer().isEmpty()) {
            reports.accept(inventory.missing(TOKEN_FILE, inventory.tracesOfAPeer(), "a fresh one is made"));
        }
        return BearerToken.make(file, chance);
    }

    /**
     * Opens the ledger of this network, which becomes the folder's network if it had none.
     *
     * @param background where snapshots are written
     * @throws IOException if the folder belongs to another network, or its files cannot be read at all
     */
    public Store store(NetworkSpec spec, Executor background) throws IOException {
        new Inventory(folder).reportMissing(reports);
        Optional<NetworkSpec> kept = networkSpec();
        if (kept.isPresent() && !kept.get().id().equals(spec.id())) {
            throw new IOException(folder + " belongs to network '" + kept.get().name() + "' ("
                    + kept.get().id() + "), not to '" + spec.name() + "' (" + spec.id()
                    + "); choose another data directory");
        }
        Store store = Store.open(folder, spec, new Store.World(ChannelFile::open, background, reports));
        try {
            keep(spec, kept.isPresent());
            return store;
        } catch (IOException e) {
            store.abandon();
            throw e;
        }
    }

    /** After the logs have been opened, which name their network too. Rationale: a damaged spec must not be replaced by that of another network. */
    private void keep(NetworkSpec spec, boolean isKnown) throws IOException {
        SmallFile file = file(Inventory.SPEC);
        if (!isKnown) {
            file.writeTwice(LedgerCodec.encode(spec));
        } else if (!file.isWhole()) {
            file.write(LedgerCodec.encode(spec));
        }
    }

    private SmallFile file(String name) {
        return new SmallFile(folder.resolve(name), reports);
    }

    /** Lets another process have the folder. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
