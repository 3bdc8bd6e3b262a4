package org.kindling.peer.shell.seed;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.kindling.protocol.identity.Endpoint;

/** At which addresses of this machine the local network is to be spoken to. */
final class LanAddresses {
    private static final int NETWORKS_MAX = 4;

    private LanAddresses() {}

    /** The one listened on, or, if that is every address, one of each network this machine is part of. May block. */
    static List<InetAddress> of(Endpoint reached) throws SocketException {
        InetAddress named = NetUtil.createInetAddressFromIpAddressString(reached.host());
        if (named != null && !named.isAnyLocalAddress()) {
            return List.of(named);
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (network.isUp()
                    && network.supportsMulticast()
                    && !network.isLoopback()
                    && addresses.size() < NETWORKS_MAX) {
                best(network).ifPresent(addresses::add);
            }
        }
        return addresses;
    }

    private static Optional<InetAddress> best(NetworkInterface network) {
        List<InetAddress> own = Collections.list(network.getInetAddresses());
        return own.stream()
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .or(() -> own.stream().findFirst());
    }
}
