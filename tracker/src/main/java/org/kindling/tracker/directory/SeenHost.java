package org.kindling.tracker.directory;

import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.protocol.identity.PeerRecord;

/**
 * The address a caller's connection came from: the one thing about a caller that it cannot choose freely.
 *
 * @param ip IPv4 inside IPv6 is IPv4 here too
 */
public record SeenHost(IpAddress ip) {
    /** @param address 4 bytes (IPv4) or 16 (IPv6) */
    public SeenHost(Bytes address) {
        this(new IpAddress(address));
    }

    /** Whether the caller is on this very machine. */
    public boolean isLoopback() {
        return ip.isLoopback();
    }

    /** Whether the caller is on this machine or in a private, shared or link-local range. */
    public boolean isNearby() {
        return !ip.isPublic();
    }

    /** What counts as one host: an IPv4 address, or an IPv6 /64, all of which one machine can use. */
    public Bytes host() {
        return ip.isIpv4() ? ip.bytes() : ip.bytes().slice(0, 8);
    }

    /** What is likely to be in one hand: a /24, or an IPv6 /48. */
    public Bytes neighbourhood() {
        return ip.isIpv4() ? ip.bytes().slice(0, 3) : ip.bytes().slice(0, 6);
    }

    /** Whether dialling the endpoint ends at the caller's own address; on this machine any way of naming it will do. */
    boolean isHomeOf(Endpoint endpoint) {
        boolean isSame = endpoint.ip().filter(ip::equals).isPresent();
        boolean isHere = endpoint.host().equals("localhost")
                || endpoint.ip().filter(IpAddress::isLoopback).isPresent();
        return isSame || (isLoopback() && isHere);
    }

    /**
     * Whether whoever dials any endpoint of the record ends at the caller's own address.
     *
     * <p>Rationale: that somebody answers at one endpoint proves nothing about the others, which peers may dial first.
     */
    public boolean isOnlyHomeOf(PeerRecord record) {
        return !record.endpoints().isEmpty() && record.endpoints().stream().allMatch(this::isHomeOf);
    }

    /** Dotted or as RFC 5952 wants it, without brackets. */
    public String text() {
        return ip.text();
    }

    @Override
    public String toString() {
        return text();
    }
}
