package org.kindling.protocol.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;

/**
 * An IP address, whichever way it was written: every spelling of one address is the same value.
 *
 * @param bytes 4 (IPv4) or 16 (IPv6), in network order; IPv4 inside IPv6 (RFC 4291 §2.5.5.2) is kept as IPv4
 */
public record IpAddress(Bytes bytes) {
    /** The last of the ports that belong to services of the system (RFC 6335 §6). */
    public static final int SYSTEM_PORT_MAX = 1_023;

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int IPV6_FIELDS = 8;
    private static final Bytes MAPPED_IPV4 = Bytes.fromHex("00000000000000000000ffff");
    private static final Bytes IPV4_UNSPECIFIED = Bytes.wrap(new byte[IPV4_BYTES]);
    private static final Bytes IPV6_UNSPECIFIED = Bytes.wrap(new byte[IPV6_BYTES]);
    private static final Bytes IPV6_LOOPBACK = Bytes.fromHex("00000000000000000000000000000001");
    /** The well-known NAT64 prefix, RFC 6052 §2.1; the IPv4 address follows it. */
    private static final Bytes NAT64 = Bytes.fromHex("0064ff9b0000000000000000");
    /** 6to4, RFC 3056 §2; the IPv4 address follows it. */
    private static final Bytes SIX_TO_FOUR = Bytes.fromHex("2002");

    private static final int OCTET_DIGITS_MAX = 3;
    private static final int OCTET_MAX = 255;
    private static final int NO_OCTET = -1;

    public IpAddress {
        Check.argument(
                bytes.size() == IPV4_BYTES || bytes.size() == IPV6_BYTES,
                "an address has 4 or 16 bytes, not %s",
                bytes.size());
        bytes = bytes.startsWith(MAPPED_IPV4) ? bytes.slice(MAPPED_IPV4.size(), IPV6_BYTES) : bytes;
    }

    /** The address this literal stands for, without brackets and zone; nothing if it is a name. Nothing is resolved. */
    public static Optional<IpAddress> parse(String literal) {
        return literal.indexOf(':') < 0 ? parseIpv4(literal) : parseIpv6(literal);
    }

    private static Optional<IpAddress> parseIpv4(String literal) {
        byte[] octets = new byte[IPV4_BYTES];
        int begin = 0;
        for (int i = 0; i < IPV4_BYTES; i++) {
            int end = i < IPV4_BYTES - 1 ? literal.indexOf('.', begin) : literal.length();
            int octet = end < 0 ? NO_OCTET : readOctet(literal, begin, end);
            if (octet == NO_OCTET) {
                return Optional.empty();
            }
            octets[i] = (byte) octet;
            begin = end + 1;
        }
        return Optional.of(new IpAddress(Bytes.wrap(octets)));
    }

    /** Without leading zeros. Rationale: some read them as octal. */
    private static int readOctet(String text, int begin, int end) {
        int digits = end - begin;
        if (digits < 1 || digits > OCTET_DIGITS_MAX || (digits > 1 && text.charAt(begin) == '0')) {
            return NO_OCTET;
        }
        int octet = 0;
        for (int i = begin; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NO_OCTET;
            }
            octet = 10 * octet + digit;
        }
        return octet <= OCTET_MAX ? octet : NO_OCTET;
    }

    private static Optional<IpAddress> parseIpv6(String literal) {
        int gap = literal.indexOf("::");
        List<Integer> head = new ArrayList<>();
        List<Integer> tail = new ArrayList<>();
        boolean isWellFormed = gap < 0
                ? readFields(literal, head)
                : readFields(literal.substring(0, gap), head) && readFields(literal.substring(gap + 2), tail);
        int missing = IPV6_FIELDS - head.size() - tail.size();
        if (!isWellFormed || (gap < 0 ? missing != 0 : missing < 1)) {
            return Optional.empty();
        }
        for (int i = 0; i < missing; i++) {
            head.add(0);
        }
        head.addAll(tail);
        byte[] bytes = new byte[IPV6_BYTES];
        for (int i = 0; i < IPV6_FIELDS; i++) {
            bytes[2 * i] = (byte) (head.get(i) >> 8);
            bytes[2 * i + 1] = (byte) (int) head.get(i);
        }
        return Optional.of(new IpAddress(Bytes.wrap(bytes)));
    }

    /** Reads fields of four hexadecimal digits, the last of which may be an IPv4 address that counts for two. */
    private static boolean readFields(String text, List<Integer> fields) {
        if (text.isEmpty()) {
            return true;
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            Optional<IpAddress> v4 = i == parts.length - 1 ? parseIpv4(parts[i]) : Optional.empty();
            if (v4.isPresent()) {
                fields.add(v4.get().octet(0) << 8 | v4.get().octet(1));
                fields.add(v4.get().octet(2) << 8 | v4.get().octet(3));
            } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
                fields.add(Integer.parseInt(parts[i], 16));
            } else {
                return false;
            }
        }
        return fields.size() <= IPV6_FIELDS;
    }

    public boolean isIpv4() {
        return bytes.size() == IPV4_BYTES;
    }

    /** Whether it stands for any address, or none: 0.0.0.0, or {@code ::}. */
    public boolean isUnspecified() {
        return bytes.equals(isIpv4() ? IPV4_UNSPECIFIED : IPV6_UNSPECIFIED);
    }

    /** Whether this is this very machine, seen from itself. */
    public boolean isLoopback() {
        return isIpv4() ? octet(0) == 127 : bytes.equals(IPV6_LOOPBACK);
    }

    /**
     * Whether others may be sent to this port of it by somebody who has proven no more than that he can send from there: in the internet to none of a
     * system's services. Rationale: whoever shares an address with a mail server could aim a whole swarm at it.
     */
    public boolean isOpenToHearsay(int port) {
        return port > SYSTEM_PORT_MAX || (port > 0 && !isPublic());
    }

    /**
     * Whether it can be anywhere in the internet: not this host or network, loopback, private, shared, link-local, multicast or reserved
     * (RFC 6890, RFC 4193, RFC 4291, RFC 6598). Ranges set aside for documentation and benchmarks count as public: nobody is there, and examples and
     * simulations look like the internet.
     */
    public boolean isPublic() {
        return isIpv4() ? isPublicIpv4() : isPublicIpv6();
    }

    private boolean isPublicIpv4() {
        int first = octet(0);
        int second = octet(1);
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127;
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            case 192 -> second != 168;
            default -> first < 224;
        };
    }

    private boolean isPublicIpv6() {
        boolean isNat64 = bytes.startsWith(NAT64);
        boolean isUniqueLocal = (octet(0) & 0xfe) == 0xfc;
        boolean isLinkLocal = octet(0) == 0xfe && (octet(1) & 0xc0) == 0x80;
        boolean isMulticast = octet(0) == 0xff;
        return isNat64 || (octet(0) != 0 && !isUniqueLocal && !isLinkLocal && !isMulticast);
    }

    /**
     * What is likely to be in one hand: the first 16 bits of IPv4, 32 of IPv6 (Heilman 2015 §4; Bitcoin Core without a map of providers). An IPv6
     * address that only wraps an IPv4 address (NAT64, 6to4) is in the group of that one. Rationale: whoever owns one IPv4 address owns a whole
     * /48 of 6to4.
     */
    public Bytes group() {
        if (bytes.startsWith(NAT64)) {
            return bytes.slice(NAT64.size(), NAT64.size() + 2);
        }
        if (!isIpv4() && bytes.startsWith(SIX_TO_FOUR)) {
            return bytes.slice(SIX_TO_FOUR.size(), SIX_TO_FOUR.size() + 2);
        }
        return bytes.slice(0, isIpv4() ? 2 : 4);
    }

    /** Dotted, or as RFC 5952 wants it, without brackets. */
    public String text() {
        return isIpv4() ? octet(0) + "." + octet(1) + "." + octet(2) + "." + octet(3) : ipv6Text();
    }

    @Override
    public String toString() {
        return text();
    }

    private int octet(int position) {
        return bytes.at(position) & 0xff;
    }

    private String ipv6Text() {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < IPV6_BYTES; i += 2) {
            fields.add(Integer.toHexString(octet(i) << 8 | octet(i + 1)));
        }
        int start = 0;
        int length = 0;
        for (int i = 0; i < fields.size(); i++) {
            int zeros = zerosFrom(fields, i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        return length < 2
                ? String.join(":", fields)
                : String.join(":", fields.subList(0, start))
                        + "::"
                        + String.join(":", fields.subList(start + length, fields.size()));
    }

    private static int zerosFrom(List<String> fields, int start) {
        int end = start;
        while (end < fields.size() && fields.get(end).equals("0")) {
            end++;
        }
        return end - start;
    }
}
