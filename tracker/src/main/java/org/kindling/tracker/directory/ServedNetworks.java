package org.kindling.tracker.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.kindling.protocol.Check;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.identity.NetworkId;

/**
 * Which networks a tracker serves, and which swarms of BitTorrent: every one, or those on a list. A network on the list is served both ways.
 *
 * <p>Changed while the tracker runs, by the thread that owns the directory.
 */
public final class ServedNetworks implements NetworkRule, SwarmRule {
    /** The most networks on a list. */
    public static final int LISTED_MAX = 1_000;

    private final TreeMap<NetworkId, InfoHash> listed = new TreeMap<>();
    private final TreeMap<InfoHash, NetworkId> swarms = new TreeMap<>();
    private boolean isOpen;

    /** What is served: worth keeping over a restart. */
    public record Choice(boolean isOpen, List<NetworkId> listed) {
        public Choice {
            listed = List.copyOf(listed);
            Check.argument(listed.size() <= LISTED_MAX, "%s networks, at most %s", listed.size(), LISTED_MAX);
        }

        /** Whatever is announced. */
        public static Choice open() {
            return new Choice(true, List.of());
        }

        /** These and no others. */
        public static Choice only(Collection<NetworkId> networks) {
            return new Choice(false, networks.stream().distinct().sorted().toList());
        }

        /** With one network more on the list. */
        public Choice with(NetworkId network) {
            List<NetworkId> more = new ArrayList<>(without(network).listed);
            more.add(network);
            return new Choice(isOpen, more.stream().sorted().toList());
        }

        /** With this network not on the list. */
        public Choice without(NetworkId network) {
            return new Choice(
                    isOpen,
                    listed.stream().filter(other -> !other.equals(network)).toList());
        }

        /** With the same list, which counts or does not. */
        public Choice opened(boolean toEverybody) {
            return new Choice(toEverybody, listed);
        }
    }

    /** These. */
    public ServedNetworks(Choice choice) {
        choose(choice);
    }

    /** Serves these from now on. */
    public void choose(Choice choice) {
        isOpen = choice.isOpen();
        listed.clear();
        swarms.clear();
        for (NetworkId network : choice.listed()) {
            InfoHash swarm = InfoHash.of(network);
            listed.put(network, swarm);
            swarms.put(swarm, network);
        }
    }

    /** What is served now. */
    public Choice choice() {
        return new Choice(isOpen, List.copyOf(listed.keySet()));
    }

    @Override
    public boolean serves(NetworkId network) {
        return isOpen || listed.containsKey(network);
    }

    @Override
    public boolean serves(InfoHash swarm) {
        return isOpen || swarms.containsKey(swarm);
    }
}
