package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Listing;
import org.kindling.protocol.announce.Standing;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.message.Message;

/**
 * Holds trackers to their word. Signatures are checked before anything comes here.
 *
 * <p>A tracker is suspected when it contradicts what it signed ({@link Testimony}); when it leaves out somebody whom it says it names,
 * though there was room; when a record it hands out is forged, which it had to check; and when those it claims to have reached just now do
 * not answer ({@link Trials}), if others have answered us: otherwise the fault may be ours.
 *
 * <p>Once suspected it stays so for this life of ours. Rationale: whoever lies for an hour does not become honest in the next.
 */
public final class Audit {
    private static final String SUSPECTS = "suspect trackers";
    private static final int SUSPECTS_HINTS_MAX = 8;
    private static final int TRIALS_PER_ANSWER = 8;
    private static final int TRACKERS_MAX = 16;
    private static final int NEIGHBOURS_MAX = 128;
    private static final long RECEIPT_PAUSE_MILLIS = 5_000;

    private final AddressBook book;
    private final Neighbours neighbours;
    private final Chance chance;
    private final TestCalls calls;
    private final Map<String, Testimony> testimonies = new LinkedHashMap<>();
    private final Map<String, Trials> trials = new LinkedHashMap<>();
    private final Map<NodeId, String> unchecked = new LinkedHashMap<>();
    private final Map<NodeId, Long> receiptAt = new LinkedHashMap<>();
    private final Map<String, String> suspicions = new LinkedHashMap<>();
    private boolean hasAnybodyAnswered;
    private boolean hasNews;

    Audit(AddressBook book, Neighbours neighbours, Chance chance, long timeoutMillis) {
        this.book = book;
        this.neighbours = neighbours;
        this.chance = chance;
        this.calls = new TestCalls(timeoutMillis);
    }

    // ------------------------------------------------------------------ what trackers say

    /** Some of those we are linked with, for an announce to ask about. */
    List<NodeId> about() {
        List<NodeId> linked = new ArrayList<>(neighbours.nodes());
        chance.shuffle(linked);
        return linked.subList(0, Math.min(linked.size(), Announce.ABOUT_MAX));
    }

    /** Why an answer, truly signed by somebody, does not count. */
    Optional<String> refusal(String tracker, Announce asked, TrackerHead head) {
        if (asked.occasion() != Announce.Occasion.STOPPED && !head.isListed()) {
            return Optional.of("it answers and does not list us");
        }
        return testimony(tracker).refusal(head.content());
    }

    /** Notes what an answer that counts says, plans to call some of those it names, and shows our receipt to the neighbours. */
    void answered(String tracker, Announce asked, AnnounceReply reply, Outbox out) {
        Testimony testimony = testimony(tracker);
        TrackerHead.Content head = reply.head().content();
        suspect(tracker, testimony.look(head));
        List<NodeId> named = reply.records().stream().map(PeerRecord::nodeId).toList();
        boolean hasRoom = named.size() < asked.want();
        for (int i = 0; i < asked.about().size(); i++) {
            NodeId node = asked.about().get(i);
            Standing standing = reply.content().standings().get(i);
            if (standing == Standing.ABSENT) {
                suspect(tracker, testimony.absent(node, head.timeMillis()));
            } else if (standing == Standing.NAMED && hasRoom && !named.contains(node)) {
                suspect(tracker, Optional.of("it keeps back peer " + node + ", which it says it names"));
            }
        }
        tryOut(tracker, reply);
        if (reply.head().isListed()) {
            Message receipt = new Message.Receipt(reply.head());
            neighbours.all().forEach(session -> out.send(session.link(), receipt));
        }
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

    private void tryOut(String tracker, AnnounceReply reply) {
        unchecked.values().removeIf(tracker::equals);
        List<Listing> fresh = new ArrayList<>();
        for (Listing listing : reply.content().listings()) {
            boolean isClaimedToBeThere =
                    listing.isReached() && listing.announcedSecondsAgo() <= Trials.FRESH_SECONDS_MAX;
            if (isClaimedToBeThere && isWithinReach(listing.record(), reply.seenHost())) {
                fresh.add(listing);
            }
        }
        chance.shuffle(fresh);
        for (Listing listing : fresh.subList(0, Math.min(fresh.size(), TRIALS_PER_ANSWER))) {
            tryOut(tracker, listing.record());
        }
    }

    /** Whom we have met exists; whose record we have checked is called now, others when theirs is checked. */
    private void tryOut(String tracker, PeerRecord record) {
        NodeId node = record.nodeId();
        Optional<Contact> known = book.find(node);
        boolean isMet = known.filter(contact -> contact.lastMetMillis() > 0).isPresent();
        boolean isChecked = known.flatMap(Contact::record)
                .filter(checked -> checked.sequence() >= record.sequence())
                .isPresent();
        if (isMet || neighbours.isLinked(node)) {
            tried(tracker, true);
        } else if (isChecked) {
            call(tracker, record);
        } else if (unchecked.size() < TRACKERS_MAX * TRIALS_PER_ANSWER) {
            unchecked.put(node, tracker);
        }
    }

    /** Whether the tracker sees us where it sees him: in the internet, in a private network, on one machine. */
    private static boolean isWithinReach(PeerRecord record, String seenHost) {
        return !record.endpoints().isEmpty()
                && realm(IpAddress.parse(seenHost))
                        .equals(realm(record.endpoints().get(0).ip()));
    }

    private static String realm(Optional<IpAddress> address) {
        return address.map(ip -> ip.isPublic() ? "internet" : ip.isLoopback() ? "machine" : "private")
                .orElse("unknown");
    }

    /** These signatures were checked and are true. */
    void learned(List<PeerRecord> verified) {
        for (PeerRecord record : verified) {
            String tracker = unchecked.remove(record.nodeId());
            if (tracker != null) {
                call(tracker, record);
            }
        }
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
        boolean isOfOurs = testimonies.values().stream().anyMatch(testimony -> testimony.isSameLife(head.content()));
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

    private void call(String tracker, PeerRecord record) {
        Endpoint endpoint = record.endpoints().get(0);
        calls.plan(new TestCalls.Call(tracker, new Door(record.nodeId(), endpoint)));
    }

    /** Whether somebody is to be called or told of. */
    boolean isDue() {
        return hasNews || calls.isPlanned();
    }

    void wake(Outbox out) {
        hasNews = false;
        calls.wake(out);
    }

    void connected(LinkId outbound, NodeId proven) {
        hasAnybodyAnswered = true;
        calls.connected(outbound, proven).ifPresent(call -> tried(call.tracker(), true));
    }

    void failed(LinkId link) {
        calls.failed(link).ifPresent(call -> tried(call.tracker(), false));
    }

    /** Whether this link was only to see whether somebody is there. */
    boolean isServed(LinkId link) {
        return calls.isServed(link);
    }

    private void tried(String tracker, boolean hasAnswered) {
        if (hasAnybodyAnswered || hasAnswered) {
            suspect(
                    tracker,
                    trials.computeIfAbsent(tracker, any -> new Trials()).tried(hasAnswered));
        }
    }

    // ------------------------------------------------------------------ suspicion

    private void suspect(String tracker, Optional<String> reason) {
        reason.ifPresent(words -> hasNews |= suspicions.putIfAbsent(tracker, words) == null);
    }

    /** What there is against this tracker. */
    Optional<String> suspicion(String tracker) {
        return Optional.ofNullable(suspicions.get(tracker));
    }

    private Testimony testimony(String tracker) {
        return testimonies.computeIfAbsent(tracker, any -> new Testimony());
    }
}
