package org.kindling.protocol;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Listing;
import org.kindling.protocol.announce.Standing;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.CapsuleFile;
import org.kindling.protocol.identity.Checkpoint;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.identity.Role;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Payment;
import org.kindling.protocol.ledger.Seal;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;
import org.kindling.protocol.message.ChainTip;

/** One of every word, always the same: keys grow from counted seeds, times are fixed. */
public final class Samples {
    public static final long NOW_MILLIS = 1_767_225_600_000L;
    public static final Endpoint ENDPOINT = new Endpoint("203.0.113.7", 4711);

    private Samples() {}

    /** The key whose seed is 32 times this byte. */
    public static KeyPair key(int number) {
        byte[] seed = new byte[KeyPair.SEED_SIZE];
        Arrays.fill(seed, (byte) number);
        return KeyPair.fromSeed(Bytes.wrap(seed));
    }

    public static Address address(int number) {
        return Address.of(key(number).publicKey());
    }

    public static Hash hash(int number) {
        return Hash.sha256(new byte[] {(byte) number});
    }

    public static NetworkSpec spec() {
        List<NetworkSpec.Allocation> allocations = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> new NetworkSpec.Allocation(address(number), Amount.of(1_000_000L * number)))
                .sorted(Comparator.comparing(NetworkSpec.Allocation::owner))
                .toList();
        return new NetworkSpec(
                "vectors",
                NOW_MILLIS,
                "kv",
                1,
                new NetworkSpec.Rules.ProofOfWork(5_000, 0x1f00ffff, 300_000),
                Amount.of(50_000),
                Amount.of(10),
                allocations);
    }

    public static PeerRecord record(int number) {
        return new PeerRecord.Content(
                        spec().id(),
                        key(number).publicKey(),
                        number,
                        List.of(ENDPOINT, new Endpoint("2001:db8::7", 4712)),
                        List.of(Role.FULL, Role.PRODUCER),
                        1,
                        NOW_MILLIS + 3_600_000)
                .sign(key(number));
    }

    /** What tracker 9 answers to this announce: these records, each announced as many seconds ago as its place, every other one reached. */
    public static AnnounceReply reply(Announce announce, PeerRecord... records) {
        List<Listing> listings = IntStream.range(0, records.length)
                .mapToObj(place -> new Listing(records[place], place, place % 2 == 0))
                .toList();
        List<Standing> standings =
                announce.about().stream().map(node -> Standing.NAMED).toList();
        AnnounceReply.Content content = new AnnounceReply.Content(57_312, 15_000, "203.0.113.9", listings, standings);
        TrackerHead head = new TrackerHead.Content(
                        announce.network(),
                        key(9).publicKey(),
                        announce.nonce(),
                        announce.record().nodeId(),
                        NOW_MILLIS,
                        NOW_MILLIS - 3_600_000,
                        NOW_MILLIS - 60_000,
                        NOW_MILLIS - 7_000,
                        3,
                        hash(7),
                        content.digest())
                .sign(key(9));
        return new AnnounceReply(content, head);
    }

    /** Node 1 asks about nodes 2 and 3. */
    public static Announce announce() {
        return new Announce(
                spec().id(),
                record(1),
                Announce.Occasion.STARTED,
                32,
                hash(8).bytes().slice(0, TrackerHead.NONCE_SIZE),
                List.of(record(2).nodeId(), record(3).nodeId()));
    }

    public static Transaction transfer(int nonce) {
        return signed(
                nonce,
                new Payload.Transfer(List.of(
                        new Payment(address(2), Amount.of(1_000 + nonce)), new Payment(address(3), Amount.of(7)))));
    }

    public static Transaction inscription() {
        return signed(1, new Payload.Inscription(Bytes.fromHex("00c0ffee00")));
    }

    public static Transaction notarisation() {
        return signed(2, new Payload.Notarisation(hash(9)));
    }

    public static Transaction signed(int nonce, Payload payload) {
        return body(nonce, payload).sign(key(1));
    }

    public static TransactionBody body(int nonce, Payload payload) {
        return new TransactionBody(spec().id(), 1, key(1).publicKey(), nonce, Amount.of(25), Height.of(1_000), payload);
    }

    public static BlockHeader header(int height, List<Transaction> transactions) {
        return new BlockHeader(new BlockHeader.Fields(
                BlockHeader.VERSION,
                Height.of(height),
                hash(height),
                NOW_MILLIS + 5_000L * height,
                Block.transactionRoot(transactions),
                transactions.size(),
                hash(101),
                hash(102),
                address(4),
                new Seal.Work(0x1f00ffff, 0x0123456789abcdefL)));
    }

    public static Block block() {
        List<Transaction> transactions = List.of(transfer(0), inscription(), notarisation());
        return new Block(header(1, transactions), transactions);
    }

    public static ChainTip tip() {
        return new ChainTip(Height.of(1), block().id(), BigInteger.valueOf(0x01_0000_0001L));
    }

    public static Capsule capsule() {
        return new Capsule(
                spec().id(),
                List.of("https://tracker.example:8080", "http://127.0.0.1:9090"),
                List.of(new Door(NodeId.of(key(5).publicKey()), ENDPOINT)),
                new Checkpoint(Height.of(1), block().id()));
    }

    public static CapsuleFile capsuleFile() {
        return new CapsuleFile(capsule(), spec(), List.of(record(5), record(6)));
    }
}
