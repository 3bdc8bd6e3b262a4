package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.kindling.peer.boundary.Ban;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.RememberedBook;
import org.kindling.peer.core.session.Lapsed;
import org.kindling.peer.core.session.Session;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.NetworkSpec;

/**
 * Finding peers and staying among them, with or without a tracker.
 *
 * <p>Tell it what happened (links, dials, records, trackers); then call {@link #wake} at the end of the same step. It returns at once if nothing is
 * due, so calling it in every step costs nothing.
 *
 * <p>Everything is tried for ever, with pauses: there is no state in which a peer gives up. Rationale: whoever comes back after a long
 * night, network or peer, must find the others still calling.
 */
public final class Discovery {
    private static final String UNANSWERED = "is it running, and reachable from here? it is called again by itself";

    private static final String CAPSULE = "capsule";
    private static final String STRANGERS = "strangers";
    private static final int ANY_PORT = 1;

    private final NodeId self;
    private final NetworkId network;
    private final Limits.Discovery limits;
    private final Chance chance;
    private final Surroundings grouping;
    private final AddressBook book;
    private final Hearsay hearsay;
    private final Neighbours neighbours;
    private final DialPlan dials;
    private final Trackers trackers;
    private final Audit audit;
    private final Seeds seeds;
    private final Informants informants;
    private final StaleTip staleTip;
    private final BookSaving saving;
    private final LedgerRecords ledgerRecords;
    private final Refusals refusals = new Refusals();
    private final Outlook outlook;
    private final StandIn standIn;
    private final PeerExchange exchange;
    private boolean isDue = true;
    private boolean isLeaving;
    private long deadlineMillis;

    /** @param remembered what an earlier life wrote down */
    public Discovery(NodeId self, PeerSetup setup, RememberedBook remembered, RandomGenerator random) {
        this.self = self;
        this.network = setup.spec().id();
        this.limits = setup.limits().discovery();
        this.chance = new Chance(random);
        this.grouping = new Surroundings(setup.reachableAt());
        this.book = new AddressBook(self, limits, grouping, remembered, chance);
        this.hearsay = new Hearsay(self, network, limits, book);
        this.neighbours = new Neighbours(limits.repairWindowMillis());
        this.outlook = new Outlook(book, neighbours);
        this.exchange = new PeerExchange(limits, neighbours, chance);
        this.dials = new DialPlan(setup.limits(), book, neighbours, chance);
        this.audit = new Audit(book, neighbours, chance, limits.dialTimeoutMillis());
        this.trackers = new Trackers(setup.trackers(), setup.openPort(), limits, chance, audit);
        this.standIn = new StandIn(self, setup, grouping, book, neighbours, trackers);
        this.seeds = new Seeds(setup.seeds(), limits, chance);
        this.informants = new Informants(trackers, audit, seeds, hearsay, neighbours, new Introductions(book, chance));
        this.ledgerRecords = new LedgerRecords(network, book, neighbours);
        this.saving = new BookSaving(book, neighbours, limits);
        this.staleTip = new StaleTip(
                ((NetworkSpec.Rules.ProofOfWork) setup.spec().rules()).blockIntervalMillis(), dials, neighbours);
        for (Door door : setup.doors()) {
            book.insistOn(door, CAPSULE);
        }
        remembered.bans().forEach(book::insistNoLonger);
        for (PeerRecord record : setup.records()) {
            record.endpoints().stream()
                    .findFirst()
                    .ifPresent(endpoint -> book.heardOf(new Door(record.nodeId(), endpoint), CAPSULE));
        }
    }

    // ------------------------------------------------------------------ hearsay

    /**
     * Which of these records are worth checking the signature of: of our network, alive, of somebody else, and newer than what we have.
     * Never more than are checked at once.
     */
    public List<PeerRecord> worthChecking(List<PeerRecord> heard, long nowMillis) {
        return hearsay.worthChecking(heard, nowMillis);
    }

    /**
     * Takes in records whose signatures were checked.
     *
     * @param source who told us: see {@link #source}, the URL of a tracker, a capsule; what one source may fill the book with is bounded
     */
    public void learned(List<PeerRecord> verified, String source, long nowMillis) {
        audit.learned(verified, nowMillis);
        for (PeerRecord record : verified) {
            if (book.learned(record, source)) {
                isDue = true;
                if (neighbours.isLinked(record.nodeId())) {
                    book.met(record.nodeId(), nowMillis);
                }
            }
        }
    }

    /**
     * Who speaks, as far as it matters for what he tells us: the network group of the other end of a link. Rationale: a new link or a new identity
     * costs nothing, and must not be listened to afresh.
     */
    public String source(LinkId link) {
        Optional<Endpoint> remote = neighbours.remote(link).or(() -> dials.endpoint(link));
        return remote.map(this::source).orElse(STRANGERS);
    }

    /** The same for somebody seen at this address. */
    public String source(Endpoint seen) {
        return grouping.apply(new Endpoint(seen.host(), ANY_PORT));
    }

    /** The operator wants a link to whoever answers there: called now, retried for ever, never refused for lack of room. */
    public void befriend(Endpoint endpoint, long nowMillis) {
        book.befriend(endpoint, nowMillis);
        isDue = true;
    }

    /** Bans have changed, which is written down at once; whoever is banned now is no manual peer any more. */
    public void bansChanged(List<Ban> bans, long nowMillis) {
        bans.forEach(book::insistNoLonger);
        saving.hurry(nowMillis);
        isDue = true;
    }

    // ------------------------------------------------------------------ links

    /** An outbound link is up and this node proved to be at its other end; tell it before asking the sessions. @return whether no more is wanted of it */
    public boolean connected(LinkId outbound, NodeId proven, long nowMillis) {
        audit.connected(outbound, proven);
        isDue = true;
        return dials.connected(outbound, proven, self, nowMillis);
    }

    /** A dial came to nothing, or connected and was closed before it settled. */
    public void dialFailed(LinkId link, String reason, long nowMillis) {
        dialFailed(link, reason, UNANSWERED, nowMillis);
    }

    /**
     * The same for a reason that has a name.
     *
     * @param remedy what can be done about it, in words
     */
    public void dialFailed(LinkId link, String reason, String remedy, long nowMillis) {
        dials.endpoint(link)
                .filter(endpoint -> !dials.isBesideAnother(link))
                .ifPresent(endpoint -> refusals.add(new PeerView.Refusal(endpoint, reason, remedy, nowMillis)));
        dials.failed(link, nowMillis);
        audit.failed(link);
        isDue = true;
    }

    /** Both ends have said Hello; asks a new outbound link whom it knows. @return whether to keep it: some calls are only to see whether somebody answers */
    public boolean settled(Session session, long nowMillis, Outbox out) {
        isDue = true;
        dials.endpoint(session.link()).ifPresent(refusals::forget);
        if (dials.settled(session.link(), session.node(), nowMillis)) {
            return false;
        }
        if (audit.isServed(session.link())) {
            book.find(session.node())
                    .filter(contact -> contact.endpoints().contains(session.remote()))
                    .ifPresent(contact -> book.answered(contact, session.remote(), nowMillis));
            return false;
        }
        neighbours.settled(session);
        if (session.isOutbound()) {
            look(List.of(session.remote()));
        }
        book.met(session.node(), nowMillis);
        exchange.settled(session, nowMillis, out);
        return true;
    }

    private void look(List<Endpoint> ownOrAnswered) {
        if (grouping.noticed(ownOrAnswered)) {
            book.regroup();
        }
    }

    /** A settled link is gone, whoever closed it. */
    public void lost(Session session, long nowMillis) {
        if (neighbours.lost(session, nowMillis)) {
            book.met(session.node(), nowMillis);
            book.find(session.node())
                    .ifPresent(contact -> contact.restUntil(nowMillis + 1 + chance.upTo(limits.retryMillisMin())));
        }
        isDue = true;
    }

    /**
     * Somebody we called said Hello and then sent us away; tell it after {@link #lost}.
     *
     * <p>Whoever has no room or no wish for us is left alone for a while. Rationale: it answered, so it does not count as a failure, and would be
     * called again every second.
     */
    public void turnedAway(Session session, Fault reason, long nowMillis) {
        if (reason.remedy().isEmpty()) {
            return;
        }
        String said = "they said: " + reason.text();
        refusals.add(new PeerView.Refusal(session.remote(), said, reason.remedy(), nowMillis));
        if (reason == Fault.FULL || reason == Fault.BANNED || reason == Fault.DISCOURAGED) {
            book.find(session.node())
                    .ifPresent(contact -> contact.restUntil(nowMillis + chance.atLeast(limits.retryMillisMax())));
        }
        isDue = true;
    }

    /** Whether this dial is to somebody the operator or a capsule named. */
    public boolean isManual(LinkId link) {
        return dials.isManual(link);
    }

    /** Whether the operator or a capsule named this node, whoever called whom. */
    public boolean isManual(NodeId node) {
        return book.find(node).filter(Contact::isManual).isPresent();
    }

    // ------------------------------------------------------------------ time

    /**
     * Does whatever is due: calls, asks, exchanges, writes down. Only once our own record is issued.
     *
     * @return links that have served their purpose, each to be closed
     */
    public List<Lapsed> wake(long nowMillis, Picture picture, Outbox out) {
        if (isLeaving || (!isDue() && nowMillis < deadlineMillis && !staleTip.isNews(picture))) {
            return List.of();
        }
        isDue = false;
        look(picture.self().endpoints());
        informants.wake(picture.self().endpoints());
        ledgerRecords.wake(nowMillis, picture);
        Shunned shunned = new Shunned(picture.sessions(), nowMillis);
        int linksLost = neighbours.takeCollapse(nowMillis);
        if (linksLost > 0) {
            dials.repair(linksLost, nowMillis, shunned, out);
        }
        dials.wake(nowMillis, shunned, out);
        boolean isNeeded = neighbours.size() == 0 && !book.hasSomebodyWorthACall();
        audit.wake(shunned::covers, out);
        trackers.reportSuspects(out);
        trackers.wake(nowMillis, neighbours.size(), book.isEmpty(), isNeeded, picture.self(), out);
        seeds.wake(nowMillis, neighbours.size(), book.isEmpty(), out);
        List<Lapsed> spare = staleTip.wake(nowMillis, picture, shunned, out);
        if (standIn.takeVacancy()) {
            exchange.hurry(nowMillis);
        }
        exchange.wake(nowMillis, out);
        saving.wake(nowMillis, picture, out);
        deadlineMillis = Math.min(
                Math.min(dials.nextDeadline(nowMillis, shunned), trackers.nextDeadline()),
                Math.min(
                        Math.min(seeds.nextDeadline(), staleTip.nextDeadline(nowMillis)),
                        Math.min(
                                exchange.nextDeadline(),
                                Math.min(saving.nextDeadline(), ledgerRecords.nextDeadline()))));
        return spare;
    }

    /** We go: trackers are told, the book is written down. Call before the links are closed. */
    public void leave(long nowMillis, Picture picture, Outbox out) {
        if (isLeaving) {
            return;
        }
        trackers.leave(nowMillis, picture.self(), out);
        saving.save(nowMillis, picture, out);
        isLeaving = true;
    }

    /** When {@link #wake} next has something to do, in the past if it has now; {@link Long#MAX_VALUE} if never. */
    public long nextDeadline() {
        if (isLeaving) {
            return Long.MAX_VALUE;
        }
        return isDue() ? Long.MIN_VALUE : deadlineMillis;
    }

    private boolean isDue() {
        return isDue || audit.isDue() || informants.hasNews() || standIn.isVacancyNews();
    }

    /** Signed, checked, unexpired records of others to pass on. */
    public List<PeerRecord> sample(int most, NodeId except, long nowMillis) {
        return book.sample(most, except, nowMillis);
    }

    /** Who names others when asked: to be told what they answer. */
    public Informants informants() {
        return informants;
    }

    public Audit audit() {
        return audit;
    }

    public LedgerRecords ledgerRecords() {
        return ledgerRecords;
    }

    public StandIn standIn() {
        return standIn;
    }

    /** How well we and the network are connected. */
    public Outlook outlook() {
        return outlook;
    }

    public AddressBook book() {
        return book;
    }

    /** Every way of finding peers, how it stands, and when it is next tried. */
    public PeerView.Neighbourhood neighbourhood() {
        List<PeerView.Source> sources = new ArrayList<>(trackers.sources());
        sources.addAll(seeds.sources());
        sources.add(ledgerRecords.source());
        sources.add(standIn.source());
        sources.addAll(OwnMeans.sources(book, dials.underWay(), neighbours.size(), exchange.nextDeadline()));
        staleTip.source().ifPresent(sources::add);
        return new PeerView.Neighbourhood(
                sources,
                book.known(),
                book.tried(),
                book.worthACall(),
                trackers.calls(),
                trackers.callsNeeded(),
                refusals.all());
    }
}
