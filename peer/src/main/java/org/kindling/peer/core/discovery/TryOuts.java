package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.core.session.Session;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Listing;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * Finds out whether those whom trackers claim to have reached are there.
 *
 * <p>Whom we have met exists; whose record we have checked is called now, others when theirs is checked; who is met again, or named again, within
 * ten minutes counts once. Nothing counts before anybody at all has answered us: until then the fault may be ours.
 *
 * <p>Only those are tried whom we could reach if they were there. In the internet that takes a link of ours into it, or that the tracker sees us there;
 * of a private network or this machine the tracker must be a part, by its own address if its URL names one.
 */
final class TryOuts {
    private static final int TRIALS_PER_ANSWER = 8;
    private static final int UNCHECKED_MAX = 256;
    private static final String SCHEME_END = "://";

    private final AddressBook book;
    private final Neighbours neighbours;
    private final Chance chance;
    private final TestCalls calls;
    private final BiConsumer<String, Optional<String>> judge;
    private final Map<Trials.Claim, Trials> trials = new LinkedHashMap<>();
    private final Map<NodeId, Trials.Claim> unchecked = new LinkedHashMap<>();
    private boolean hasAnybodyAnswered;

    /** @param judge is told a tracker and what there is against it, if anything */
    TryOuts(
            AddressBook book,
            Neighbours neighbours,
            Chance chance,
            long timeoutMillis,
            BiConsumer<String, Optional<String>> judge) {
        this.book = book;
        this.neighbours = neighbours;
        this.chance = chance;
        this.calls = new TestCalls(timeoutMillis);
        this.judge = judge;
    }

    /** Nothing that this tracker claims is put to the test any more, until it answers again. */
    void forget(String tracker) {
        unchecked.values().removeIf(claim -> claim.tracker().equals(tracker));
    }

    /** Puts some of what this answer claims to the test. */
    void answered(String tracker, AnnounceReply reply, long nowMillis) {
        forget(tracker);
        for (Trials.Freshness freshness : Trials.Freshness.values()) {
            List<PeerRecord> candidates = new ArrayList<>();
            for (Listing listing : reply.content().listings()) {
                boolean isMeant =
                        Trials.Freshness.of(listing).filter(freshness::equals).isPresent();
                if (isMeant && isToBeTried(listing.record(), tracker, reply.seenHost(), nowMillis)) {
                    candidates.add(listing.record());
                }
            }
            chance.shuffle(candidates);
            candidates.stream()
                    .limit(TRIALS_PER_ANSWER)
                    .forEach(record -> tryOut(new Trials.Claim(tracker, freshness), record, nowMillis));
        }
    }

    private void tryOut(Trials.Claim claim, PeerRecord record, long nowMillis) {
        NodeId node = record.nodeId();
        Optional<Contact> known = book.find(node);
        boolean isMet = known.filter(contact -> contact.lastMetMillis() > 0).isPresent();
        boolean isChecked = known.flatMap(Contact::record)
                .filter(checked -> checked.sequence() >= record.sequence())
                .isPresent();
        if (isMet || neighbours.isLinked(node)) {
            if (calls.take(record.endpoints().get(0), nowMillis)) {
                tried(claim, true);
            }
        } else if (isChecked) {
            call(claim, record, nowMillis);
        } else if (unchecked.size() < UNCHECKED_MAX) {
            unchecked.put(node, claim);
        }
    }

    private void call(Trials.Claim claim, PeerRecord record, long nowMillis) {
        if (!record.endpoints().isEmpty()) {
            Door door = new Door(record.nodeId(), record.endpoints().get(0));
            calls.plan(new TestCalls.Call(claim, door), nowMillis);
        }
    }

    // ------------------------------------------------------------------ whom we could reach

    private boolean isToBeTried(PeerRecord record, String tracker, String seenHost, long nowMillis) {
        if (record.endpoints().isEmpty()) {
            return false;
        }
        Endpoint first = record.endpoints().get(0);
        return first.ip().filter(ip -> isWithinReach(ip, tracker, seenHost)).isPresent()
                && calls.isFree(first, nowMillis);
    }

    private boolean isWithinReach(IpAddress address, String tracker, String seenHost) {
        if (!address.isPublic()) {
            return literal(tracker)
                    .or(() -> IpAddress.parse(seenHost))
                    .filter(place -> Sightings.realm(place).equals(Sightings.realm(address)))
                    .isPresent();
        }
        return Stream.concat(
                        IpAddress.parse(seenHost).stream(),
                        neighbours.all().stream()
                                .filter(Session::isOutbound)
                                .flatMap(session -> session.remote().ip().stream()))
                .anyMatch(ip -> ip.isPublic() && ip.isIpv4() == address.isIpv4());
    }

    /** The address that the URL of a tracker names, if it is not a name. */
    private static Optional<IpAddress> literal(String url) {
        int begin = url.indexOf(SCHEME_END);
        String rest = begin < 0 ? url : url.substring(begin + SCHEME_END.length());
        String authority = rest.split("/", 2)[0];
        String host = authority.startsWith("[")
                ? authority.substring(1).split("]", 2)[0]
                : authority.split(":", 2)[0];
        return IpAddress.parse(host);
    }

    // ------------------------------------------------------------------ what becomes of it

    /** These signatures were checked and are true. */
    void learned(List<PeerRecord> verified, long nowMillis) {
        for (PeerRecord record : verified) {
            Trials.Claim claim = unchecked.remove(record.nodeId());
            if (claim != null) {
                call(claim, record, nowMillis);
            }
        }
    }

    boolean isPlanned() {
        return calls.isPlanned();
    }

    void wake(Predicate<Door> shunned, Outbox out) {
        calls.wake(shunned, out);
    }

    void connected(LinkId outbound, NodeId proven) {
        hasAnybodyAnswered = true;
        calls.connected(outbound, proven).ifPresent(call -> tried(call.claim(), true));
    }

    void failed(LinkId link) {
        calls.failed(link).ifPresent(call -> tried(call.claim(), false));
    }

    /** Whether this link was only to see whether somebody is there. */
    boolean isServed(LinkId link) {
        return calls.isServed(link);
    }

    private void tried(Trials.Claim claim, boolean hasAnswered) {
        if (hasAnybodyAnswered || hasAnswered) {
            judge.accept(
                    claim.tracker(), trials.computeIfAbsent(claim, Trials::new).tried(hasAnswered));
        }
    }
}
