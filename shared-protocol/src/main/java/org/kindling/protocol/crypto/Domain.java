package org.kindling.protocol.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.kindling.protocol.Check;

/**
 * What a hash is about, mixed into the hash itself.
 *
 * <p>Rationale: bytes that mean one thing can never be shown later as if they meant another, whatever their
 * shape: a signed peer record is not a signed transaction. Tags are part of every network's rules; they are added,
 * never changed.
 */
public enum Domain {
    /** The id of a transaction, which is also what its sender signs. */
    TRANSACTION("kindling/transaction"),
    /** The id of a block header. */
    HEADER("kindling/header"),
    /** The proof of work over a block header. */
    WORK("kindling/work"),
    /** The id of a network: the hash of its specification. */
    NETWORK("kindling/network"),
    /** What derives from a network id: wire magic, swarm id, service name. */
    NETWORK_NAME("kindling/network-name"),
    /** The signed statement of a peer about itself. */
    PEER_RECORD("kindling/peer-record"),
    /** The address of an account, from its public key. */
    ADDRESS("kindling/address"),
    /** A node key vouching for the key of its TLS certificate. */
    TLS_BINDING("kindling/tls-binding"),
    /** A leaf of the state trie. */
    STATE_LEAF("kindling/state-leaf"),
    /** An inner node of the state trie. */
    STATE_NODE("kindling/state-node"),
    /** The path of an entry in the state trie. */
    STATE_KEY("kindling/state-key"),
    /** A node of the mountain range over all headers before a block. */
    HISTORY_NODE("kindling/history-node"),
    /** The id of a checkpoint. */
    CHECKPOINT("kindling/checkpoint"),
    /** A signed announce to a tracker. */
    ANNOUNCE("kindling/announce"),
    /** What a tracker signs of each of its answers. */
    TRACKER_HEAD("kindling/tracker-head"),
    /** All that a tracker answers but the head itself. */
    TRACKER_ANSWER("kindling/tracker-answer"),
    /** The secret by which a tracker knows its own waiting tickets; from its key, and seen by nobody else. */
    WAITING_TICKET("kindling/waiting-ticket"),
    /** The id of a set of rules, which separates peers that upgraded from those that did not. */
    FORK("kindling/fork"),
    /** The checksum of a capsule. */
    CAPSULE("kindling/capsule"),
    /** A signed vote for finality. */
    VOTE("kindling/vote"),
    /** A link of a membership chain. */
    MEMBERSHIP("kindling/membership"),
    /** The checksum of a file or of a chunk of state. */
    SNAPSHOT("kindling/snapshot"),
    /** Where in its address book a peer keeps an address; keyed by a secret and seen by nobody else. */
    ADDRESS_BOOK("kindling/address-book"),
    /** In which order peers are drawn to stand in for a tracker. */
    STAND_IN("kindling/stand-in"),
    /** The seed of a deterministic development key. */
    DEV_KEY("kindling/dev-key");

    private static final int TAG_LENGTH_MAX = 255;

    private final String tag;

    Domain(String tag) {
        Check.argument(tag.length() <= TAG_LENGTH_MAX, "tag %s does not fit its length byte", tag);
        this.tag = tag;
    }

    /** The ASCII text that stands before what is hashed. */
    public String tag() {
        return tag;
    }

    /** Feeds the length of the tag in one byte, then the tag. */
    void update(MessageDigest digest) {
        digest.update((byte) tag.length());
        digest.update(tag.getBytes(StandardCharsets.US_ASCII));
    }
}
