package org.kindling.tracker.cluster;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;

/**
 * Where this machine takes the calls of the other members.
 *
 * @param ip private or loopback. Rationale: what members say to each other is not encrypted, and whoever reaches the port may try to be one
 */
record Seat(IpAddress ip, int port) {
    /** The first place that is this machine's and free; blocks while names are resolved. */
    static Seat of(ClusterOptions options) throws IOException {
        boolean isSaid = !options.seats().isEmpty();
        List<Seat> own = own(isSaid ? options.seats() : options.members());
        if (own.isEmpty()) {
            throw new IOException(
                    isSaid
                            ? options.seats().get(0) + " is no address of this machine, so no member can be there"
                            : "none of " + words(options.members())
                                    + " is an address of this machine; the members must name it, or say which it is");
        }
        return choose(amongMembers(own, options.members()));
    }

    /** Those that the other members can reach. Rationale: Debian has a machine's own name mean a loopback address on that machine, and another elsewhere. */
    private static List<Seat> amongMembers(List<Seat> own, List<Endpoint> members) throws IOException {
        if (members.stream().allMatch(Seat::isHere)) {
            return own;
        }
        List<Seat> reachable = own.stream().filter(seat -> !seat.isLoopback()).toList();
        if (reachable.isEmpty()) {
            throw new IOException("the name of this machine means " + words(own)
                    + " here, where the members on other machines cannot reach it; name it by its address in the private network"
                    + " in the list of members, or correct /etc/hosts");
        }
        return reachable;
    }

    /** Whether whoever goes by this name is on this very machine. */
    private static boolean isHere(Endpoint member) {
        List<InetAddress> addresses = resolve(member.host());
        return !addresses.isEmpty() && addresses.stream().allMatch(InetAddress::isLoopbackAddress);
    }

    /** Of places that are this machine's. */
    static Seat choose(List<Seat> own) throws IOException {
        List<Seat> hidden = own.stream().filter(seat -> !seat.ip.isPublic()).toList();
        if (hidden.isEmpty()) {
            throw new IOException(
                    words(own) + " can be reached from the internet, and members of a cluster talk unencrypted;"
                            + " use addresses of a private network or tunnel");
        }
        for (Seat seat : hidden) {
            if (seat.isFree()) {
                return seat;
            }
        }
        throw new IOException(words(hidden) + " is taken by another program; choose another port for the cluster");
    }

    boolean isLoopback() {
        return ip.isLoopback();
    }

    boolean isIpv4() {
        return ip.isIpv4();
    }

    private static List<Seat> own(List<Endpoint> places) throws IOException {
        List<Seat> own = new ArrayList<>();
        for (Endpoint place : places) {
            for (InetAddress address : resolve(place.host())) {
                if (NetworkInterface.getByInetAddress(address) != null || address.isLoopbackAddress()) {
                    own.add(new Seat(new IpAddress(Bytes.wrap(address.getAddress())), place.port()));
                }
            }
        }
        return own;
    }

    private static List<InetAddress> resolve(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException nowhere) {
            return List.of();
        }
    }

    private boolean isFree() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(
                    new InetSocketAddress(InetAddress.getByAddress(ip.bytes().toArray()), port));
            return true;
        } catch (BindException taken) {
            return false;
        }
    }

    private static String words(List<?> places) {
        return places.stream()
                .map(Object::toString)
                .reduce((some, next) -> some + ", " + next)
                .orElse("nothing");
    }

    @Override
    public String toString() {
        return new Endpoint(ip.text(), port).toString();
    }
}
