package org.kindling.tracker.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;

/**
 * The address a caller's connection came from: the one thing about a caller that it cannot choose freely.
 *
 * @param address 4 bytes (IPv4) or 16 (IPv6); IPv4 inside IPv6 (RFC 4291 §2.5.5.2) is kept as IPv4
 */
public record SeenHost(Bytes address) {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final Bytes MAPPED_IPV4 = Bytes.fromHex("00000000000000000000ffff");
    private static final Bytes IPV6_LOOPBACK = Bytes.fromHex("00000000000000000000000000000001");

    public SeenHost {
        Check.argument(
                address.size() == IPV4_BYTES || address.size() == IPV6_BYTES,
                "an address has 4 or 16 bytes, not %s",
                address.size());
        address = address.startsWith(MAPPED_IPV4) ? address.slice(MAPPED_IPV4.size(), IPV6_BYTES) : address;
    }

    /** Whether the caller is on this very machine. */
    public boolean isLoopback() {
        return isIpv4() ? octet(0) == 127 : address.equals(IPV6_LOOPBACK);
    }

    /** Whether the caller is on this machine or in a private or link-local range (RFC 1918, 3927, 4193, 4291). */
    public boolean isNearby() {
        return isLoopback() || (isIpv4() ? isPrivateIpv4() : isPrivateIpv6());
    }

    /** What counts as one host: an IPv4 address, or an IPv6 /64, all of which one machine can use. */
    public Bytes host() {
        return isIpv4() ? address : address.slice(0, 8);
    }

    /** What is likely to be in one hand: a /24, or an IPv6 /48. */
    public Bytes neighbourhood() {
        return isIpv4() ? address.slice(0, 3) : address.slice(0, 6);
    }

    /** The first bits of the address, as many whole bytes as asked for of its kind. */
    Bytes prefix(int ipv4Bytes, int ipv6Bytes) {
        return address.slice(0, isIpv4() ? ipv4Bytes : ipv6Bytes);
    }

    /** Dotted or as RFC 5952 wants it, without brackets. */
    public String text() {
        return isIpv4() ? ipv4Text() : ipv6Text();
    }

    @Override
    public String toString() {
        return text();
    }

    private boolean isIpv4() {
        return address.size() == IPV4_BYTES;
    }

    private boolean isPrivateIpv4() {
        int first = octet(0);
        int second = octet(1);
        return first == 10
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && second == 168)
                || (first == 169 && second == 254);
    }

    private boolean isPrivateIpv6() {
        boolean isUniqueLocal = (octet(0) & 0xfe) == 0xfc;
        boolean isLinkLocal = octet(0) == 0xfe && (octet(1) & 0xc0) == 0x80;
        return isUniqueLocal || isLinkLocal;
    }

    private int octet(int position) {
        return address.at(position) & 0xff;
    }

    private String ipv4Text() {
        return String.format(Locale.ROOT, "%d.%d.%d.%d", octet(0), octet(1), octet(2), octet(3));
    }

    private String ipv6Text() {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < IPV6_BYTES; i += 2) {
            groups.add(Integer.toHexString(octet(i) << 8 | octet(i + 1)));
        }
        int start = 0;
        int length = 0;
        for (int i = 0; i < groups.size(); i++) {
            int zeros = zerosFrom(groups, i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        if (length < 2) {
            return String.join(":", groups);
        }
        return String.join(":", groups.subList(0, start))
                + "::"
                + String.join(":", groups.subList(start + length, groups.size()));
    }

    private static int zerosFrom(List<String> groups, int start) {
        int end = start;
        while (end < groups.size() && groups.get(end).equals("0")) {
            end++;
        }
        return end - start;
    }
}
