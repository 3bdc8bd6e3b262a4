package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.Moment;
import org.kindling.peer.lab.engine.Watcher;
import org.kindling.peer.lab.engine.World;

/**
 * Takes the time, in the latest life of every honest peer, from its start until it has links and the chain of the others.
 *
 * <p>Joined is who has a link and stands at least as high as anybody stood when it started. Rationale: a link to somebody who keeps the
 * ledger from us is no way in.
 */
final class Arrivals implements Watcher {
    /** So many links make a good neighbourhood: what the mesh of gossip aims at. */
    private static final int LINKS_ENOUGH = 8;

    /** What counts for somebody who has not arrived: more than any promise. */
    static final double NEVER_SECONDS = 1_000_000;

    /** One life. */
    private static final class Life {
        private final Duration start;
        private final long heightWanted;
        private long height;
        private int links;
        private @Nullable Duration linked;
        private @Nullable Duration joined;

        Life(Duration start, long heightWanted, long height) {
            this.start = start;
            this.heightWanted = heightWanted;
            this.height = height;
        }

        void note(Duration now, int linksEnough) {
            if (linked == null && links >= linksEnough) {
                linked = now.minus(start);
            }
            if (joined == null && links > 0 && height >= heightWanted) {
                joined = now.minus(start);
            }
        }
    }

    private final World world;
    private final Predicate<LabPeer> isHonest;
    private final int linksEnough;
    private final Map<Integer, Life> lives = new TreeMap<>();
    private long highest;

    Arrivals(World world, Predicate<LabPeer> isHonest, int founders) {
        this.world = world;
        this.isHonest = isHonest;
        this.linksEnough = Math.min(LINKS_ENOUGH, founders - 1);
    }

    @Override
    public void born(LabPeer peer) {
        if (isHonest.test(peer)) {
            long height = peer.view().orElseThrow().head().height().value();
            lives.put(peer.index(), new Life(world.elapsed(), highest, height));
        }
    }

    @Override
    public void stepped(Moment moment) {
        Life life = lives.get(moment.peer().index());
        if (life == null) {
            return;
        }
        boolean isNews = false;
        for (Action action : moment.step().actions()) {
            isNews |= action instanceof Action.Report report && note(life, report.fact());
        }
        if (isNews) {
            life.note(world.elapsed(), linksEnough);
        }
    }

    private boolean note(Life life, Fact fact) {
        if (fact instanceof Fact.TipChanged tip) {
            life.height = tip.height().value();
            highest = Math.max(highest, life.height);
        } else if (fact instanceof Fact.LinkOpened opened) {
            life.links = opened.links();
        } else if (fact instanceof Fact.LinkClosed closed) {
            life.links = closed.links();
        } else {
            return false;
        }
        return true;
    }

    /** So many links make a good neighbourhood here: eight, or all others. */
    int linksEnough() {
        return linksEnough;
    }

    /** Seconds from the start of its latest life to {@link #linksEnough} links, or {@link #NEVER_SECONDS}. */
    double secondsToLinks(LabPeer peer) {
        return seconds(life(peer).linked);
    }

    /** Seconds from the start of its latest life until it had joined, or {@link #NEVER_SECONDS}. */
    double secondsToJoin(LabPeer peer) {
        return seconds(life(peer).joined);
    }

    /** How many links it has now. */
    int links(LabPeer peer) {
        return life(peer).links;
    }

    private Life life(LabPeer peer) {
        Life life = lives.get(peer.index());
        if (life == null) {
            throw new IllegalArgumentException(peer + " has never lived");
        }
        return life;
    }

    private static double seconds(@Nullable Duration taken) {
        return taken == null ? NEVER_SECONDS : Stage.seconds(taken);
    }
}
