package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Standing;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.message.Message;

/**
 * Holds trackers to their word. Signatures are checked before anything comes here.
 *
 * <p>A tracker is suspected when it contradicts what it signed ({@link Testimony}); when it leaves out somebody whom it says it names,
 * though there was room; when a record it hands out is forged, which it had to check; when it never names those whom
 * it lists and could name ({@link PassedOver}); and when those it claims to have reached do not answer ({@link TryOuts}), or it makes all of them
 * look too old to be tried ({@link Staleness}).
 *
 * <p>Once suspected it stays so for this life of ours. Rationale: whoever lies for an hour does not become honest in the next. Nothing that a
 * suspect says makes us call anybody to see whether he is there.
 */
public final class Audit {
    private static final String SUSPECTS = "suspect trackers";
    private static final int SUSPECTS_HINTS_MAX = 8;
    private static final int NEIGHBOURS_MAX = 128;
    private static final int RECORDS_ASKED = 1;
    private static final long RECEIPT_PAUSE_MILLIS = 5_000;

    private final AddressBook book;
    private final Neighbours neighbours;
    private final Chance chance;
    private final TryOuts tryOuts;
    private final Waits waits = new Waits();
    private final Map<String, Testimony> testimonies = new LinkedHashMap<>();
    private final Map<String, PassedOver> passedOver = new LinkedHashMap<>();
    private final Map<String, Staleness> staleness = new LinkedHashMap<>();
    private final Set<String> believed = new LinkedHashSet<>();
    private final Map<NodeId, Long> receiptAt = new LinkedHashMap<>();
    private final Map<String, String> suspicions = new LinkedHashMap<>();
    private boolean hasNews;

    Audit(AddressBook book, Neighbours neighbours, Chance chance, long timeoutMillis) {
        this.book = book;
        this.neighbours = neighbours;
        this.chance = chance;
        this.tryOuts = new TryOuts(book, neighbours, chance, timeoutMillis, this::suspect);
    }

    // ------------------------------------------------------------------ what trackers say

    /** Some of those we are linked with, for an announce to ask about: first whom this tracker passed over last time. */
    List<NodeId> about(String tracker) {
        List<NodeId> linked = new ArrayList<>(neighbours.nodes());
        chance.shuffle(linked);
        Set<NodeId> about = new LinkedHashSet<>();
        Optional.ofNullable(passedOver.get(tracker)).ifPresent(nodes -> about.addAll(nodes.pending()));
        about.retainAll(linked);
        about.addAll(linked);
        return about.stream().limit(Announce.ABOUT_MAX).toList();
    }

    /** Why an answer, truly signed by somebody, does not count. */
    Optional<String> refusal(String tracker, Announce asked, AnnounceReply reply, long nowMillis) {
        TrackerHead head = reply.head();
        boolean isLeftOut = asked.occasion() != Announce.Occasion.STOPPED
                && !head.isListed()
                && !waits.isFair(tracker, reply, nowMillis);
        Optional<String> refusal = isLeftOut
                ? Optional.of("it answers and does not list us")
                : testimony(tracker).refusal(head.content());
        if (refusal.isEmpty()) {
            believed.add(tracker);
        }
        return refusal;
    }

    /** Whether the last answer of this tracker counted, and no silence followed. */
    public boolean isBelieved(String tracker) {
        return believed.contains(tracker);
    }

    /** This tracker did not answer, or its answer did not count. */
    void silent(String tracker) {
        believed.remove(tracker);
        Optional.ofNullable(staleness.get(tracker)).ifPresent(Staleness::silent);
    }

    /** Notes what an answer that counts says, plans to call some of those it names, and shows our receipt to the neighbours. */
    void answered(Event.TrackerAnswered answer, Announce asked, long nowMillis, Outbox out) {
        String tracker = answer.tracker();
        AnnounceReply reply = answer.reply();
        suspect(tracker, testimony(tracker).answered(reply.head().content()));
        suspect(tracker, standings(testimony(tracker), asked, reply));
        PassedOver nodes = passedOver.computeIfAbsent(tracker, any -> new PassedOver(book, neighbours));
        suspect(tracker, nodes.answered(asked, reply));
        askForRecords(nodes.pending(), out);
        suspect(
                tracker,
                staleness.computeIfAbsent(tracker, any -> new Staleness()).answered(reply));
        if (suspicion(tracker).isEmpty()) {
            tryOuts.answered(tracker, reply, nowMillis);
        }
        if (reply.head().isListed()) {
            waits.listed(tracker, reply, nowMillis);
            Message receipt = new Message.Receipt(reply.head());
            neighbours.all().forEach(session -> out.send(session.link(), receipt));
        }
    }

    /** Rationale: whoever has lost its address tells the tracker at once, and neighbours when they ask. */
    private void askForRecords(List<NodeId> nodes, Outbox out) {
        neighbours.all().stream()
                .filter(session -> nodes.contains(session.node()))
                .forEach(session -> out.send(session.link(), new Message.GetPeers(RECORDS_ASKED)));
    }

    /** @return the contradiction, if there is one */
    private static Optional<String> standings(Testimony testimony, Announce asked, AnnounceReply reply) {
        List<NodeId> named = reply.records().stream().map(PeerRecord::nodeId).toList();
        boolean hasRoom = named.size() < asked.want();
        Optional<String> contradiction = Optional.empty();
        for (int i = 0; i < asked.about().size(); i++) {
            NodeId node = asked.about().get(i);
            Standing standing = reply.content().standings().get(i);
            if (standing == Standing.ABSENT) {
                Optional<String> hiding =
                        testimony.absent(node, reply.head().content().timeMillis());
                contradiction = contradiction.or(() -> hiding);
            } else if (standing == Standing.NAMED && hasRoom && !named.contains(node)) {
                contradiction =
                        contradiction.or(() -> Optional.of("it keeps back peer " + node + ", which it says it names"));
            }
        }
        return contradiction;
    }

    /** What is worth looking at of an answer: of a suspect's little. */
    List<PeerRecord> hints(String tracker, AnnounceReply reply) {
        List<PeerRecord> records = reply.records();
        return suspicion(tracker).isEmpty()
                ? records
                : records.subList(0, Math.min(records.size(), SUSPECTS_HINTS_MAX));
    }

    /** Whom the book is to remember as the source of what this tracker says: all suspects together are one. */
    public String source(String tracker) {
        return suspicion(tracker).isPresent() ? SUSPECTS : tracker;
    }

    /** These signatures were checked and are true. */
    void learned(List<PeerRecord> verified, long nowMillis) {
        tryOuts.learned(verified, nowMillis);
    }

    /** A signature of a record that this tracker handed out is false. */
    public void forged(String tracker) {
        if (testimonies.containsKey(tracker)) {
            suspect(tracker, Optional.of("it hands out forged records"));
        }
    }

    // ------------------------------------------------------------------ what neighbours say

    /** Whether a neighbour's receipt can tell us anything: it is of a tracker that answered us, and not just one more. */
    public boolean isWorthChecking(NodeId from, TrackerHead head, long nowMillis) {
        boolean isOfOurs = testimonies.values().stream().anyMatch(testimony -> testimony.isSameTracker(head.content()));
        Long last = receiptAt.get(from);
        if (!isOfOurs || (last != null && nowMillis - last < RECEIPT_PAUSE_MILLIS)) {
            return false;
        }
        receiptAt.remove(from);
        if (receiptAt.size() >= NEIGHBOURS_MAX) {
            receiptAt.remove(receiptAt.keySet().iterator().next());
        }
        receiptAt.put(from, nowMillis);
        return true;
    }

    /** A receipt whose signature is true. */
    public void receipt(TrackerHead head) {
        testimonies.forEach((tracker, testimony) -> suspect(tracker, testimony.receipt(head.content())));
    }

    // ------------------------------------------------------------------ calls

    /** Whether somebody is to be called or told of. */
    boolean isDue() {
        return hasNews || tryOuts.isPlanned();
    }

    /** @param shunned whom we do not call, for whatever reason */
    void wake(Predicate<Door> shunned, Outbox out) {
        hasNews = false;
        tryOuts.wake(shunned, out);
    }

    void connected(LinkId outbound, NodeId proven) {
        tryOuts.connected(outbound, proven);
    }

    void failed(LinkId link) {
        tryOuts.failed(link);
    }

    /** Whether this link was only to see whether somebody is there. */
    boolean isServed(LinkId link) {
        return tryOuts.isServed(link);
    }

    // ------------------------------------------------------------------ suspicion

    private void suspect(String tracker, Optional<String> reason) {
        reason.ifPresent(words -> {
            hasNews |= suspicions.putIfAbsent(tracker, words) == null;
            tryOuts.forget(tracker);
        });
    }

    /** What there is against this tracker. */
    Optional<String> suspicion(String tracker) {
        return Optional.ofNullable(suspicions.get(tracker));
    }

    private Testimony testimony(String tracker) {
        return testimonies.computeIfAbsent(tracker, any -> new Testimony());
    }
}
