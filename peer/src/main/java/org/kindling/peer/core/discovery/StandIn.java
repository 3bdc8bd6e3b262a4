package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.TrackerFact;
import org.kindling.peer.boundary.TrackerService;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.identity.Role;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;

/**
 * Whether this peer serves as a tracker while there is none, so that yesterday's invitations have a door today.
 *
 * <p>When all trackers have been silent, or suspected, for three announce intervals, everybody draws four of the peers he knows, and who draws himself
 * serves; when one has answered for as long, it ends. Who never knew a tracker has none to stand in for. Trackers outside do not count, neither way.
 * Rationale: their silence tells nothing, and a stranger whom nobody can audit must not be able to keep the network from helping itself.
 *
 * <p>Drawn are those who answered a call of ours an hour ago, and before the deciding block was made, and are not gone since, one of each network group,
 * in the order of {@code H(block, node id)}; of ourselves we believe it once others have called us for an hour. Rationale: whoever serves must be known to be
 * reachable, and nobody in a hurry, nor with a thousand addresses of one provider, may become the door that all newcomers take. A node id can be made to fit a
 * block, but not one that is made after its owner is known; only while genesis decides, for the first 1,100 blocks, this does not hold.
 *
 * <p>The block is one that nobody can change any more, another one every thousand blocks; the draw before counts too. Rationale: a door must not close the
 * moment it is written down.
 *
 * <p>Nobody knows everybody, so not exactly four will serve: {@code 4 n / m} of {@code n} peers who know {@code m} each.
 */
public final class StandIn {
    private static final long LOOK_MILLIS = 10_000;

    private final NodeId self;
    private final TrackerService wish;
    private final Limits.StandIn limits;
    private final long patienceMillis;
    private final Function<Endpoint, String> grouping;
    private final AddressBook book;
    private final Neighbours neighbours;
    private final Trackers trackers;
    private long silentSinceMillis = Long.MAX_VALUE;
    private long heardSinceMillis = Long.MAX_VALUE;
    private long nextLookMillis;
    private boolean isServing;
    private boolean isVacant;
    private boolean isVacancyNews;
    private List<BlockHeader> deciding = List.of();
    private String state = "not looked yet";

    StandIn(
            NodeId self,
            PeerSetup setup,
            Function<Endpoint, String> grouping,
            AddressBook book,
            Neighbours neighbours,
            Trackers trackers) {
        this.self = self;
        this.wish = setup.trackerService();
        this.limits = setup.limits().standIn();
        this.patienceMillis =
                limits.silentIntervals() * setup.limits().discovery().announceMillis();
        this.grouping = grouping;
        this.book = book;
        this.neighbours = neighbours;
        this.trackers = trackers;
    }

    /** Whether we answer announces now. */
    public boolean isServing() {
        return isServing;
    }

    /** Whether others may have begun to serve since this was last asked. */
    boolean takeVacancy() {
        boolean isNews = isVacancyNews;
        isVacancyNews = false;
        return isNews;
    }

    /** Whether {@link #takeVacancy} has something to say. */
    boolean isVacancyNews() {
        return isVacancyNews;
    }

    /** When {@link #wake} next has something to do. */
    public long nextDeadline() {
        return nextLookMillis;
    }

    /**
     * Looks whether it is our turn, once in ten seconds.
     *
     * @param own our own record, to be named to whoever asks us
     * @param whereabouts where others call us
     * @param tip the height of our best chain
     * @param blocks what stands on the best chain at a height
     */
    public void wake(
            long nowMillis,
            PeerRecord own,
            Whereabouts whereabouts,
            Height tip,
            Function<Height, Optional<BlockHeader>> blocks,
            Outbox out) {
        if (nowMillis < nextDeadline()) {
            return;
        }
        nextLookMillis = nowMillis + LOOK_MILLIS;
        listen(nowMillis);
        deciding =
                deciding(tip).flatMap(height -> blocks.apply(height).stream()).toList();
        Optional<String> reason = whyServe(nowMillis, whereabouts);
        if (reason.isPresent()) {
            serve(reason.get(), own, nowMillis, out);
        } else if (isServing) {
            isServing = false;
            out.stopTracker();
            out.report(new TrackerFact.StoodIn(false, state));
        }
    }

    private void listen(long nowMillis) {
        if (trackers.areAllSilent()) {
            heardSinceMillis = Long.MAX_VALUE;
            silentSinceMillis = Math.min(silentSinceMillis, nowMillis);
        } else {
            silentSinceMillis = Long.MAX_VALUE;
            heardSinceMillis = Math.min(heardSinceMillis, nowMillis);
        }
        boolean wasVacant = isVacant;
        isVacant = silentSinceMillis != Long.MAX_VALUE && nowMillis - silentSinceMillis >= patienceMillis;
        isVacancyNews |= isVacant && !wasVacant;
    }

    private void serve(String reason, PeerRecord own, long nowMillis, Outbox out) {
        List<PeerRecord> named = new ArrayList<>(reached(nowMillis));
        int linked = named.size();
        named.add(own);
        out.serveTracker(named);
        if (!isServing) {
            isServing = true;
            out.report(new TrackerFact.StoodIn(true, reason));
        }
        state = "serves as tracker, " + reason + "; names itself, " + linked + " linked peers and those who announce";
    }

    /** Those we are linked to now and have called ourselves before: whoever asks can call them too. */
    private List<PeerRecord> reached(long nowMillis) {
        return neighbours.nodes().stream()
                .flatMap(node -> book.find(node).stream())
                .filter(contact -> contact.hasAnswered() && contact.isListableAt(nowMillis))
                .limit(limits.listedMost())
                .flatMap(contact -> contact.record().stream())
                .toList();
    }

    /** @return nothing if it is not our turn; the state says why */
    private Optional<String> whyServe(long nowMillis, Whereabouts whereabouts) {
        if (wish == TrackerService.OFF) {
            state = "never serves as tracker, as told";
            return Optional.empty();
        }
        if (whereabouts.advertised().isEmpty()) {
            state = "cannot serve as tracker: nobody can call this peer";
            return Optional.empty();
        }
        if (wish == TrackerService.ACTIVE) {
            return Optional.of("as told");
        }
        if (isServing && silentSinceMillis == Long.MAX_VALUE && nowMillis - heardSinceMillis < patienceMillis) {
            return Optional.of("until a tracker has answered for a while");
        }
        if (!isVacant) {
            state = trackers.isNone()
                    ? "standing by: there never was a tracker of ours to stand in for"
                    : "standing by: serves as tracker if all trackers stay silent and the draw falls on it";
            return Optional.empty();
        }
        return whyDrawn(nowMillis, whereabouts);
    }

    private Optional<String> whyDrawn(long nowMillis, Whereabouts whereabouts) {
        if (nowMillis - whereabouts.calledSinceMillis() < limits.knownMillis()) {
            state = "standing by: all trackers are silent, but it is not yet " + limits.knownMillis() / 60_000
                    + " min since others first called this peer";
            return Optional.empty();
        }
        String ownGroup = grouping.apply(whereabouts.advertised().get(0));
        boolean isDrawn = deciding.stream().anyMatch(block -> {
            List<Candidate> candidates = candidates(block, nowMillis);
            candidates.add(Candidate.in(block, self, ownGroup));
            return draw(candidates, limits.drawnMost()).contains(self);
        });
        if (!isDrawn) {
            state = "standing by: all trackers are silent, the draw fell on others";
            return Optional.empty();
        }
        return Optional.of("because all trackers are silent");
    }

    private List<Candidate> candidates(BlockHeader block, long nowMillis) {
        List<Candidate> candidates = new ArrayList<>();
        for (Contact contact : book.everybody()) {
            boolean isKnown = contact.hasAnswered()
                    && !contact.isGone()
                    && nowMillis - contact.answeredSinceMillis() >= limits.knownMillis();
            boolean isOlder = block.height().isGenesis() || contact.answeredSinceMillis() < block.timeMillis();
            if (isKnown && isOlder) {
                contact.node().ifPresent(node -> candidates.add(Candidate.in(block, node, contact.group())));
            }
        }
        return candidates;
    }

    /** The heights whose blocks decide: that of this draw and that of the one before. */
    private Stream<Height> deciding(Height tip) {
        long epoch = Math.max(0, tip.value() - limits.depthBlocks()) / limits.epochBlocks();
        return Stream.of(epoch, Math.max(0, epoch - 1))
                .distinct()
                .map(number -> Height.of(number * limits.epochBlocks()));
    }

    private static Set<NodeId> draw(List<Candidate> candidates, int most) {
        List<Candidate> sorted = new ArrayList<>(candidates);
        sorted.sort(Comparator.comparing(Candidate::rank));
        Set<String> groups = new LinkedHashSet<>();
        Set<NodeId> drawn = new LinkedHashSet<>();
        for (Candidate candidate : sorted) {
            if (drawn.size() < most && groups.add(candidate.group())) {
                drawn.add(candidate.node());
            }
        }
        return drawn;
    }

    /**
     * Others that stand in for a tracker, no more than are drawn; nobody while a tracker answers.
     *
     * <p>Only of those on whom our own draw fell, or would fall next: twice as many as are to serve, since others draw from other books. Rationale: that
     * somebody says of himself that he serves must not make him a door.
     */
    public List<PeerRecord> known(long nowMillis) {
        if (!trackers.areAllSilent()) {
            return List.of();
        }
        Set<NodeId> drawn = new LinkedHashSet<>();
        for (BlockHeader block : deciding) {
            drawn.addAll(draw(candidates(block, nowMillis), 2 * limits.drawnMost()));
        }
        return drawn.stream()
                .flatMap(node -> book.find(node).stream())
                .filter(contact -> contact.isListableAt(nowMillis))
                .flatMap(contact -> contact.record().stream())
                .filter(record -> record.roles().contains(Role.TRACKER))
                .limit(limits.drawnMost())
                .toList();
    }

    /** Base URLs to tell a newcomer of, the most promising first. */
    public List<String> trackersToName(PeerRecord own, long nowMillis) {
        List<PeerRecord> standIns = new ArrayList<>(known(nowMillis));
        if (isServing) {
            standIns.add(0, own);
        }
        Set<String> names = new LinkedHashSet<>(trackers.names(false));
        standIns.forEach(record -> names.add("http://" + record.endpoints().get(0)));
        names.addAll(trackers.names(true));
        return List.copyOf(names);
    }

    PeerView.Source source() {
        PeerView.Standing unasked = wish == TrackerService.OFF ? PeerView.Standing.OFF : PeerView.Standing.WAITING;
        PeerView.Standing standing = isServing ? PeerView.Standing.WORKS : unasked;
        return new PeerView.Source("stand-in", "this peer as tracker", standing, state, 0);
    }

    /**
     * Somebody who might serve.
     *
     * @param rank his place in one draw: the least come first
     */
    private record Candidate(NodeId node, String group, Hash rank) {
        static Candidate in(BlockHeader draw, NodeId node, String group) {
            Hash rank = Hash.tagged(
                    Domain.STAND_IN, draw.id().toArray(), node.bytes().toArray());
            return new Candidate(node, group, rank);
        }
    }
}
