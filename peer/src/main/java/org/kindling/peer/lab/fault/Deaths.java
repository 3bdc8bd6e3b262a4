package org.kindling.peer.lab.fault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.World;
import org.kindling.protocol.Shuffle;

/** Peers that end without warning, all at once. */
public final class Deaths {
    private Deaths() {}

    /**
     * Kills a share of the living, drawn at random.
     *
     * @return who died
     */
    public static List<LabPeer> atRandom(World world, double share) {
        return ofTheFirst(share, inAnyOrder(world), world);
    }

    /**
     * Kills a share of the living, those with most links first, chance deciding between equals.
     *
     * @return who died
     */
    public static List<LabPeer> ofTheBestLinked(World world, double share) {
        List<LabPeer> living = inAnyOrder(world);
        living.sort(Comparator.comparingInt(
                peer -> -peer.view().orElseThrow().links().size()));
        return ofTheFirst(share, living, world);
    }

    private static List<LabPeer> ofTheFirst(double share, List<LabPeer> living, World world) {
        List<LabPeer> victims = List.copyOf(living.subList(0, (int) Math.round(share * living.size())));
        victims.forEach(world::crash);
        return victims;
    }

    /** The living, shuffled: the order in which something strikes them. */
    public static List<LabPeer> inAnyOrder(World world) {
        List<LabPeer> living = new ArrayList<>(world.living());
        Shuffle.inPlace(living, world.chance().stream("deaths"));
        return living;
    }

    /** The power goes everywhere at once. */
    public static void ofEveryone(World world) {
        world.living().forEach(world::crash);
    }

    /** The order in which those who are dead come back. */
    public static List<LabPeer> inRandomOrder(World world) {
        List<LabPeer> dead = new ArrayList<>(
                world.peers().stream().filter(peer -> !peer.isAlive()).toList());
        Shuffle.inPlace(dead, world.chance().stream("returns"));
        return dead;
    }
}
