package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.core.session.Session;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;

/**
 * How many links we want, and whom to call for them.
 *
 * <p>A full mesh while so few are known that everybody can hold everybody; a few more outbound links than usual while the network is
 * small; otherwise the usual number. Rationale: in a small network a handful of failures is a large share of it.
 *
 * <p>Nobody is ever given up: a call that came to nothing is repeated after 1 to 60 seconds, the longer the more came to nothing.
 *
 * <p>Repair: when half of the links go within seconds, everybody remembered is called at once, with short time-outs, until the
 * links are back or a while has passed. Rationale: four of five peers may be gone, and calling them a few at a time would take minutes.
 */
final class DialPlan {
    private static final int REPAIR_WINDOWS = 3;

    /** Who called us and cannot be called himself is tried again after so many of the longest pauses. */
    private static final int CALLER_RESTS = 10;

    private final Limits.Links links;
    private final Limits.Discovery limits;
    private final AddressBook book;
    private final Neighbours neighbours;
    private final Chance chance;
    private final Feelers feelers;
    private final Map<LinkId, Attempt> attempts = new LinkedHashMap<>();
    private long repairUntilMillis = Long.MIN_VALUE;

    /** What a call is for. */
    private enum Purpose {
        LINK,
        /** Only to see whether somebody answers. */
        TEST,
        /** One link more than usual. */
        EXTRA
    }

    private record Attempt(
            Contact contact, Endpoint endpoint, @Nullable NodeId proven, Purpose purpose, long deadlineMillis) {
        boolean isFor(NodeId node) {
            return node.equals(proven) || contact.node().filter(node::equals).isPresent();
        }

        boolean isFor(Neighbours neighbours) {
            return (proven != null && neighbours.isLinked(proven))
                    || contact.node().filter(neighbours::isLinked).isPresent();
        }
    }

    DialPlan(Limits limits, AddressBook book, Neighbours neighbours, Chance chance) {
        this.links = limits.links();
        this.limits = limits.discovery();
        this.book = book;
        this.neighbours = neighbours;
        this.chance = chance;
        this.feelers = new Feelers(limits.discovery(), book, chance);
    }

    // ------------------------------------------------------------------ what became of a call

    /** Somebody answered and proved who he is. @return whether that is all we wanted to know: we are linked to him, because he called us */
    boolean connected(LinkId link, NodeId proven, NodeId self, long nowMillis) {
        Attempt attempt = attempts.get(link);
        if (attempt == null) {
            return false;
        }
        if (proven.equals(self)) {
            attempts.remove(link);
            book.isOurselves(attempt.contact());
            return false;
        }
        if (neighbours.isLinked(proven) && attempt.isFor(proven)) {
            book.answered(attempt.contact(), attempt.endpoint(), nowMillis);
            if (attempt.purpose() == Purpose.TEST) {
                attempts.remove(link);
                return true;
            }
        }
        boolean isUnknown = attempt.contact().node().isEmpty();
        Contact contact = isUnknown ? book.identified(attempt.contact(), proven) : attempt.contact();
        attempts.put(
                link, new Attempt(contact, attempt.endpoint(), proven, attempt.purpose(), attempt.deadlineMillis()));
        return false;
    }

    /** Both ends have said Hello. @return whether the link has thereby served its purpose */
    boolean settled(LinkId link, NodeId node, long nowMillis) {
        Attempt attempt = attempts.remove(link);
        if (attempt == null || attempt.contact().node().filter(node::equals).isEmpty()) {
            return false;
        }
        book.answered(attempt.contact(), attempt.endpoint(), nowMillis);
        return attempt.purpose() == Purpose.TEST && neighbours.outbound() >= target();
    }

    /** Where this call of ours went, if it has not settled yet. */
    Optional<Endpoint> endpoint(LinkId link) {
        return Optional.ofNullable(attempts.get(link)).map(Attempt::endpoint);
    }

    void failed(LinkId link, long nowMillis) {
        Attempt attempt = attempts.remove(link);
        if (attempt != null) {
            failed(attempt, nowMillis);
        }
    }

    /** A call that lost against another link to the same peer has not failed. */
    private void failed(Attempt attempt, long nowMillis) {
        Contact contact = attempt.contact();
        if (isLinked(attempt) && attempt.purpose() == Purpose.TEST) {
            contact.restUntil(nowMillis + CALLER_RESTS * limits.retryMillisMax());
        } else if (!isLinked(attempt)) {
            book.failed(
                    contact,
                    nowMillis
                            + chance.retryMillis(contact.failures(), limits.retryMillisMin(), limits.retryMillisMax()));
        }
    }

    /** Whether this call is to somebody we have another link with. */
    boolean isBesideAnother(LinkId link) {
        Attempt attempt = attempts.get(link);
        return attempt != null && isLinked(attempt);
    }

    private boolean isLinked(Attempt attempt) {
        return attempt.isFor(neighbours);
    }

    boolean isManual(LinkId link) {
        Attempt attempt = attempts.get(link);
        return attempt != null && attempt.contact().isManual();
    }

    // ------------------------------------------------------------------ calling

    /** Begins a repair, or lengthens the one under way: what is lost a moment later belongs to the same collapse. */
    void repair(int linksLost, long nowMillis, Shunned shunned, Outbox out) {
        boolean isNews = !isRepairing();
        repairUntilMillis = nowMillis + REPAIR_WINDOWS * limits.repairWindowMillis();
        int dials = call(wanted(), nowMillis, shunned, out);
        if (isNews) {
            out.report(new Fact.RepairStarted(linksLost, dials));
        }
    }

    void wake(long nowMillis, Shunned shunned, Outbox out) {
        forgetLostAttempts(nowMillis);
        if (neighbours.outbound() >= target() || nowMillis >= repairUntilMillis) {
            repairUntilMillis = Long.MIN_VALUE;
        }
        callManual(nowMillis, shunned, out);
        call(wanted(), nowMillis, shunned, out);
        if (isIdle() && feelers.isDueAt(nowMillis)) {
            test(nowMillis, shunned, out);
        }
    }

    /** Whether we have the links we want, or there is nobody to call for more. */
    private boolean isIdle() {
        return !isRepairing() && (wanted() <= 0 || attempts.isEmpty());
    }

    private void test(long nowMillis, Shunned shunned, Outbox out) {
        Set<NodeId> linked = neighbours.nodes();
        List<Contact> callers = new ArrayList<>();
        for (NodeId node : linked) {
            book.find(node)
                    .filter(contact -> !contact.hasAnswered() && contact.nextTryMillis() <= nowMillis)
                    .filter(contact -> !shunned.covers(contact))
                    .ifPresent(callers::add);
        }
        feelers.choose(
                        nowMillis,
                        free(shunned),
                        contact -> contact.node().filter(linked::contains).isPresent(),
                        callers)
                .ifPresent(contact -> dial(contact, Purpose.TEST, shunned, out));
    }

    /** An answer always comes; should one be lost all the same, the seat of the call is not. */
    private void forgetLostAttempts(long nowMillis) {
        List<LinkId> overdue = new ArrayList<>();
        attempts.forEach((link, attempt) -> {
            if (attempt.deadlineMillis() <= nowMillis) {
                overdue.add(link);
            }
        });
        overdue.forEach(link -> failed(link, nowMillis));
    }

    private void callManual(long nowMillis, Shunned shunned, Outbox out) {
        if (book.manual() == 0) {
            return;
        }
        Predicate<Contact> free = free(shunned).and(Contact::isManual);
        for (Contact contact : book.choose(limits.manualMax(), nowMillis, free, Collections.emptySet())) {
            dial(contact, Purpose.LINK, shunned, out);
        }
    }

    private int call(int most, long nowMillis, Shunned shunned, Outbox out) {
        if (most <= 0) {
            return 0;
        }
        List<Contact> chosen = book.choose(most, nowMillis, free(shunned), groupsHeld());
        for (Contact contact : chosen) {
            dial(contact, Purpose.LINK, shunned, out);
        }
        return chosen.size();
    }

    /** Calls somebody beyond the links we want, of a network group in which we hold none if there is any. */
    Optional<LinkId> callAnother(long nowMillis, Shunned shunned, Outbox out) {
        return book.choose(1, nowMillis, free(shunned), groupsHeld()).stream()
                .findFirst()
                .map(contact -> dial(contact, Purpose.EXTRA, shunned, out));
    }

    boolean isCalling(LinkId link) {
        return attempts.containsKey(link);
    }

    /** Network groups in which we hold an outbound link or are about to. */
    private Set<String> groupsHeld() {
        Set<String> held = new LinkedHashSet<>();
        attempts.values().forEach(attempt -> held.add(attempt.contact().group()));
        for (Session session : neighbours.all()) {
            if (session.isOutbound()) {
                book.find(session.node()).ifPresent(contact -> held.add(contact.group()));
            }
        }
        return held;
    }

    private LinkId dial(Contact contact, Purpose purpose, Shunned shunned, Outbox out) {
        long timeoutMillis = isRepairing() ? limits.repairDialTimeoutMillis() : limits.dialTimeoutMillis();
        Endpoint endpoint = shunned.place(contact).orElseThrow();
        LinkId link = out.dial(endpoint, contact.node(), timeoutMillis);
        contact.called();
        long deadlineMillis = shunned.nowMillis() + timeoutMillis + 2 * links.handshakeMillis();
        attempts.put(link, new Attempt(contact, endpoint, null, purpose, deadlineMillis));
        return link;
    }

    /** Not linked, not being called, not shunned. */
    private Predicate<Contact> free(Shunned shunned) {
        Set<NodeId> linked = neighbours.nodes();
        Set<Contact> called = new LinkedHashSet<>();
        attempts.values().forEach(attempt -> called.add(attempt.contact()));
        return contact -> contact.node().filter(linked::contains).isEmpty()
                && !called.contains(contact)
                && !shunned.covers(contact);
    }

    private boolean isRepairing() {
        return repairUntilMillis != Long.MIN_VALUE;
    }

    private boolean isFullMesh() {
        return book.known() <= links.fullMeshPeers();
    }

    /** How many outbound links we want. */
    int target() {
        if (isFullMesh()) {
            return links.fullMeshPeers();
        }
        return book.known() <= links.smallNetworkPeers() ? links.outboundSmallNetwork() : links.outbound();
    }

    private int wanted() {
        int missing = target() - neighbours.outbound();
        if (missing <= 0) {
            return 0;
        }
        int calls = (int) attempts.values().stream()
                .filter(attempt -> attempt.purpose() == Purpose.LINK)
                .count();
        return isRepairing() ? limits.repairDials() - calls : Math.min(missing, limits.dialsAtOnce()) - calls;
    }

    // ------------------------------------------------------------------ time

    long nextDeadline(long nowMillis, Shunned shunned) {
        long next = Long.MAX_VALUE;
        for (Attempt attempt : attempts.values()) {
            next = Math.min(next, attempt.deadlineMillis());
        }
        if (isRepairing()) {
            next = Math.min(next, repairUntilMillis);
        }
        if (isIdle()) {
            next = Math.min(next, feelers.nextDeadline());
        }
        if (wanted() <= 0 && book.manual() == 0) {
            return next;
        }
        Predicate<Contact> free = free(shunned);
        return Math.min(next, book.nextTryMillis(nowMillis, wanted() > 0 ? free : free.and(Contact::isManual)));
    }

    int underWay() {
        return attempts.size();
    }
}
