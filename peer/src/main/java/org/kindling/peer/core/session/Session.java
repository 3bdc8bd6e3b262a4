package org.kindling.peer.core.session;

import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.message.ChainTip;
import org.kindling.protocol.message.Message;

/** A settled link: both ends have said Hello and agree on network and version. */
public final class Session {
    private final Unsettled beginning;
    private final Message.Hello hello;
    private final long sinceMillis;
    private long clockOffsetMillis;
    private final Manners manners;
    private ChainTip tip;
    private long pingMillis = Long.MAX_VALUE;
    private long heardAtMillis;
    private long usefulAtMillis;
    private long nextPingAtMillis;
    private long pingNonce;
    private long pingSentAtMillis = Long.MIN_VALUE;

    Session(Unsettled beginning, Message.Hello hello, long nowMillis, long nextPingAtMillis) {
        this.beginning = beginning;
        this.hello = hello;
        this.sinceMillis = nowMillis;
        this.clockOffsetMillis = hello.timeMillis() - nowMillis;
        this.manners = new Manners(nowMillis);
        this.tip = hello.tip();
        this.heardAtMillis = nowMillis;
        this.nextPingAtMillis = nextPingAtMillis;
    }

    public LinkId link() {
        return beginning.link();
    }

    public NodeId node() {
        return beginning.node();
    }

    public PublicKey key() {
        return beginning.key();
    }

    public Direction direction() {
        return beginning.link().direction();
    }

    public boolean isOutbound() {
        return beginning.isOutbound();
    }

    /** Whether the operator or a capsule asked for this peer; it is never refused or displaced for lack of room. */
    public boolean isManual() {
        return beginning.isManual();
    }

    /** Where the other end is seen; for an inbound link not where it can be dialled. */
    public Endpoint remote() {
        return beginning.remote();
    }

    /** The record its Hello brought: of this key and network, its signature yet to be checked. */
    public PeerRecord record() {
        return hello.self();
    }

    public String agent() {
        return hello.agent();
    }

    /** The host from which the other end says we called; empty if it called us. */
    public String seenHost() {
        return hello.seenHost();
    }

    /** The heaviest chain the other end has claimed to follow. */
    public ChainTip tip() {
        return tip;
    }

    /** Takes note of a claimed chain end, if it is heavier than the one before. */
    public void heardTip(ChainTip claimed) {
        if (claimed.work().compareTo(tip.work()) > 0) {
            tip = claimed;
        }
    }

    /** Takes note that it was the first to bring us a transaction or a block that was accepted; such a peer is not displaced. */
    void wasUseful(long nowMillis) {
        usefulAtMillis = nowMillis;
    }

    /** When both ends had said Hello, Unix time. */
    public long sinceMillis() {
        return sinceMillis;
    }

    /** The shortest round trip measured, or {@link Long#MAX_VALUE} before the first. */
    public long pingMillis() {
        return pingMillis;
    }

    /** How far the other end's clock was ahead of ours when it said Hello, its message's way included. */
    public long clockOffsetMillis() {
        return clockOffsetMillis;
    }

    /** Our time has leapt by so much since. */
    void clockWasSetAhead(long byMillis) {
        clockOffsetMillis -= byMillis;
    }

    Pace pace() {
        return beginning.pace();
    }

    Manners manners() {
        return manners;
    }

    long usefulAtMillis() {
        return usefulAtMillis;
    }

    long heardAtMillis() {
        return heardAtMillis;
    }

    void heard(long nowMillis) {
        heardAtMillis = nowMillis;
    }

    long nextPingAtMillis() {
        return nextPingAtMillis;
    }

    Message.Ping ping(long nonce, long nowMillis, long nextAtMillis) {
        pingNonce = nonce;
        pingSentAtMillis = nowMillis;
        nextPingAtMillis = nextAtMillis;
        return new Message.Ping(nonce);
    }

    void pong(long nonce, long nowMillis) {
        if (pingSentAtMillis != Long.MIN_VALUE && nonce == pingNonce) {
            pingMillis = Math.min(pingMillis, nowMillis - pingSentAtMillis);
            pingSentAtMillis = Long.MIN_VALUE;
        }
    }
}
