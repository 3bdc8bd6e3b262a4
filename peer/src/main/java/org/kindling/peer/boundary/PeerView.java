package org.kindling.peer.boundary;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Transaction;

/** What may be read of a peer between two steps, on the thread that steps it; changes nothing. */
public interface PeerView {
    NodeId node();

    NetworkId network();

    NetworkSpec spec();

    /** Our own current signed record. */
    PeerRecord self();

    /** URLs of trackers to tell a newcomer of, at most so many: those that answer, peers that stand in for one, those that are silent now. */
    List<String> trackers(int most);

    /** Signed records of ours and of others that may be handed on, at most so many; after our own those that stand in for a tracker. */
    List<PeerRecord> records(int most);

    Head head();

    /** The header at this height of the best chain. */
    Optional<BlockHeader> headerAt(Height height);

    /** A header we know, on any branch. */
    Optional<BlockHeader> header(Hash block);

    /** A block we have the body of, on any branch. */
    Optional<Block> block(Hash block);

    boolean isOnBestChain(Hash block);

    Account account(Address address);

    /** The nonce the next transaction of this address should have: after everything of it that waits without a gap. */
    long nextNonce(Address address);

    Optional<Transaction> waiting(Hash transaction);

    /** Why a transaction that was submitted here neither waits nor is in a block, as far as is remembered. */
    Optional<String> dropped(Hash transaction);

    /** Waiting transactions, best fee first. */
    List<Transaction> mempool(int most);

    int mempoolSize();

    List<Link> links();

    Neighbourhood neighbourhood();

    /** Of whom the operator wants nothing now. */
    List<Ban> bans();

    /** Worked out anew at every call: about as much work as checking a signature. */
    Independence independence();

    Sync sync();

    /**
     * The best chain's end.
     *
     * @param stateRoot of the state that is really there, whatever the header says
     */
    record Head(Height height, Hash block, Hash stateRoot, long timeMillis, BigInteger work) {}

    /** One settled link. */
    record Link(
            NodeId node,
            Direction direction,
            Endpoint remote,
            String agent,
            Height height,
            boolean isInMesh,
            long sinceMillis,
            long pingMillis) {}

    /**
     * @param remembered of the known, those who answered a call of ours
     * @param worthACall whoever is known, by name or by address alone, and has not just failed several times in a row
     * @param trackerCallsNeeded how often a tracker was asked because there was nobody else
     * @param refusals why the latest calls failed, latest first
     */
    record Neighbourhood(
            List<Source> sources,
            int known,
            int remembered,
            int worthACall,
            long trackerCalls,
            long trackerCallsNeeded,
            List<Refusal> refusals) {
        /** The same, and one source more. */
        public Neighbourhood and(Source more) {
            List<Source> all = new ArrayList<>(sources);
            all.add(more);
            return new Neighbourhood(all, known, remembered, worthACall, trackerCalls, trackerCallsNeeded, refusals);
        }
    }

    /**
     * Why the latest call to an address came to nothing.
     *
     * @param remedy what can be done about it, in words; empty where there is nothing to do
     */
    record Refusal(Endpoint endpoint, String reason, String remedy, long atMillis) {}

    /**
     * Can we lose the tracker now? Probabilities are of outliving the sudden loss of 80 % of all peers.
     *
     * @param isIndependent the answer
     * @param words the answer in a sentence, and what to do if it is no
     * @param waysBack in words, each a way into the network that alone is enough and needs no tracker
     * @param peers how many there seem to be, ourselves included
     * @param own that some peer we can call outlives a loss at random
     * @param ownByGroup the same if whole network groups are lost
     * @param network that all who are left can still reach each other
     */
    record Independence(
            boolean isIndependent,
            String words,
            List<String> waysBack,
            int peers,
            double own,
            double ownByGroup,
            double network) {}

    /**
     * One way of finding peers.
     *
     * @param state in words: "answered 12 peers", "silent: connection refused"
     * @param nextTryMillis Unix time; 0 if none is planned
     */
    record Source(String kind, String name, Standing standing, String state, long nextTryMillis) {}

    /** How it stands with a way of finding peers, for whoever does not read the words. */
    enum Standing {
        /** It answered the last time, or has somebody to offer. */
        WORKS,
        /** Not tried yet, being tried, or not needed now. */
        WAITING,
        /** It came to nothing the last time. */
        FAILS,
        /** What it says does not fit what is seen otherwise. */
        SUSPECT,
        /** The operator wants none of it, or has named nobody for it. */
        OFF
    }

    /** @param target the height that the heaviest headers reach */
    record Sync(Height height, Height target, boolean isCaughtUp) {}
}
