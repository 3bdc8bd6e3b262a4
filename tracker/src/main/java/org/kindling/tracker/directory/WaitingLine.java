package org.kindling.tracker.directory;

import java.util.Optional;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.tracker.directory.Tickets.Holder;
import org.kindling.tracker.directory.Tickets.Ticket;

/**
 * Who must wait before a crowded directory lists him, and for how long. After TopDisc, the topic advertisement of Ethereum's discv5, as it became DISC-NG
 * (Król et al., 2024): a registrar answers with a ticket and a waiting time, which grows with how full it is, how much of it the same topic has already, and how many
 * addresses like the newcomer's it holds.
 *
 * <pre>
 * wait = longest · x² · (share / 4 + 3 · similarity / 4)
 * x          = how much is taken of the room that is not free (the room of leases or, for the first of a network, of networks), 0 to 1
 * share      = leases of the same network among all, 0 to 1
 * similarity = how full the fullest corner of the address space is in which the newcomer stands ({@link Corners}), 0 to 1
 * longest    = a quarter of an hour
 * </pre>
 *
 * <p>DISC-NG has {@code life / (1 - x)^10 · (share + similarity + 1e-7)}: nobody is ever let in at once, and nobody at all into a full table. Rationale for the square,
 * which begins at half full and ends at a bound: a tracker that has room asks nobody to wait; an honest newcomer from where few are waits no longer than a quarter of the longest;
 * and a full directory takes newcomers in, at the cost of whoever stands where it is most crowded.
 *
 * <p>Address counts for three times as much as network. Rationale: most trackers serve one network, and a network id is free.
 *
 * <p>What is asked for may have changed when somebody comes back; what he has waited counts, and the rest gets another ticket.
 */
final class WaitingLine {
    private static final long SECOND_MILLIS = 1_000;

    private final DirectoryLimits limits;
    private final Leases leases;
    private final Tickets tickets;

    /** When a newcomer is let in, and what proves that it is then his turn. */
    record Turn(long afterMillis, Bytes ticket) {}

    WaitingLine(DirectoryLimits limits, Leases leases, Tickets tickets) {
        this.limits = limits;
        this.leases = leases;
        this.tickets = tickets;
    }

    /** Nothing, if the newcomer may come in now. */
    Optional<Turn> turn(VerifiedAnnounce announce, SeenHost seen, long nowMillis) {
        if (announce.announce().occasion() == Occasion.STOPPED) {
            return Optional.empty();
        }
        Holder holder = new Holder(announce.node(), seen, announce.record().network());
        long waitMillis = waitMillis(holder);
        if (waitMillis < SECOND_MILLIS) {
            return Optional.empty();
        }
        long sinceMillis = held(announce.announce().ticket(), holder, nowMillis)
                .map(Ticket::sinceMillis)
                .orElse(nowMillis);
        long dueMillis = sinceMillis + waitMillis;
        if (nowMillis >= dueMillis) {
            return Optional.empty();
        }
        Bytes ticket = tickets.give(new Ticket(sinceMillis, dueMillis), holder);
        return Optional.of(new Turn(dueMillis - nowMillis, ticket));
    }

    /** A ticket that is shown too late is none; too early, its time goes on. */
    private Optional<Ticket> held(Bytes given, Holder holder, long nowMillis) {
        return tickets.read(given, holder)
                .filter(ticket -> ticket.sinceMillis() <= nowMillis)
                .filter(ticket ->
                        nowMillis <= ticket.dueMillis() + limits.queue().windowMillis());
    }

    private long waitMillis(Holder holder) {
        int listed = leases.size();
        int ofNetwork = leases.swarm(holder.network()).size();
        double crowding = crowding((double) listed / limits.leasesMax());
        if (ofNetwork == 0) {
            crowding = Math.max(crowding, crowding((double) leases.networks() / limits.networksMax()));
        }
        if (crowding == 0) {
            return 0;
        }
        double share = listed == 0 ? 0 : (double) ofNetwork / listed;
        double weight = share / 4 + 3 * leases.similarity(holder.seen()) / 4;
        return Math.round(limits.queue().waitMillisMax() * crowding * crowding * weight);
    }

    /** How much is taken of what is not free. */
    private double crowding(double taken) {
        double free = limits.queue().freePercent() / 100.0;
        return Math.max(0, Math.min(1, (taken - free) / (1 - free)));
    }
}
