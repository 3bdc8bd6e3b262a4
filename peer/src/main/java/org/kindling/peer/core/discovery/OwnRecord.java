package org.kindling.peer.core.discovery;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.Token;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.identity.Role;

/**
 * Our own peer record: issued at birth, renewed at half of its life and when our roles or {@link Whereabouts} change.
 *
 * <p>A sequence number is on disk before a record that carries it is on the wire (INV-001); numbers are reserved a block at a time.
 * Rationale: after a crash we must never sign a second, different record with a number that others have seen, and one write per
 * hundred records is cheaper than one each.
 */
public final class OwnRecord {
    private static final long RESERVED_AT_ONCE = 100;

    private final PeerSetup setup;
    private final Whereabouts whereabouts;
    private final long lifetimeMillis;
    private long sequence;
    private long reserved;
    private @Nullable Token reservation;
    private List<Role> roles;
    private PeerRecord current;
    private boolean isWanted = true;

    /**
     * @param recoveredSequence highest sequence an earlier life wrote down, or 0
     * @param roles what we offer from the start
     */
    public OwnRecord(PeerSetup setup, Whereabouts whereabouts, long recoveredSequence, List<Role> roles) {
        this.setup = setup;
        this.whereabouts = whereabouts;
        this.lifetimeMillis = setup.limits().discovery().recordLifetimeMillis();
        this.sequence = recoveredSequence;
        this.reserved = recoveredSequence;
        this.roles = List.copyOf(roles);
        this.current = sign(recoveredSequence, 0);
    }

    /** The newest record; until {@link #isIssued} one that has expired already and must not leave this peer. */
    public PeerRecord current() {
        return current;
    }

    /** Whether there is a record others may see. */
    public boolean isIssued() {
        return current.expiryMillis() > 0;
    }

    /** From now on we offer this; the next {@link #wake} issues the record that says so. */
    public void offer(List<Role> changed) {
        if (!changed.equals(roles)) {
            roles = List.copyOf(changed);
            isWanted = true;
        }
    }

    /** Issues a new record if one is due and a number is reserved; reserves numbers if none is left. */
    public void wake(long nowMillis, Outbox out) {
        isWanted |= nowMillis >= renewAtMillis() || hasMoved();
        if (!isWanted || reservation != null) {
            return;
        }
        if (sequence < reserved) {
            issue(nowMillis, out);
        } else {
            reservation = out.persist(List.of(new Entry.RecordSequence(reserved + RESERVED_AT_ONCE)));
        }
    }

    /** @return whether this was our reservation; then a record was issued */
    public boolean persisted(Token token, long nowMillis, Outbox out) {
        if (!token.equals(reservation)) {
            return false;
        }
        reservation = null;
        reserved += RESERVED_AT_ONCE;
        issue(nowMillis, out);
        return true;
    }

    /** The disk refused what was asked of it; a reservation among that is asked for anew. */
    public void persistFailed(Token token) {
        if (token.equals(reservation)) {
            reservation = null;
        }
    }

    /** More numbers than are reserved now, for whoever wants to know whether the disk takes anything. */
    public Entry.RecordSequence furtherReservation() {
        return new Entry.RecordSequence(reserved + RESERVED_AT_ONCE);
    }

    /** Numbers up to this one are on disk. */
    public void reserved(long upTo) {
        reserved = Math.max(reserved, upTo);
    }

    /** When {@link #wake} next has something to do; {@link Long#MAX_VALUE} while the disk is busy with a reservation. */
    public long nextDeadline() {
        if (reservation != null) {
            return Long.MAX_VALUE;
        }
        return isWanted || hasMoved() ? 0 : renewAtMillis();
    }

    private long renewAtMillis() {
        return current.expiryMillis() - lifetimeMillis / 2;
    }

    private boolean hasMoved() {
        return !current.endpoints().equals(whereabouts.advertised());
    }

    private void issue(long nowMillis, Outbox out) {
        if (hasMoved()) {
            out.report(new Fact.AddressChanged(current.endpoints(), whereabouts.advertised()));
        }
        sequence++;
        current = sign(sequence, nowMillis + lifetimeMillis);
        isWanted = false;
    }

    private PeerRecord sign(long number, long expiryMillis) {
        return new PeerRecord.Content(
                        setup.spec().id(),
                        setup.key().publicKey(),
                        number,
                        whereabouts.advertised(),
                        roles,
                        setup.spec().branch(),
                        expiryMillis)
                .sign(setup.key());
    }
}
