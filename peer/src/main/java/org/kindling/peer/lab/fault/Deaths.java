package org.kindling.peer.lab.fault;

import java.util.ArrayList;
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
        List<LabPeer> living = new ArrayList<>(world.living());
        Shuffle.inPlace(living, world.chance().stream("deaths"));
        List<LabPeer> victims = List.copyOf(living.subList(0, (int) Math.round(share * living.size())));
        victims.forEach(world::crash);
        return victims;
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
