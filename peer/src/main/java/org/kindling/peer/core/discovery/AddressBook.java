package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.kindling.peer.boundary.Ban;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.RememberedBook;
import org.kindling.peer.boundary.RememberedPeer;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * Everybody we have heard of, and whom of them to call.
 *
 * <p>Specification. A contact is a peer known by name or, until its owner has proven who he is, a bare address. Everybody is either <em>new</em>, told
 * by somebody, or <em>tried</em>, once a call <em>of ours</em> to that very address was answered by that very peer; a link that others
 * opened proves nothing about the address they claim. Each of the two has a table of buckets of slots ({@link Tables}); whoever finds no slot is
 * not remembered. Whom to call is drawn by chance, network groups first ({@link Choice}). What a peer knows survives a restart
 * ({@link BookMemory}). The operator's and the capsule's contacts need no slot; their number is bounded instead.
 *
 * <p>Rationale: an attacker who controls everybody we are linked to controls what we see of the ledger ("eclipse"). Identities and addresses
 * of one network group are cheap, groups are not; so groups, never addresses, must decide. The countermeasures of Heilman et al., "Eclipse
 * Attacks on Bitcoin's Peer-to-Peer Network" (USENIX Security 2015, §7), and where each is:
 * <ol>
 *   <li>Deterministic random eviction: the slot of an address follows from a keyed hash, so trying again and again does not help
 *       ({@link Buckets}, {@link BucketTable}).
 *   <li>Random selection: no favour for the latest, who would be the attacker's ({@link Choice}, {@link GroupDraw}).
 *   <li>Test before evict: whoever is tried is called before another gets the slot ({@link Tables#failed}).
 *   <li>Feeler connections: what is new is tested while there is no need ({@link Feelers}).
 *   <li>Anchor connections: the last good outbound links are called first after a restart ({@link Choice}).
 *   <li>More buckets: {@code Limits.Discovery}, with a share of them for each source and each group ({@link Buckets}).
 *   <li>More outbound links: twelve to sixteen, of different groups as far as there are any ({@link DialPlan}).
 *   <li>No unsolicited addresses, or bounded: what one source tells fills only its own buckets ({@link Buckets#newBucket}).
 *   <li>Diverse incoming links: {@code session.Seats}.
 *   <li>Anomaly detection: a collapse of links starts a repair from the book, not from whoever speaks first ({@link DialPlan}).
 * </ol>
 *
 * <p>An expired record is no longer passed on, but its address stays worth a call. We ourselves never stand in the book.
 */
public final class AddressBook {
    private static final int OWN_ENDPOINTS_MAX = 64;

    private final NodeId self;
    private final Limits.Discovery limits;
    private final Function<Endpoint, String> grouping;
    private final Chance chance;
    private final Tables tables;
    private final Choice choice;
    private final BookMemory memory;
    private final Map<NodeId, Contact> named = new LinkedHashMap<>();
    private final Strangers strangers;
    private final Set<Endpoint> ownEndpoints = new LinkedHashSet<>();
    private int manual;
    private boolean isChanged;
    private boolean hasMetSomebodyNew;

    /**
     * @param grouping the name of the network group of an address
     * @param remembered what an earlier life wrote down
     */
    AddressBook(
            NodeId self,
            Limits.Discovery limits,
            Function<Endpoint, String> grouping,
            RememberedBook remembered,
            Chance chance) {
        this.self = self;
        this.limits = limits;
        this.grouping = grouping;
        this.chance = chance;
        Bytes secret = remembered.secret().isEmpty() ? chance.bytes(RememberedBook.SECRET_SIZE) : remembered.secret();
        this.tables = new Tables(new Buckets(secret, limits), limits);
        this.strangers = new Strangers(limits.hintsMax(), grouping);
        this.choice = new Choice(tables, chance);
        this.memory = new BookMemory(secret, limits.rememberedMax());
        remembered.peers().forEach(this::recall);
        written();
    }

    private void recall(RememberedPeer peer) {
        if (peer.node().equals(self) || named.containsKey(peer.node())) {
            return;
        }
        Contact contact = new Contact(peer.node(), List.of(peer.endpoint()), peer.source(), grouping);
        contact.remember(peer.lastMetMillis(), peer.lastAnsweredMillis());
        contact.anchor(peer.isAnchor());
        peer.record().ifPresent(contact::take);
        named.put(peer.node(), contact);
        if (contact.hasAnswered()) {
            tables.answered(contact);
        }
        if (!tables.isTried(contact)) {
            tables.heardOf(contact).ifPresent(this::forget);
        }
    }

    // ------------------------------------------------------------------ hearsay

    /** A checked record. @return whether it was news that found room */
    boolean learned(PeerRecord record, String source) {
        NodeId node = record.nodeId();
        Contact known = named.get(node);
        if (known == null) {
            boolean isOfUse = !node.equals(self) && !record.endpoints().isEmpty();
            return isOfUse && enterAnew(record, source);
        }
        String group = known.group();
        boolean isNews = known.take(record);
        settleIn(known, group);
        isChanged |= isNews;
        return isNews;
    }

    private boolean enterAnew(PeerRecord record, String source) {
        Contact contact = new Contact(record.nodeId(), record.endpoints(), source, grouping);
        contact.take(record);
        return enter(contact);
    }

    /** Somebody said that this node answers at this address. */
    Optional<Contact> heardOf(Door door, String source) {
        if (door.node().equals(self)) {
            return Optional.empty();
        }
        Contact known = named.get(door.node());
        if (known != null) {
            return Optional.of(known);
        }
        Contact contact = new Contact(door.node(), List.of(door.endpoint()), source, grouping);
        return enter(contact) ? Optional.of(contact) : Optional.empty();
    }

    /** Somebody said that a peer answers at this address, but not which, see {@link Strangers}. @return whether there was need of it and no room */
    boolean hint(Endpoint endpoint, String source) {
        boolean isNews = !ownEndpoints.contains(endpoint) && answersAt(endpoint).isEmpty();
        return isNews && !strangers.hint(endpoint, source);
    }

    private Optional<Contact> answersAt(Endpoint endpoint) {
        return named.values().stream()
                .filter(known -> known.endpoints().contains(endpoint))
                .findFirst();
    }

    private boolean enter(Contact contact) {
        contact.node().ifPresent(node -> named.put(node, contact));
        isChanged = true;
        tables.heardOf(contact).ifPresent(this::forget);
        return tables.contains(contact);
    }

    /** Without a slot nobody is remembered, unless the operator wants him. */
    private void forget(Contact contact) {
        if (contact.isManual()) {
            return;
        }
        tables.remove(contact);
        contact.node().ifPresent(named::remove);
        isChanged = true;
    }

    private void settleIn(Contact contact, String groupBefore) {
        if (!contact.group().equals(groupBefore) && tables.contains(contact)) {
            tables.moved(contact).ifPresent(this::forget);
        }
    }

    /** What counts as one network group has changed: everybody is put where he belongs now. */
    void regroup() {
        for (Contact contact : everybody()) {
            String before = contact.group();
            contact.regroup();
            settleIn(contact, before);
        }
    }

    // ------------------------------------------------------------------ the operator's wishes

    /** The operator wants a link to whoever answers there; bounded, the newest wish is dropped. */
    void befriend(Endpoint endpoint, long nowMillis) {
        if (manual >= limits.manualMax() || ownEndpoints.contains(endpoint)) {
            return;
        }
        Contact contact = answersAt(endpoint).orElseGet(() -> strangers.wanted(endpoint));
        insistOn(contact);
        contact.restUntil(nowMillis);
    }

    /** This node is always called at this address, and never given up for another. */
    void insistOn(Door door, String source) {
        if (manual >= limits.manualMax() || door.node().equals(self)) {
            return;
        }
        Contact contact = heardOf(door, source)
                .orElseGet(() -> new Contact(door.node(), List.of(door.endpoint()), source, grouping));
        named.put(door.node(), contact);
        insistOn(contact);
    }

    private void insistOn(Contact contact) {
        if (!contact.isManual()) {
            contact.manual();
            manual++;
        }
    }

    /** Whoever this ban is against is called like anybody else when it is over, not insistently. */
    void insistNoLonger(Ban ban) {
        for (Contact contact : everybody()) {
            if (contact.isManual()
                    && ban.isAgainst(contact.node(), contact.endpoint().host())) {
                contact.notManual();
                manual--;
                strangers.forget(contact.endpoint());
                if (!tables.contains(contact)) {
                    forget(contact);
                }
            }
        }
    }

    // ------------------------------------------------------------------ experience

    /** Whoever answers at this address, of unknown owner so far, proved to be this node. */
    Contact identified(Contact unknown, NodeId node) {
        strangers.forget(unknown.endpoint());
        Door door = new Door(node, unknown.endpoint());
        if (!unknown.isManual()) {
            return heardOf(door, unknown.source())
                    .orElseGet(() -> new Contact(node, unknown.endpoints(), unknown.source(), grouping));
        }
        manual--;
        insistOn(door, unknown.source());
        return find(node).orElseThrow();
    }

    /** We answered ourselves there. */
    void isOurselves(Contact contact) {
        Endpoint endpoint = contact.endpoint();
        if (ownEndpoints.size() < OWN_ENDPOINTS_MAX) {
            ownEndpoints.add(endpoint);
        }
        if (strangers.forget(endpoint) && contact.isManual()) {
            manual--;
        }
    }

    /** A call of ours to this address was answered by this contact, and the link settled. */
    void answered(Contact called, Endpoint endpoint, long nowMillis) {
        Contact contact = called.node().flatMap(this::find).orElse(called);
        String group = contact.group();
        hasMetSomebodyNew |= !contact.hasAnswered() && tables.triedSize() < limits.triedWanted();
        contact.answered(endpoint, nowMillis);
        settleIn(contact, group);
        tables.answered(contact);
        if (tables.contains(contact)) {
            contact.node().ifPresent(node -> named.put(node, contact));
        }
        isChanged = true;
    }

    /** A call came to nothing. */
    void failed(Contact contact, long nextTryMillis) {
        contact.failed(nextTryMillis);
        strangers.failed(contact);
        tables.failed(contact).ifPresent(this::forget);
    }

    /** A link to this node stands, whoever called. */
    void met(NodeId node, long nowMillis) {
        Contact contact = named.get(node);
        if (contact != null) {
            hasMetSomebodyNew |= contact.lastMetMillis() == 0 && tables.triedSize() < limits.triedWanted();
            contact.met(nowMillis);
            isChanged = true;
        }
    }

    Optional<Contact> find(NodeId node) {
        return Optional.ofNullable(named.get(node));
    }

    // ------------------------------------------------------------------ choice

    /** Whom to call now, see {@link Choice#choose}. */
    List<Contact> choose(int most, long nowMillis, Predicate<Contact> free, Set<String> groupsHeld) {
        return choice.choose(due(nowMillis, free), most, groupsHeld);
    }

    /** Whom to call only to see whether he is there; first those whose slot another one wants. */
    Optional<Contact> chooseForTest(long nowMillis, Predicate<Contact> free, Predicate<Contact> linked) {
        return tables.toTest(linked).filter(free).or(() -> choice.chooseNew(due(nowMillis, free)));
    }

    private List<Contact> due(long nowMillis, Predicate<Contact> free) {
        List<Contact> due = everybody();
        due.removeIf(contact -> contact.nextTryMillis() > nowMillis || !free.test(contact));
        return due;
    }

    /** When the next one who rests now may be called; {@link Long#MAX_VALUE} if nobody rests. */
    long nextTryMillis(long nowMillis, Predicate<Contact> free) {
        long next = Long.MAX_VALUE;
        for (Contact contact : everybody()) {
            if (contact.nextTryMillis() > nowMillis && free.test(contact)) {
                next = Math.min(next, contact.nextTryMillis());
            }
        }
        return next;
    }

    /** Records that may be passed on, those of the tried first, otherwise by chance. */
    List<PeerRecord> sample(int most, NodeId except, long nowMillis) {
        List<PeerRecord> tried = new ArrayList<>();
        List<PeerRecord> heard = new ArrayList<>();
        for (Contact contact : named.values()) {
            if (contact.isListableAt(nowMillis) && !contact.node().equals(Optional.of(except))) {
                contact.record().ifPresent((tables.isTried(contact) ? tried : heard)::add);
            }
        }
        chance.shuffle(tried);
        chance.shuffle(heard);
        tried.addAll(heard);
        return List.copyOf(tried.subList(0, Math.min(most, tried.size())));
    }

    /** Whoever is known, by name or by address alone. */
    List<Contact> everybody() {
        List<Contact> everybody = new ArrayList<>(named.values());
        everybody.addAll(strangers.all());
        return everybody;
    }

    // ------------------------------------------------------------------ memory

    /** Names the anchors; nobody else is one afterwards. */
    void anchor(List<NodeId> nodes) {
        named.forEach((node, contact) -> contact.anchor(nodes.contains(node)));
    }

    /** What to write down. */
    public RememberedBook remembered() {
        return memory.of(List.copyOf(named.values()), tables::isTried);
    }

    void written() {
        isChanged = false;
        hasMetSomebodyNew = false;
    }

    /** Whether, while few are tried, a link to somebody stood for the first time since the last writing. */
    boolean hasMetSomebodyNew() {
        return hasMetSomebodyNew;
    }

    /** Whether anything worth writing down has happened since the last writing. */
    boolean isChanged() {
        return isChanged;
    }

    /** Peers known by name. */
    public int known() {
        return named.size();
    }

    /** Of these, those that answered a call of ours. */
    public int tried() {
        return tables.triedSize();
    }

    /** Peers and addresses that the operator or a capsule named. */
    public int manual() {
        return manual;
    }

    boolean isEmpty() {
        return named.isEmpty() && strangers.all().isEmpty();
    }

    /** Whether there is somebody to call who has not just failed several times in a row. */
    boolean hasSomebodyWorthACall() {
        return everybody().stream().anyMatch(contact -> !contact.isGone());
    }

    int worthACall() {
        return (int) everybody().stream().filter(contact -> !contact.isGone()).count();
    }
}
