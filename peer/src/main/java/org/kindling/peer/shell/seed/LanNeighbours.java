package org.kindling.peer.shell.seed;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.kindling.peer.boundary.Event;
import org.kindling.protocol.Shuffle;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;

/**
 * Who is heard on the local network: peers of our network, never ourselves, and no more than a few addresses of each. Any thread.
 *
 * <p>When too many are heard chance decides who is named. Rationale: anybody there can claim anything, so what he claims is bounded, and is
 * a hint only; and whoever claims most, or first, must not thereby silence the others.
 */
final class LanNeighbours implements ServiceListener {
    private static final int ADDRESSES_MAX = 4;
    private static final long AT_ONCE_MILLIS = 1;

    private final NetworkId network;
    private final NodeId self;
    private final RandomGenerator chance;
    private final Map<String, List<Endpoint>> heard = new LinkedHashMap<>();

    LanNeighbours(NetworkId network, NodeId self, RandomGenerator chance) {
        this.network = network;
        this.self = self;
        this.chance = chance;
    }

    /** Only a name so far; asks for the rest and does not wait. */
    @Override
    public void serviceAdded(ServiceEvent event) {
        event.getDNS().requestServiceInfo(event.getType(), event.getName(), AT_ONCE_MILLIS);
    }

    @Override
    public synchronized void serviceRemoved(ServiceEvent event) {
        heard.remove(event.getName());
    }

    @Override
    public synchronized void serviceResolved(ServiceEvent event) {
        ServiceInfo service = event.getInfo();
        boolean isOfUse = network.lan().equals(service.getPropertyString(LanSeed.NETWORK))
                && !self.hex().equals(service.getPropertyString(LanSeed.NODE))
                && service.getPort() > 0;
        if (isOfUse) {
            resolved(event.getName(), endpoints(service));
        }
    }

    /** This service is to be found there. */
    synchronized void resolved(String name, List<Endpoint> endpoints) {
        heard.put(name, endpoints);
        if (heard.size() > Event.SeedAnswered.ANSWERS_MAX) {
            List<String> names = new ArrayList<>(heard.keySet());
            heard.remove(names.get(chance.nextInt(names.size())));
        }
    }

    private static List<Endpoint> endpoints(ServiceInfo service) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (InetAddress address : service.getInetAddresses()) {
            if (endpoints.size() < ADDRESSES_MAX) {
                endpoints.add(new Endpoint(address.getHostAddress(), service.getPort()));
            }
        }
        return endpoints;
    }

    synchronized boolean isEmpty() {
        return heard.isEmpty();
    }

    /** At most as many as one answer holds, in any order. */
    synchronized List<Endpoint> endpoints() {
        Set<Endpoint> distinct = new LinkedHashSet<>();
        heard.values().forEach(distinct::addAll);
        List<Endpoint> all = new ArrayList<>(distinct);
        Shuffle.inPlace(all, chance);
        return all.stream().limit(Event.SeedAnswered.ANSWERS_MAX).toList();
    }
}
