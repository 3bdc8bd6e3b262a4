package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.RememberedPeer;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * Everybody we have heard of, and whom of them to call.
 *
 * <p>Two kinds of entry: <em>contacts</em>, peers known by name, and <em>hints</em>, bare addresses. A hint becomes a contact when somebody
 * there has proven who he is. Rationale: any tracker, DNS server or neighbour can invent an address; none can invent a key that answers.
 *
 * <p>Hearsay and experience are kept apart: an entry is <em>new</em> until a link to it stood, then <em>tried</em>. Half of all
 * calls go to the tried, half to the new (Heilman 2015 §4, countermeasure "random selection"): an attacker who fills the book with
 * hearsay gets half of the calls at most, and a network that moved is still found.
 *
 * <p>Selection draws a network group first, then an address in it (Bitcoin Core's group bucketing, Heilman 2015 §4.1). Rationale: a
 * thousand addresses in one provider's range then weigh as much as one.
 *
 * <p>Bounded three ways: contacts in all, hints in all, and of both what one source may have told us and nobody met. A source at its
 * bound is not listened to; a full book gives up the worst entry nobody ever met. The tried are never given up for hearsay ("test
 * before evict", countermeasure 3), nor for a newer arrival: only for many failures in a row.
 *
 * <p>Anchors are the last good outbound links (countermeasure 5); after a restart they are called before everyone else. Rationale: who restarts
 * us, by a crash say, must not thereby choose our neighbours.
 *
 * <p>An expired record is no longer passed on, but its address stays worth a call. We ourselves never stand in the book.
 */
public final class AddressBook {
    private static final int HINTS_PER_SOURCE_SHARE = 4;
    /** After so many failures in a row somebody counts as gone, though he is still called now and then. */
    private static final int GONE_FAILURES = 3;
    /** After so many, even somebody we met may be given up when the book is full. */
    private static final int HOPELESS_FAILURES = 10;

    private final NodeId self;
    private final Limits.Discovery limits;
    private final Function<Endpoint, String> group;
    private final Chance chance;
    private final Map<NodeId, Contact> contacts = new LinkedHashMap<>();
    private final Map<Endpoint, Contact> hints = new LinkedHashMap<>();
    private final Set<Endpoint> ownEndpoints = new LinkedHashSet<>();
    private final Hearsay hearsay = new Hearsay();
    private int manual;
    private boolean isChanged;
    private boolean hasMetSomebodyNew;

    AddressBook(NodeId self, Limits.Discovery limits, Function<Endpoint, String> group, Chance chance) {
        this.self = self;
        this.limits = limits;
        this.group = group;
        this.chance = chance;
    }

    // ------------------------------------------------------------------ hearsay

    /** Takes in what an earlier life wrote down. */
    void recall(RememberedPeer peer) {
        if (peer.node().equals(self) || contacts.size() >= limits.bookMax()) {
            return;
        }
        Contact contact = new Contact(peer.node(), peer.endpoint(), "address-book");
        peer.record().ifPresent(contact::take);
        contact.foundAt(peer.endpoint());
        contact.remember(peer.lastMetMillis());
        contact.anchor(peer.isAnchor());
        contacts.put(peer.node(), contact);
        if (!contact.isMet()) {
            hearsay.more(contact);
        }
    }

    /** A checked record. @return whether it was news that found room */
    boolean learned(PeerRecord record, String source) {
        NodeId node = record.nodeId();
        if (node.equals(self)) {
            return false;
        }
        Contact known = contacts.get(node);
        if (known != null) {
            boolean isNews = known.take(record);
            isChanged |= isNews;
            return isNews;
        }
        if (!makeRoom(source)) {
            return false;
        }
        add(node, new Contact(record, source));
        return true;
    }

    /** Somebody said that this node answers at this address. */
    Optional<Contact> heardOf(Door door, String source) {
        if (door.node().equals(self)) {
            return Optional.empty();
        }
        Contact known = contacts.get(door.node());
        if (known == null) {
            if (!makeRoom(source)) {
                return Optional.empty();
            }
            known = new Contact(door.node(), door.endpoint(), source);
            add(door.node(), known);
        } else if (!known.isDialable()) {
            known.foundAt(door.endpoint());
        }
        return Optional.of(known);
    }

    /** Somebody said that a peer answers at this address. */
    void heardOf(Endpoint endpoint, String source) {
        int perSource = Math.min(limits.bookPerSource(), limits.hintsMax() / HINTS_PER_SOURCE_SHARE);
        if (ownEndpoints.contains(endpoint)
                || hearsay.from(source) >= perSource
                || at(endpoint).isPresent()
                || !makeRoomForHint()) {
            return;
        }
        Contact hint = new Contact(null, endpoint, source);
        hints.put(endpoint, hint);
        hearsay.more(hint);
    }

    private Optional<Contact> at(Endpoint endpoint) {
        Contact hint = hints.get(endpoint);
        if (hint != null) {
            return Optional.of(hint);
        }
        return contacts.values().stream()
                .filter(contact -> contact.endpoints().contains(endpoint))
                .findFirst();
    }

    private void add(NodeId node, Contact contact) {
        contacts.put(node, contact);
        hearsay.more(contact);
        isChanged = true;
    }

    private boolean makeRoom(String source) {
        if (hearsay.from(source) >= limits.bookPerSource()) {
            return false;
        }
        if (contacts.size() < limits.bookMax()) {
            return true;
        }
        Optional<Contact> worst =
                contacts.values().stream().filter(AddressBook::isSpare).max(Comparator.comparingInt(Contact::failures));
        worst.ifPresent(this::forget);
        return worst.isPresent();
    }

    private boolean makeRoomForHint() {
        if (hints.size() < limits.hintsMax()) {
            return true;
        }
        Optional<Contact> worst = hints.values().stream()
                .filter(hint -> !hint.isManual())
                .max(Comparator.comparingInt(Contact::failures));
        worst.ifPresent(this::forget);
        return worst.isPresent();
    }

    private static boolean isSpare(Contact contact) {
        return !contact.isManual()
                && !contact.isAnchor()
                && (!contact.isMet() || contact.failures() >= HOPELESS_FAILURES);
    }

    private void forget(Contact contact) {
        manual -= contact.isManual() ? 1 : 0;
        contact.node()
                .ifPresentOrElse(
                        contacts::remove, () -> hints.remove(contact.endpoints().get(0)));
        if (!contact.isMet()) {
            hearsay.fewer(contact);
        }
        isChanged = true;
    }

    // ------------------------------------------------------------------ experience

    /** Whoever answers at this address proved to be this node: the hint is a contact from now on. */
    Contact identified(Contact hint, NodeId node) {
        Endpoint endpoint = hint.endpoints().get(0);
        forget(hint);
        Contact contact = contacts.get(node);
        if (contact == null) {
            contact = new Contact(node, endpoint, hint.source());
            add(node, contact);
        }
        contact.foundAt(endpoint);
        if (hint.isManual()) {
            insistOn(contact);
        }
        return contact;
    }

    /** We answered ourselves there. */
    void isOurselves(Endpoint endpoint) {
        if (ownEndpoints.size() < limits.hintsMax()) {
            ownEndpoints.add(endpoint);
        }
        Contact hint = hints.get(endpoint);
        if (hint != null) {
            forget(hint);
        }
    }

    /** A link to this node stands. */
    void met(NodeId node, long nowMillis) {
        Contact contact = contacts.get(node);
        if (contact == null) {
            return;
        }
        if (!contact.isMet()) {
            hearsay.fewer(contact);
            hasMetSomebodyNew = true;
        }
        contact.met(nowMillis);
        isChanged = true;
    }

    /** The operator wants a link to whoever answers there; bounded, the operator's newest wish is dropped. */
    void befriend(Endpoint endpoint, long nowMillis) {
        if (manual >= limits.manualMax()) {
            return;
        }
        Contact contact = at(endpoint).orElseGet(() -> {
            Contact hint = new Contact(null, endpoint, "operator");
            hints.put(endpoint, hint);
            hearsay.more(hint);
            return hint;
        });
        insistOn(contact);
        contact.restUntil(nowMillis);
    }

    /** This one is always called, and never given up for another. */
    void insistOn(Contact contact) {
        if (!contact.isManual()) {
            contact.manual();
            manual++;
        }
    }

    Optional<Contact> find(NodeId node) {
        return Optional.ofNullable(contacts.get(node));
    }

    // ------------------------------------------------------------------ choice

    /**
     * Whom to call now: anchors that were not yet called in this life, then by group and by chance.
     *
     * @param free whether somebody may be called at all
     */
    List<Contact> choose(int most, long nowMillis, Predicate<Contact> free) {
        List<Contact> chosen = new ArrayList<>();
        List<Contact> tried = new ArrayList<>();
        List<Contact> fresh = new ArrayList<>();
        for (Contact contact : all()) {
            if (!contact.isDialable() || contact.nextTryMillis() > nowMillis || !free.test(contact)) {
                continue;
            }
            if (contact.isAnchor() && !contact.isTriedInThisLife() && chosen.size() < most) {
                chosen.add(contact);
            } else {
                (contact.isMet() ? tried : fresh).add(contact);
            }
        }
        GroupDraw fromTried = new GroupDraw(tried, group, chance);
        GroupDraw fromFresh = new GroupDraw(fresh, group, chance);
        while (chosen.size() < most && !(fromTried.isEmpty() && fromFresh.isEmpty())) {
            boolean isTried = fromFresh.isEmpty() || (!fromTried.isEmpty() && chance.coin());
            chosen.add(isTried ? fromTried.draw() : fromFresh.draw());
        }
        return chosen;
    }

    /** When the next one who rests now may be called; {@link Long#MAX_VALUE} if nobody rests. */
    long nextTryMillis(long nowMillis, Predicate<Contact> free) {
        long next = Long.MAX_VALUE;
        for (Contact contact : all()) {
            if (contact.isDialable() && contact.nextTryMillis() > nowMillis && free.test(contact)) {
                next = Math.min(next, contact.nextTryMillis());
            }
        }
        return next;
    }

    /** Records that may be passed on, those of peers we met first, otherwise by chance. */
    List<PeerRecord> sample(int most, NodeId except, long nowMillis) {
        List<PeerRecord> met = new ArrayList<>();
        List<PeerRecord> heard = new ArrayList<>();
        for (Contact contact : contacts.values()) {
            if (contact.isListableAt(nowMillis) && !contact.node().equals(Optional.of(except))) {
                contact.record().ifPresent((contact.isMet() ? met : heard)::add);
            }
        }
        chance.shuffle(met);
        chance.shuffle(heard);
        met.addAll(heard);
        return List.copyOf(met.subList(0, Math.min(most, met.size())));
    }

    private List<Contact> all() {
        List<Contact> all = new ArrayList<>(contacts.values());
        all.addAll(hints.values());
        return all;
    }

    // ------------------------------------------------------------------ memory

    /** Names the anchors; nobody else is one afterwards. */
    void anchor(List<NodeId> nodes) {
        contacts.forEach((node, contact) -> contact.anchor(nodes.contains(node)));
    }

    /** What to write down: anchors, then those we met, latest first, then hearsay; never more than may be remembered. */
    public List<RememberedPeer> remembered() {
        List<Contact> worth = new ArrayList<>(contacts.values());
        worth.removeIf(contact -> !contact.isDialable());
        worth.sort(Comparator.comparing(Contact::isAnchor)
                .thenComparingLong(Contact::lastMetMillis)
                .reversed());
        List<RememberedPeer> remembered = new ArrayList<>();
        for (Contact contact : worth.subList(0, Math.min(worth.size(), limits.rememberedMax()))) {
            contact.node()
                    .ifPresent(node -> remembered.add(new RememberedPeer(
                            node,
                            contact.endpoints().get(0),
                            contact.record(),
                            contact.lastMetMillis(),
                            contact.isAnchor())));
        }
        return remembered;
    }

    void written() {
        isChanged = false;
        hasMetSomebodyNew = false;
    }

    /** Whether a link to somebody stood for the first time since the last writing. */
    boolean hasMetSomebodyNew() {
        return hasMetSomebodyNew;
    }

    /** Whether anything worth writing down has happened since the last writing. */
    boolean isChanged() {
        return isChanged;
    }

    /** Peers known by name. */
    public int known() {
        return contacts.size();
    }

    /** Of these, those to whom a link ever stood. */
    public int met() {
        return (int) contacts.values().stream().filter(Contact::isMet).count();
    }

    /** Addresses whose owner is not known yet. */
    public int hints() {
        return hints.size();
    }

    /** Peers and addresses that the operator or a capsule named. */
    public int manual() {
        return manual;
    }

    boolean isEmpty() {
        return contacts.isEmpty() && hints.isEmpty();
    }

    /** Whether there is somebody to call who has not just failed several times in a row. */
    boolean hasSomebodyWorthACall() {
        return all().stream().anyMatch(contact -> contact.isDialable() && contact.failures() < GONE_FAILURES);
    }
}
