package org.kindling.peer.core.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Ban;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkGroup;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.message.Message;

/**
 * Every link that is up: who is at its other end, whether it may speak, and what its faults cost.
 *
 * <p>The life of a link: {@link #connected} → both ends say Hello → {@link #greet} → {@link #admits} before each message → {@link #closed},
 * whoever closed it. Nothing here closes a link; what is to be closed is returned, and the caller says goodbye, closes and then tells
 * {@link #closed}.
 *
 * <p>Two peers keep one link. When both dial each other at the same time, the link dialled by the lower node id stays. Rationale: both ends can tell without
 * another word. A session that has been standing for longer than a handshake may take is not a simultaneous dial: the other end has lost it without our hearing
 * of it, so the new link wins. A second outbound link to a peer we already have is refused before we say Hello, so the other end never has to choose.
 */
public final class Sessions {
    private static final double JITTER = 0.2;
    private static final int SECRET_BYTES = 16;
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final NodeId self;
    private final NetworkId network;
    private final Limits all;
    private final Limits.Links limits;
    private final RandomGenerator random;
    private final Map<LinkId, Unsettled> unsettled = new LinkedHashMap<>();
    private final Map<LinkId, Session> settled = new LinkedHashMap<>();
    private final Map<NodeId, Session> byNode = new LinkedHashMap<>();
    private final Discouraged discouraged;
    private final Bans bans;
    private final Seats seats;
    /** Nothing is due before; sooner than need be if somebody has been heard since, {@link #UNKNOWN} if links have changed. */
    private long deadlineMillis = Long.MAX_VALUE;

    public Sessions(NodeId self, NetworkId network, Limits limits, RandomGenerator random) {
        this.self = self;
        this.network = network;
        this.all = limits;
        this.limits = limits.links();
        this.random = random;
        this.seats = new Seats(secret(random), NetworkGroup::of);
        this.bans = new Bans(limits.links().bansMax());
        this.discouraged = new Discouraged(this.limits.discouragedMax(), this.limits.discouragedMillis());
    }

    private static Bytes secret(RandomGenerator random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return Bytes.wrap(secret);
    }

    /**
     * A secured link is up.
     *
     * @param isManual whether the operator or a capsule asked for this peer: it is refused neither for lack of room nor for its past, but
     *     for a ban like anybody else
     * @return why it is refused; if empty, say Hello
     */
    public Optional<Fault> connected(Event.Connected event, long nowMillis, boolean isManual) {
        NodeId node = NodeId.of(event.key());
        if (node.equals(self)) {
            return Optional.of(Fault.OWN_SELF);
        }
        if (bans.isBanned(Optional.of(node), event.remote().host(), nowMillis)) {
            return Optional.of(Fault.BANNED);
        }
        if (!isManual && discouraged.contains(node, nowMillis)) {
            return Optional.of(Fault.DISCOURAGED);
        }
        if (event.link().direction() == Direction.OUTBOUND && isCalledAlready(node)) {
            return Optional.of(Fault.SECOND_LINK);
        }
        if (!isManual && event.link().direction() == Direction.INBOUND && unsettledInbound() >= limits.unsettledMax()) {
            return Optional.of(Fault.FULL);
        }
        deadlineMillis = UNKNOWN;
        unsettled.put(
                event.link(),
                new Unsettled(
                        event.link(),
                        event.key(),
                        node,
                        event.remote(),
                        isManual,
                        nowMillis,
                        new Pace(all, nowMillis)));
        return Optional.empty();
    }

    private boolean isCalledAlready(NodeId node) {
        return byNode.containsKey(node)
                || unsettled.values().stream()
                        .anyMatch(link -> link.isOutbound() && link.node().equals(node));
    }

    private int unsettledInbound() {
        return (int)
                unsettled.values().stream().filter(link -> !link.isOutbound()).count();
    }

    /** A Hello was heard. Whether its record is truly signed is for the caller to find out afterwards. */
    public Greeting greet(LinkId link, Message.Hello hello, long nowMillis) {
        Unsettled beginning = unsettled.get(link);
        if (beginning == null) {
            return new Greeting.Refused(settled.containsKey(link) ? Fault.OUT_OF_TURN : Fault.LEAVING);
        }
        Optional<Fault> fault = faultOf(hello, beginning);
        if (fault.isPresent()) {
            return new Greeting.Refused(fault.get());
        }
        Session standing = byNode.get(beginning.node());
        if (standing != null && staysAgainst(standing, beginning, nowMillis)) {
            return new Greeting.Refused(Fault.SECOND_LINK);
        }
        List<Lapsed> displaced = new ArrayList<>();
        if (standing != null) {
            displaced.add(new Lapsed(standing.link(), Fault.SECOND_LINK));
        }
        if (takesSeat(beginning, standing) && inbound() >= limits.inbound()) {
            Optional<Session> spare = seats.spare(inboundSessions());
            if (spare.isEmpty()) {
                return new Greeting.Refused(Fault.FULL);
            }
            displaced.add(new Lapsed(spare.get().link(), Fault.REPLACED));
        }
        return settle(beginning, hello, nowMillis, displaced);
    }

    /** Whoever calls back on a link that we dialled takes a seat too. Rationale: else the seats would have no end. */
    private static boolean takesSeat(Unsettled beginning, @Nullable Session standing) {
        return !beginning.isOutbound() && !beginning.isManual() && (standing == null || standing.isOutbound());
    }

    private Optional<Fault> faultOf(Message.Hello hello, Unsettled beginning) {
        if (!hello.network().equals(network) || !hello.self().network().equals(network)) {
            return Optional.of(Fault.WRONG_NETWORK);
        }
        if (hello.version() != Message.Hello.VERSION) {
            return Optional.of(Fault.WRONG_VERSION);
        }
        if (!hello.self().content().key().equals(beginning.key())) {
            return Optional.of(Fault.WRONG_IDENTITY);
        }
        return Optional.empty();
    }

    private boolean staysAgainst(Session standing, Unsettled newcomer, long nowMillis) {
        if (nowMillis - standing.sinceMillis() > limits.handshakeMillis()
                || standing.isOutbound() == newcomer.isOutbound()) {
            return false;
        }
        boolean dialledByUs = self.compareTo(standing.node()) < 0;
        return standing.isOutbound() == dialledByUs;
    }

    private Greeting settle(Unsettled beginning, Message.Hello hello, long nowMillis, List<Lapsed> displaced) {
        unsettled.remove(beginning.link());
        Session session = new Session(beginning, hello, nowMillis, nextPing(nowMillis));
        deadlineMillis = UNKNOWN;
        settled.put(session.link(), session);
        byNode.put(session.node(), session);
        return new Greeting.Settled(session, displaced);
    }

    private long nextPing(long nowMillis) {
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return nowMillis + Math.max(1, Math.round(limits.pingMillis() * factor));
    }

    /** We said this on the link. Questions earn the other end the right to answer at any speed, so tell every message sent. */
    public void said(LinkId link, Message message, long nowMillis) {
        Session session = settled.get(link);
        if (session != null) {
            session.pace().asked(message, nowMillis);
        }
    }

    /** Whether this link may have us send it so much in answer to its questions; counts it if so. */
    public boolean serves(LinkId link, long answerBytes, long nowMillis) {
        Session session = settled.get(link);
        Unsettled beginning = unsettled.get(link);
        if (session != null) {
            return session.pace().serves(answerBytes, nowMillis);
        }
        return beginning != null && beginning.pace().serves(answerBytes, nowMillis);
    }

    /**
     * May this message be looked at? Counts as a word heard.
     *
     * @return why not: OUT_OF_TURN before the greeting, TOO_FAST above the rate, UNASKED for records nobody asked for, LEAVING on a link
     *     that is closed already
     */
    public Optional<Fault> admits(LinkId link, Message message, int sizeBytes, long nowMillis) {
        heardAnything(link, nowMillis);
        Session session = settled.get(link);
        if (session != null) {
            return session.pace().refusal(message, sizeBytes, nowMillis);
        }
        Unsettled beginning = unsettled.get(link);
        if (beginning == null) {
            return Optional.of(Fault.LEAVING);
        }
        if (Traffic.of(message) != Traffic.GREETING) {
            return Optional.of(Fault.OUT_OF_TURN);
        }
        return beginning.pace().refusal(message, sizeBytes, nowMillis);
    }

    /** This link was the first to bring us a transaction or a block that was accepted. */
    public void wasUseful(LinkId link, long nowMillis) {
        find(link).ifPresent(session -> session.wasUseful(nowMillis));
    }

    /** The other end is alive. */
    public void heardAnything(LinkId link, long nowMillis) {
        Session session = settled.get(link);
        if (session != null) {
            session.heard(nowMillis);
        }
    }

    /** The answer to one of our pings came: measures the round trip. */
    public void pong(LinkId link, Message.Pong pong, long nowMillis) {
        Session session = settled.get(link);
        if (session != null) {
            session.pong(pong.nonce(), nowMillis);
        }
    }

    /** What this fault costs the peer at the other end; remembers it. A link nobody knows any more costs nothing. */
    public Judgement blame(LinkId link, Fault fault, long nowMillis) {
        Session session = settled.get(link);
        if (session != null) {
            return judge(session.node(), fault, rudeness(session, fault, nowMillis), nowMillis);
        }
        Unsettled beginning = unsettled.get(link);
        return beginning == null ? Judgement.IGNORE : judge(beginning.node(), fault, Judgement.CLOSE, nowMillis);
    }

    private Judgement judge(NodeId node, Fault fault, Judgement ifRude, long nowMillis) {
        if (fault.blame() == Fault.Blame.HOSTILE) {
            discouraged.add(node, nowMillis);
        }
        return switch (fault.blame()) {
            case NONE -> Judgement.IGNORE;
            case STRANGER -> Judgement.CLOSE;
            case RUDE -> ifRude;
            case HOSTILE -> Judgement.CLOSE_AND_DISCOURAGE;
        };
    }

    private Judgement rudeness(Session session, Fault fault, long nowMillis) {
        if (fault.blame() != Fault.Blame.RUDE) {
            return Judgement.IGNORE;
        }
        double points = session.manners().blame(fault, nowMillis);
        return points <= limits.rudePointsMax() ? Judgement.IGNORE : Judgement.CLOSE;
    }

    /** Whether this identity misbehaved too lately to be talked to. */
    public boolean isDiscouraged(NodeId node, long nowMillis) {
        return discouraged.contains(node, nowMillis);
    }

    /** Whom the operator wants no link with. */
    public Bans bans() {
        return bans;
    }

    /** Links, settled or not, that a ban is against. */
    public List<LinkId> against(Ban ban) {
        List<LinkId> links = new ArrayList<>();
        for (Unsettled link : unsettled.values()) {
            if (ban.isAgainst(Optional.of(link.node()), link.remote().host())) {
                links.add(link.link());
            }
        }
        for (Session session : settled.values()) {
            if (ban.isAgainst(Optional.of(session.node()), session.remote().host())) {
                links.add(session.link());
            }
        }
        return links;
    }

    /** Forgets a link, whoever closed it, settled or not. */
    public Optional<Session> closed(LinkId link) {
        deadlineMillis = UNKNOWN;
        unsettled.remove(link);
        Session session = settled.remove(link);
        if (session != null) {
            byNode.remove(session.node(), session);
        }
        return Optional.ofNullable(session);
    }

    /** Sends the pings that are due. @return links to say goodbye on and to close: greeted too late, or silent for too long */
    public List<Lapsed> wake(long nowMillis, Outbox out) {
        if (nowMillis < deadlineMillis) {
            return List.of();
        }
        deadlineMillis = UNKNOWN;
        List<Lapsed> lapsed = new ArrayList<>();
        for (Unsettled link : unsettled.values()) {
            if (nowMillis - link.sinceMillis() >= limits.handshakeMillis()) {
                lapsed.add(new Lapsed(link.link(), Fault.HANDSHAKE_TIMEOUT));
            }
        }
        for (Session session : settled.values()) {
            if (nowMillis - session.heardAtMillis() >= limits.deadMillis()) {
                lapsed.add(new Lapsed(session.link(), Fault.SILENT));
            } else if (nowMillis >= session.nextPingAtMillis()) {
                Message.Ping ping = session.ping(random.nextLong(), nowMillis, nextPing(nowMillis));
                out.send(session.link(), ping);
            }
        }
        return lapsed;
    }

    /** When {@link #wake} next has something to do; {@link Long#MAX_VALUE} if never. */
    public long nextDeadline() {
        if (deadlineMillis == UNKNOWN) {
            deadlineMillis = Long.MAX_VALUE;
            for (Unsettled link : unsettled.values()) {
                deadlineMillis = Math.min(deadlineMillis, link.sinceMillis() + limits.handshakeMillis());
            }
            for (Session link : settled.values()) {
                long silentMillis = link.heardAtMillis() + limits.deadMillis();
                deadlineMillis = Math.min(deadlineMillis, Math.min(link.nextPingAtMillis(), silentMillis));
            }
        }
        return deadlineMillis;
    }

    /** Whether the link is up, settled or not. */
    public boolean isKnown(LinkId link) {
        return settled.containsKey(link) || unsettled.containsKey(link);
    }

    /** Where somebody calls from who has not said Hello yet; nothing of those we called. */
    public Optional<Endpoint> caller(LinkId link) {
        return Optional.ofNullable(unsettled.get(link))
                .filter(beginning -> !beginning.isOutbound())
                .map(Unsettled::remote);
    }

    public Optional<Session> find(LinkId link) {
        return Optional.ofNullable(settled.get(link));
    }

    public Optional<Session> find(NodeId node) {
        return Optional.ofNullable(byNode.get(node));
    }

    /** All settled links, oldest first. */
    public List<Session> settled() {
        return List.copyOf(settled.values());
    }

    public int outbound() {
        return settled.size() - inbound();
    }

    public int inbound() {
        return inboundSessions().size();
    }

    public int unsettled() {
        return unsettled.size();
    }

    private List<Session> inboundSessions() {
        return settled.values().stream()
                .filter(session -> !session.isOutbound())
                .toList();
    }
}
