package org.kindling.protocol.bittorrent;

/** Over which of the two an UDP tracker is spoken to, which decides how long a peer is in its answers (BEP 15). */
public enum AddressFamily {
    /** Four bytes an address. */
    IPV4(4),
    /** Sixteen bytes an address. */
    IPV6(16);

    private final int addressBytes;

    AddressFamily(int addressBytes) {
        this.addressBytes = addressBytes;
    }

    int addressBytes() {
        return addressBytes;
    }

    /** An address and a port. */
    public int peerBytes() {
        return addressBytes + Short.BYTES;
    }
}
