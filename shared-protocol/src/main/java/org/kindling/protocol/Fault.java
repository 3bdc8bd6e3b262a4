package org.kindling.protocol;

import java.util.Locale;

/**
 * Everything a stranger can do wrong, each with a name of its own.
 *
 * <p>A fault is a value, never an exception that travels: decoders, validation and sessions answer with it, the session weighs
 * the {@link Blame} and decides what becomes of the link, and logs, metrics and the API print {@link #text()}.
 */
public enum Fault {
    // bytes and frames
    FRAME_TOO_LARGE(Blame.HOSTILE, "a frame larger than the limit"),
    FRAME_OF_ANOTHER_NETWORK(Blame.STRANGER, "a frame of another network"),
    UNREADABLE(Blame.HOSTILE, "bytes that are not a message"),
    NOT_CANONICAL(Blame.HOSTILE, "bytes that do not re-encode to themselves"),
    OUT_OF_RANGE(Blame.HOSTILE, "a field outside its range"),
    TOO_MANY_ITEMS(Blame.HOSTILE, "a list longer than the limit"),
    UNKNOWN_MESSAGE(Blame.NONE, "a message of a kind this version does not know"),

    // sessions
    WRONG_NETWORK(Blame.STRANGER, "a peer of another network"),
    WRONG_VERSION(Blame.STRANGER, "a peer of an incompatible protocol version"),
    WRONG_IDENTITY(Blame.STRANGER, "another identity than the one expected at this address"),
    OWN_SELF(Blame.NONE, "a link to ourselves"),
    SECOND_LINK(Blame.NONE, "a second link to the same peer"),
    FULL(Blame.NONE, "no room for another link"),
    DISCOURAGED(Blame.NONE, "a peer that misbehaved before"),
    BANNED(Blame.NONE, "a peer the operator has banned"),
    HANDSHAKE_TIMEOUT(Blame.STRANGER, "no greeting in time"),
    SILENT(Blame.NONE, "nothing heard for too long"),
    LEAVING(Blame.NONE, "the peer is shutting down"),
    REPLACED(Blame.NONE, "the link made room for a better one"),
    TEST_CALL(Blame.NONE, "the call was only to see whether somebody answers"),
    OUT_OF_TURN(Blame.HOSTILE, "a message before the greeting, or a second greeting"),
    UNASKED(Blame.RUDE, "an answer to a question nobody asked"),
    TOO_FAST(Blame.RUDE, "more messages than the rate limit allows"),
    BROKEN_PROMISE(Blame.RUDE, "something announced and then not delivered"),

    // peer records
    RECORD_FORGED(Blame.HOSTILE, "a peer record whose signature does not fit"),
    RECORD_EXPIRED(Blame.NONE, "an expired peer record"),
    RECORD_TOO_LONG_LIVED(Blame.RUDE, "a peer record that expires more than a day ahead"),
    RECORD_OF_ANOTHER_NETWORK(Blame.RUDE, "a peer record of another network"),
    RECEIPT_FORGED(Blame.HOSTILE, "a tracker's receipt whose signature does not fit, or somebody else's"),

    // transactions
    TRANSACTION_OF_ANOTHER_NETWORK(Blame.HOSTILE, "a transaction of another network or branch"),
    TRANSACTION_FORGED(Blame.HOSTILE, "a transaction whose signature does not fit"),
    TRANSACTION_EXPIRED(Blame.NONE, "an expired transaction"),
    TRANSACTION_EXPIRES_TOO_LATE(Blame.NONE, "a transaction that expires too far ahead"),
    NONCE_USED(Blame.NONE, "a transaction whose nonce is used up"),
    NONCE_TOO_FAR(Blame.NONE, "a transaction whose nonce is too far ahead"),
    CONFLICTING_TRANSACTION(Blame.NONE, "another transaction with this nonce is waiting and pays as much"),
    BALANCE_TOO_LOW(Blame.NONE, "a transaction that spends more than there is"),
    FEE_TOO_LOW(Blame.NONE, "a transaction below the minimum fee"),
    AMOUNT_OVERFLOW(Blame.HOSTILE, "amounts that add up to more than can exist"),
    MEMPOOL_FULL(Blame.NONE, "no room in the mempool for this fee"),
    TOO_MANY_PENDING(Blame.NONE, "too many waiting transactions of one sender"),

    // blocks
    BLOCK_VERSION(Blame.HOSTILE, "a block of an unknown version"),
    BLOCK_HEIGHT(Blame.HOSTILE, "a block whose height is not its parent's plus one"),
    BLOCK_TIME_TOO_EARLY(Blame.HOSTILE, "a block not later than its parent"),
    BLOCK_TARGET(Blame.HOSTILE, "a block with another target than the rules give"),
    BLOCK_WORK(Blame.HOSTILE, "a block whose work does not meet its target"),
    BLOCK_TOO_LARGE(Blame.HOSTILE, "a block above the size limit"),
    BLOCK_TRANSACTION_ROOT(Blame.HOSTILE, "a block whose transactions do not hash to its root"),
    BLOCK_TRANSACTION(Blame.HOSTILE, "a block with a transaction that is not allowed"),
    BLOCK_STATE_ROOT(Blame.HOSTILE, "a block whose state root is wrong"),
    BLOCK_HISTORY_ROOT(Blame.HOSTILE, "a block whose history root is wrong"),
    BLOCK_ON_REFUSED_PARENT(Blame.NONE, "a block on a refused block"),
    HEADERS_DISCONNECTED(Blame.RUDE, "headers that do not follow one another");

    /** How much of a fault is the sender's own doing; only that may cost it anything. */
    public enum Blame {
        /** Nobody's fault: honest peers do this too. */
        NONE,
        /** Somebody who wants something else; the link ends, nothing is held against the address. */
        STRANGER,
        /** Bad manners; weighs a little, is forgotten with time. */
        RUDE,
        /** No honest peer sends this; the link ends and the identity is discouraged. */
        HOSTILE
    }

    private final Blame blame;
    private final String text;

    Fault(Blame blame, String text) {
        this.blame = blame;
        this.text = text;
    }

    /** Whose doing it is. */
    public Blame blame() {
        return blame;
    }

    /** What happened, in words that fit behind "refused:". */
    public String text() {
        return text;
    }

    /** What whoever was refused for it can do, in words; empty where there is nothing to do but to go on. */
    public String remedy() {
        return switch (this) {
            case WRONG_NETWORK, FRAME_OF_ANOTHER_NETWORK ->
                "that peer belongs to another network: check the address, or join that network with its capsule";
            case WRONG_VERSION -> "one of the two programs is too old: update it";
            case WRONG_IDENTITY -> "somebody else lives there now: take the address out, or ask for a fresh capsule";
            case OWN_SELF -> "this address is our own: take it out";
            case FULL -> "others were named instead and are called now; it is called again by itself";
            case DISCOURAGED -> "it holds a broken rule against this peer for an hour: update this program";
            case BANNED -> "ask its operator to lift the ban; nothing here can";
            case HANDSHAKE_TIMEOUT, SILENT -> "it or the way to it is overloaded; it is called again by itself";
            case LEAVING -> "it restarts or goes; it is called again by itself";
            case UNREADABLE, NOT_CANONICAL, OUT_OF_RANGE, TOO_MANY_ITEMS, FRAME_TOO_LARGE, OUT_OF_TURN ->
                "the two programs do not speak the same: update the older one";
            case RECORD_FORGED, RECORD_EXPIRED, RECORD_TOO_LONG_LIVED -> "compare the clocks of the two machines";
            default -> "";
        };
    }

    /** The name as it appears in the API and in metrics: lower case, words joined by hyphens. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
