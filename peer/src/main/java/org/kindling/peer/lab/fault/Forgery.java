package org.kindling.peer.lab.fault;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.ProofOfWork;
import org.kindling.protocol.ledger.Seal;
import org.kindling.protocol.ledger.Target;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;
import org.kindling.protocol.message.Message;

/** Makes things that look right and are not, and remembers them, so that a run can ask whether anybody believed one. */
final class Forgery {
    private final NetworkId network;
    private final int branch;
    private final KeyPair ownKey;
    private final PublicKey victim;
    private final SplittableRandom random;
    private final Set<Hash> made = new LinkedHashSet<>();

    /** @param victim whose money the forged transactions pretend to spend */
    Forgery(NetworkId network, int branch, KeyPair ownKey, PublicKey victim, SplittableRandom random) {
        this.network = network;
        this.branch = branch;
        this.ownKey = ownKey;
        this.victim = victim;
        this.random = random;
    }

    /** Ids of all blocks and transactions forged so far. */
    Set<Hash> made() {
        return made;
    }

    /** A transfer of somebody else's money to ourselves, signed with our own key. */
    Transaction transaction(long nonce) {
        TransactionBody body = new TransactionBody(
                network,
                branch,
                victim,
                nonce,
                Amount.of(1_000),
                Height.of(100_000),
                Payload.Transfer.to(Address.of(ownKey.publicKey()), Amount.of(1 + random.nextInt(1_000))));
        Transaction honest = new TransactionBody(
                        network, branch, ownKey.publicKey(), nonce, body.fee(), body.expiry(), body.payload())
                .sign(ownKey);
        Transaction forged = new Transaction(body, honest.signature());
        made.add(forged.id());
        return forged;
    }

    /** A record of a node that does not exist, under a signature of our own. */
    PeerRecord record(PeerRecord own) {
        byte[] seed = new byte[KeyPair.SEED_SIZE];
        random.nextBytes(seed);
        PeerRecord.Content content = own.content();
        return new PeerRecord(
                new PeerRecord.Content(
                        content.network(),
                        KeyPair.fromSeed(Bytes.wrap(seed)).publicKey(),
                        content.sequence(),
                        content.endpoints(),
                        content.roles(),
                        content.forkId(),
                        content.expiryMillis()),
                own.signature());
    }

    /** A brother of an honest block with a state of our own invention, and all the work that it needs. */
    Message.CompactBlock blockWithWrongState(Message.CompactBlock honest) {
        BlockHeader.Fields fields = honest.header().fields();
        byte[] invented = new byte[Hash.SIZE];
        random.nextBytes(invented);
        BlockHeader.Fields wrong = new BlockHeader.Fields(
                fields.version(),
                fields.height(),
                fields.parent(),
                fields.timeMillis(),
                fields.transactionRoot(),
                fields.transactionCount(),
                Hash.of(invented),
                fields.historyRoot(),
                fields.producer(),
                fields.seal());
        return forged(worked(wrong), honest.shortIds());
    }

    /** A brother of an honest block that nobody has worked for. */
    Message.CompactBlock blockWithoutWork(Message.CompactBlock honest) {
        BlockHeader.Fields fields = honest.header().fields();
        long nonce = random.nextLong();
        Hash seed = ProofOfWork.seed(fields);
        Target target = target(fields);
        while (target.isMetBy(ProofOfWork.hash(seed, nonce))) {
            nonce++;
        }
        int bits = target.bits();
        return forged(fields.with(new Seal.Work(bits, nonce)), honest.shortIds());
    }

    private Message.CompactBlock forged(BlockHeader.Fields fields, List<Long> shortIds) {
        BlockHeader header = new BlockHeader(fields);
        made.add(header.id());
        return new Message.CompactBlock(header, new ArrayList<>(shortIds));
    }

    private static BlockHeader.Fields worked(BlockHeader.Fields fields) {
        Target target = target(fields);
        ProofOfWork.Search search = new ProofOfWork.Search(ProofOfWork.seed(fields));
        long nonce = 0;
        while (!target.isMetBy(search.hash(nonce))) {
            nonce++;
        }
        return fields.with(new Seal.Work(target.bits(), nonce));
    }

    private static Target target(BlockHeader.Fields fields) {
        return fields.seal().fold(work -> Target.ofBits(work.bits()));
    }
}
