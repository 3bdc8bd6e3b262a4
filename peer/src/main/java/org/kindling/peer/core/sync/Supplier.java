package org.kindling.peer.core.sync;

import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.message.ChainTip;

/** One link as a source of headers and blocks. */
final class Supplier {
    private static final long NEVER = Long.MAX_VALUE;

    private final LinkId link;
    private final Limits.Sync limits;
    private ChainTip tip;
    private long headersDeadlineMillis = NEVER;
    private boolean isLeading;
    private boolean hasToldAll;
    private int headersLapsed;
    private long timeoutMillis;
    private int openBlocks;
    private boolean isLate;
    private long pausedUntilMillis;

    Supplier(LinkId link, ChainTip tip, Limits.Sync limits) {
        this.link = link;
        this.tip = tip;
        this.limits = limits;
        this.timeoutMillis = limits.blockTimeoutMillisMin();
    }

    LinkId link() {
        return link;
    }

    ChainTip tip() {
        return tip;
    }

    void claims(ChainTip other) {
        if (other.work().compareTo(tip.work()) > 0) {
            tip = other;
            hasToldAll = false;
        }
    }

    boolean isAskedForHeaders() {
        return headersDeadlineMillis != NEVER;
    }

    /** @param leading whether the answer is expected to bring us forward, so that nobody else need be asked meanwhile */
    void askedForHeaders(boolean leading, long nowMillis) {
        isLeading = leading;
        headersDeadlineMillis = nowMillis + limits.headersTimeoutMillis();
    }

    /** Whether it is asked and the others wait for what it says. */
    boolean isLeading() {
        return isAskedForHeaders() && isLeading;
    }

    void answeredHeaders() {
        headersDeadlineMillis = NEVER;
    }

    void letHeadersLapse() {
        headersDeadlineMillis = NEVER;
        headersLapsed++;
    }

    int headersLapsed() {
        return headersLapsed;
    }

    /** Whatever it claimed: it has no more headers to show, until it claims more. */
    void toldAllHeaders() {
        hasToldAll = true;
    }

    boolean hasToldAll() {
        return hasToldAll;
    }

    long headersDeadlineMillis() {
        return headersDeadlineMillis;
    }

    boolean hasRoomAt(long nowMillis) {
        return nowMillis >= pausedUntilMillis && openBlocks < (isLate ? 1 : limits.blocksPerLink());
    }

    int openBlocks() {
        return openBlocks;
    }

    /** @return the deadline of this request */
    long askedForBlock(long nowMillis) {
        openBlocks++;
        return nowMillis + timeoutMillis;
    }

    void deliveredBlock() {
        openBlocks--;
        isLate = false;
        timeoutMillis = Math.max(limits.blockTimeoutMillisMin(), timeoutMillis / 2);
    }

    void letBlockLapse() {
        openBlocks--;
        isLate = true;
        timeoutMillis = Math.min(limits.blockTimeoutMillisMax(), timeoutMillis * 2);
    }

    /** It has not got the block after all; asking at once again would only make a circle. */
    void refusedBlock(long nowMillis) {
        openBlocks--;
        pausedUntilMillis = nowMillis + limits.blockTimeoutMillisMin();
    }

    long pausedUntilMillis() {
        return pausedUntilMillis;
    }

    boolean isLate() {
        return isLate;
    }
}
