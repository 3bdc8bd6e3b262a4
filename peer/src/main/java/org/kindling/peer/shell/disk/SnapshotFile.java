package org.kindling.peer.shell.disk;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.kindling.peer.boundary.Snapshot;
import org.kindling.peer.boundary.StateImage;
import org.kindling.peer.core.chain.StateTrie;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.MountainRange;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Height;

/**
 * One state as a file, big-endian: {@code "KINDSNP1"} (8), network id (32), block id (32), height (8), state root (32), leaves of the history (8), its
 * peaks (count in 4, 32 each), accounts (count in 8; address 20, balance 8, nonce 8 each), SHA-256 of everything before (32).
 *
 * <p>It is only believed if the checksum fits and the state root computed from the accounts is the one written.
 */
final class SnapshotFile {
    private static final long MAGIC = 0x4B_49_4E_44_53_4E_50_31L;
    private static final int PEAKS_MAX = Long.SIZE;
    private static final int BUFFER_BYTES = 1 << 16;

    private SnapshotFile() {}

    /** Writes and syncs a new file. */
    static void write(Path file, NetworkId network, Snapshot snapshot) throws IOException {
        try (FileChannel channel = PrivateFiles.create(file)) {
            BufferedOutputStream buffer = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            MessageDigest sha256 = sha256();
            DataOutputStream out = new DataOutputStream(new DigestOutputStream(buffer, sha256));
            out.writeLong(MAGIC);
            out.write(network.hash().toArray());
            out.write(snapshot.block().toArray());
            out.writeLong(snapshot.height().value());
            out.write(snapshot.state().root().toArray());
            writeHistory(out, snapshot.history());
            writeAccounts(out, snapshot.state());
            out.flush();
            buffer.write(sha256.digest());
            buffer.flush();
            channel.force(true);
        }
    }

    private static void writeHistory(DataOutputStream out, MountainRange history) throws IOException {
        out.writeLong(history.size());
        out.writeInt(history.peaks().size());
        for (Hash peak : history.peaks()) {
            out.write(peak.toArray());
        }
    }

    private static void writeAccounts(DataOutputStream out, StateImage state) throws IOException {
        out.writeLong(state.accounts());
        try {
            state.forEach((address, account) -> write(out, address, account));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(DataOutputStream out, Address address, Account account) {
        try {
            out.write(address.bytes().toArray());
            out.writeLong(account.balance().units());
            out.writeLong(account.nonce());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a state back.
     *
     * @throws MalformedException if anything in the file is not as it was written
     */
    static Snapshot read(Path file, NetworkId network) throws IOException, MalformedException {
        try (BufferedInputStream buffer = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
            MessageDigest sha256 = sha256();
            DataInputStream in = new DataInputStream(new DigestInputStream(buffer, sha256));
            require(in.readLong() == MAGIC, "it does not begin like one");
            require(new NetworkId(hash(in)).equals(network), "it belongs to another network");
            Hash block = hash(in);
            Height height = new Height(in.readLong());
            Hash root = hash(in);
            MountainRange history = readHistory(in);
            Map<Address, Account> accounts = readAccounts(in);
            byte[] checksum = sha256.digest();
            require(Bytes.wrap(buffer.readAllBytes()).equals(Bytes.wrap(checksum)), "its checksum does not fit");
            StateTrie state = StateTrie.of(new ListedAccounts(accounts, root));
            require(state.root().equals(root), "its accounts do not have the state root it names");
            return new Snapshot(block, height, state, history);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "a snapshot: " + e.getMessage(), e);
        }
    }

    private static MountainRange readHistory(DataInputStream in) throws IOException, MalformedException {
        long size = in.readLong();
        int count = in.readInt();
        require(count >= 0 && count <= PEAKS_MAX, "its history has " + count + " peaks");
        List<Hash> peaks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peaks.add(hash(in));
        }
        return MountainRange.ofPeaks(size, peaks);
    }

    private static Map<Address, Account> readAccounts(DataInputStream in) throws IOException, MalformedException {
        long count = in.readLong();
        Map<Address, Account> accounts = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            Address address = new Address(Bytes.wrap(in.readNBytes(Address.SIZE)));
            Account account = new Account(Amount.of(in.readLong()), in.readLong());
            require(accounts.put(address, account) == null, "it has an account twice");
        }
        return accounts;
    }

    private static Hash hash(DataInputStream in) throws IOException {
        return new Hash(Bytes.wrap(in.readNBytes(Hash.SIZE)));
    }

    private static void require(boolean holds, String otherwise) throws MalformedException {
        if (!holds) {
            throw new MalformedException(Fault.UNREADABLE, "a snapshot: " + otherwise);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Accounts as they were read, under the root that was written beside them. */
    private record ListedAccounts(Map<Address, Account> listed, Hash root) implements StateImage {
        @Override
        public long accounts() {
            return listed.size();
        }

        @Override
        public void forEach(BiConsumer<Address, Account> visitor) {
            listed.forEach(visitor);
        }
    }
}
