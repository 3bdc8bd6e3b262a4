package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.Moment;
import org.kindling.peer.lab.engine.Watcher;
import org.kindling.peer.lab.engine.World;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.message.Message;

/**
 * How everybody who begins a life from now on comes by its first link: whom it called, what others said to it before, and how long it took.
 *
 * <p>Rationale: that somebody has joined does not show by which way in; whoever was called by others, or asked somebody else, has not used the way
 * that is to be shown.
 */
final class FirstLinks implements Watcher {
    /** The beginning of one life, until a link stands. */
    private static final class Beginning {
        private final Duration start;
        private final int known;
        private final List<Endpoint> called = new ArrayList<>();
        private final List<String> help = new ArrayList<>();
        private @Nullable Duration linked;

        Beginning(Duration start, int known) {
            this.start = start;
            this.known = known;
        }
    }

    private final World world;
    private final Map<Integer, Beginning> beginnings = new TreeMap<>();

    FirstLinks(World world) {
        this.world = world;
    }

    @Override
    public void born(LabPeer peer) {
        int known = peer.view().orElseThrow().neighbourhood().known();
        beginnings.put(peer.index(), new Beginning(world.elapsed(), known));
    }

    @Override
    public void stepped(Moment moment) {
        Beginning beginning = beginnings.get(moment.peer().index());
        if (beginning == null || beginning.linked != null) {
            return;
        }
        helpIn(moment.event()).ifPresent(beginning.help::add);
        for (Action action : moment.step().actions()) {
            if (action instanceof Action.Dial dial) {
                beginning.called.add(dial.endpoint());
            } else if (action instanceof Action.Report report && report.fact() instanceof Fact.LinkOpened opened) {
                settle(beginning, opened);
                return;
            }
        }
    }

    private void settle(Beginning beginning, Fact.LinkOpened opened) {
        beginning.linked = world.elapsed();
        if (opened.direction() == Direction.INBOUND) {
            beginning.help.add("was called by " + opened.node());
        }
    }

    /** Who greets us only says who he is; whatever else is said may name others. */
    private static Optional<String> helpIn(Event event) {
        if (event instanceof Event.TrackerAnswered || event instanceof Event.SeedAnswered) {
            return Optional.of("was answered by " + event);
        }
        return event instanceof Event.Heard heard && !(heard.message() instanceof Message.Hello)
                ? Optional.of("heard " + heard.message())
                : Optional.empty();
    }

    boolean isLinked(LabPeer peer) {
        return beginning(peer).linked != null;
    }

    /** Seconds from the beginning of its life to its first link, or {@link Arrivals#NEVER_SECONDS}. */
    double seconds(LabPeer peer) {
        Duration linked = beginning(peer).linked;
        return linked == null ? Arrivals.NEVER_SECONDS : Stage.seconds(linked.minus(beginning(peer).start));
    }

    /** Why the first link of this peer is owed to more than its own calls to these addresses; if empty, it is not. */
    Optional<String> otherHelp(LabPeer peer, List<Endpoint> addresses) {
        Beginning beginning = beginning(peer);
        if (beginning.known > 0) {
            return Optional.of(peer + " knew " + beginning.known + " peers when it began");
        }
        if (!beginning.help.isEmpty()) {
            return Optional.of(peer + " " + beginning.help.get(0));
        }
        return beginning.called.stream()
                .filter(endpoint -> !addresses.contains(endpoint))
                .findFirst()
                .map(elsewhere -> peer + " called " + elsewhere);
    }

    private Beginning beginning(LabPeer peer) {
        Beginning beginning = beginnings.get(peer.index());
        if (beginning == null) {
            throw new IllegalArgumentException(peer + " has begun no life");
        }
        return beginning;
    }
}
