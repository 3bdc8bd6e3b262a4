package org.kindling.peer.shell.seed;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.kindling.peer.boundary.Event;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;

/**
 * Who is heard on the local network: peers of our network, never ourselves, and no more than a few addresses of each. Any thread.
 *
 * <p>Rationale: anybody there can claim anything, so what he claims is bounded, and is a hint only.
 */
final class LanNeighbours implements ServiceListener {
    private static final int ADDRESSES_MAX = 4;
    private static final long AT_ONCE_MILLIS = 1;

    private final NetworkId network;
    private final NodeId self;
    private final Map<String, List<Endpoint>> heard = new LinkedHashMap<>();

    LanNeighbours(NetworkId network, NodeId self) {
        this.network = network;
        this.self = self;
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
        boolean hasRoom = heard.size() < Event.SeedAnswered.ANSWERS_MAX || heard.containsKey(event.getName());
        boolean isOfUse = network.lan().equals(service.getPropertyString(LanSeed.NETWORK))
                && !self.hex().equals(service.getPropertyString(LanSeed.NODE))
                && service.getPort() > 0;
        if (isOfUse && hasRoom) {
            heard.put(event.getName(), endpoints(service));
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

    /** At most as many as one answer holds. */
    synchronized List<Endpoint> endpoints() {
        Set<Endpoint> all = new LinkedHashSet<>();
        heard.values().forEach(all::addAll);
        return all.stream().limit(Event.SeedAnswered.ANSWERS_MAX).toList();
    }
}
