package org.kindling.protocol.message;

import java.nio.ByteBuffer;
import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.ExactNumber;
import org.kindling.protocol.Fault;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Transaction;

/** One thing that one peer says to another. Every list has a bound; a longer one does not become a message at all. */
public sealed interface Message {
    int RECORDS_MAX = 64;
    /** Others to try, in {@link Goodbye} and {@link Prune}. */
    int OTHERS_MAX = 8;

    int IDS_MAX = 1024;
    int HEADERS_MAX = 512;
    int LOCATOR_MAX = 64;
    int BLOCKS_ASKED_MAX = 64;
    int TRANSACTIONS_MAX = 512;
    /** Together; so that the message fits a frame with room to spare. */
    int TRANSACTIONS_BYTES_MAX = Block.BYTES_MAX;

    int SHORT_IDS_MAX = Block.TRANSACTIONS_MAX;

    // ------------------------------------------------------------------ session

    /**
     * The first message in both directions; anything else before it ends the link.
     *
     * @param agent program and version, at most 64 printable characters
     * @param timeMillis the sender's clock, for display and the clock-offset warning only
     * @param seenHost the host from which the other end called, as the sender sees it; empty if the sender called
     */
    record Hello(
            int version,
            NetworkId network,
            PeerRecord self,
            ChainTip tip,
            String agent,
            long timeMillis,
            String seenHost)
            implements Message {
        /** The protocol spoken here; another one ends the link. */
        public static final int VERSION = 1;

        public Hello {
            Check.argument(version >= 0, "version %s is negative", version);
            ExactNumber.require(timeMillis, "time");
            Check.argument(agent.matches("[ -~]{0,64}"), "the agent is not at most 64 printable characters");
            Check.argument(seenHost.matches("[a-zA-Z0-9._:%-]{0,253}"), "the seen host is not a host");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.hello(this);
        }
    }

    /** The last message: why the link ends, and, when we are full, others to try. */
    record Goodbye(Fault reason, List<PeerRecord> others) implements Message {
        public Goodbye {
            others = Bounds.list(others, OTHERS_MAX, "records");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.goodbye(this);
        }
    }

    /** Are you there? Answered by a {@link Pong} with the same nonce. */
    record Ping(long nonce) implements Message {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.ping(this);
        }
    }

    /** I am. */
    record Pong(long nonce) implements Message {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.pong(this);
        }
    }

    // ------------------------------------------------------------------ discovery

    /** Whom else do you know? */
    record GetPeers(int most) implements Message {
        public GetPeers {
            Check.argument(most >= 1 && most <= RECORDS_MAX, "asked for %s records, 1..%s", most, RECORDS_MAX);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.getPeers(this);
        }
    }

    /**
     * How many others the sender can count on.
     *
     * @param links peers it is linked to
     * @param contacts these, and those it knows by name and would call with some hope
     */
    record Reach(int links, int contacts) {
        /** Nobody counts further. */
        public static final int MAX = 65_535;

        public Reach {
            Check.argument(
                    links >= 0 && links <= contacts && contacts <= MAX, "%s links among %s contacts", links, contacts);
        }
    }

    /** Peer exchange: signed records only, so that nobody can invent a peer; and how well connected the sender is. */
    record Peers(List<PeerRecord> records, Reach reach) implements Message {
        public Peers {
            records = Bounds.list(records, RECORDS_MAX, "records");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.peers(this);
        }
    }

    /**
     * What a tracker last signed to the sender: it lists me, since then, among so many. Told after each announce, so that neighbours can
     * compare what a tracker says to each of them; only the sender's own counts.
     */
    record Receipt(TrackerHead head) implements Message {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.receipt(this);
        }
    }

    /** A newcomer with a short capsule asks for the rules; allowed before the greeting. */
    record GetSpec() implements Message {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.getSpec(this);
        }
    }

    /** The answer to {@link GetSpec}; whoever asked checks it against the network id. */
    record Spec(NetworkSpec spec) implements Message {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.spec(this);
        }
    }

    // ------------------------------------------------------------------ gossip

    /** Transactions in full, fresh ones or asked for by {@link IWant}: {@link #TRANSACTIONS_MAX} and {@link #TRANSACTIONS_BYTES_MAX} at most. */
    record Transactions(List<Transaction> transactions) implements Message {
        public Transactions {
            transactions = Bounds.transactions(transactions, TRANSACTIONS_MAX);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.transactions(this);
        }
    }

    /** Transaction ids the sender has lately seen (gossipsub's IHAVE). */
    record IHave(List<Hash> ids) implements Message {
        public IHave {
            ids = Bounds.list(ids, IDS_MAX, "ids");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.iHave(this);
        }
    }

    /** Please send these transactions (gossipsub's IWANT). */
    record IWant(List<Hash> ids) implements Message {
        public IWant {
            ids = Bounds.list(ids, IDS_MAX, "ids");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.iWant(this);
        }
    }

    /** No need to send me these any more (gossipsub 1.2's IDONTWANT). */
    record IDontWant(List<Hash> ids) implements Message {
        public IDontWant {
            ids = Bounds.list(ids, IDS_MAX, "ids");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.iDontWant(this);
        }
    }

    /** I push to you from now on; do so too (gossipsub's GRAFT). */
    record Graft() implements Message {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.graft(this);
        }
    }

    /** Stop pushing; do not graft me again before the back-off is over (gossipsub's PRUNE with peer exchange). */
    record Prune(long backoffMillis, List<PeerRecord> others) implements Message {
        public Prune {
            others = Bounds.list(others, OTHERS_MAX, "records");
            Check.argument(backoffMillis >= 0 && backoffMillis <= 3_600_000, "back-off %s ms", backoffMillis);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.prune(this);
        }
    }

    /** A new block without the transactions the receiver most likely has (BIP 152's idea): of each only the {@link #shortId}, in order. */
    record CompactBlock(BlockHeader header, List<Long> shortIds) implements Message {
        public CompactBlock {
            shortIds = Bounds.list(shortIds, SHORT_IDS_MAX, "short ids");
        }

        /** The short form of a transaction id: its first eight bytes, big-endian. */
        public static long shortId(Hash id) {
            return ByteBuffer.wrap(id.bytes().toArray()).getLong();
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.compactBlock(this);
        }
    }

    /** The transactions at these positions of a block are missing here. They rise, so that nobody can ask for one many times over. */
    record GetBlockTransactions(Hash block, List<Integer> positions) implements Message {
        public GetBlockTransactions {
            positions = Bounds.rising(positions, Block.TRANSACTIONS_MAX);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.getBlockTransactions(this);
        }
    }

    /** The answer to {@link GetBlockTransactions}, in the order of the positions. */
    record BlockTransactions(Hash block, List<Transaction> transactions) implements Message {
        public BlockTransactions {
            transactions = Bounds.transactions(transactions, Block.TRANSACTIONS_MAX);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.blockTransactions(this);
        }
    }

    // ------------------------------------------------------------------ sync

    /** Headers after the newest block of this list that you have on your best chain, oldest first. */
    record GetHeaders(List<Hash> locator) implements Message {
        public GetHeaders {
            locator = Bounds.list(locator, LOCATOR_MAX, "locator entries");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.getHeaders(this);
        }
    }

    /** Consecutive headers; fewer than {@link #HEADERS_MAX} means there are no more. Also announces a new tip. */
    record Headers(List<BlockHeader> headers) implements Message {
        public Headers {
            headers = Bounds.list(headers, HEADERS_MAX, "headers");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.headers(this);
        }
    }

    /** Please send these blocks, each as a {@link FullBlock}, or name what is missing in {@link NotFound}. */
    record GetBlocks(List<Hash> ids) implements Message {
        public GetBlocks {
            ids = Bounds.list(ids, BLOCKS_ASKED_MAX, "ids");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.getBlocks(this);
        }
    }

    /** A block with all its transactions, asked for or to whoever cannot use a compact one. */
    record FullBlock(Block block) implements Message {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.fullBlock(this);
        }
    }

    /** What was asked for and is not here. */
    record NotFound(List<Hash> ids) implements Message {
        public NotFound {
            ids = Bounds.list(ids, IDS_MAX, "ids");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.notFound(this);
        }
    }

    /** Something a newer version says; kept only to be counted and ignored. */
    record Unknown(int kind, Bytes content) implements Message {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unknown(this);
        }
    }

    /** Calls the method of this kind. */
    <R> R fold(Cases<R> cases);

    /** One method per kind of message: forgetting a kind does not compile. */
    interface Cases<R> {
        R hello(Hello hello);

        R goodbye(Goodbye goodbye);

        R ping(Ping ping);

        R pong(Pong pong);

        R getPeers(GetPeers getPeers);

        R peers(Peers peers);

        R receipt(Receipt receipt);

        R getSpec(GetSpec getSpec);

        R spec(Spec spec);

        R transactions(Transactions transactions);

        R iHave(IHave iHave);

        R iWant(IWant iWant);

        R iDontWant(IDontWant iDontWant);

        R graft(Graft graft);

        R prune(Prune prune);

        R compactBlock(CompactBlock compactBlock);

        R getBlockTransactions(GetBlockTransactions getBlockTransactions);

        R blockTransactions(BlockTransactions blockTransactions);

        R getHeaders(GetHeaders getHeaders);

        R headers(Headers headers);

        R getBlocks(GetBlocks getBlocks);

        R fullBlock(FullBlock fullBlock);

        R notFound(NotFound notFound);

        R unknown(Unknown unknown);
    }
}
