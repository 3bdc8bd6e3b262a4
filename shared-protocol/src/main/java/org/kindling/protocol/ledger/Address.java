package org.kindling.protocol.ledger;

import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Bech32m;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.PublicKey;

/**
 * Where units are kept: the first 20 bytes of the domain-tagged SHA-256 of an Ed25519 public key.
 *
 * <p>People see it as bech32m (BIP 350) with the network's prefix, so that a typing error or an address of another network
 * is noticed before anything is sent.
 */
public record Address(Bytes bytes) implements Comparable<Address> {
    /** The length of every address, in bytes. */
    public static final int SIZE = 20;

    public Address {
        Check.argument(bytes.size() == SIZE, "an address has %s bytes, not %s", SIZE, bytes.size());
    }

    /** The address whose units this key spends. */
    public static Address of(PublicKey key) {
        return new Address(
                Hash.tagged(Domain.ADDRESS, key.bytes().toArray()).bytes().slice(0, SIZE));
    }

    /** The address as people write it: {@code prefix1…}. */
    public String text(String prefix) {
        return Bech32m.encode(prefix, bytes.toArray());
    }

    /** @throws MalformedException if the text is no address, or one with another network's prefix */
    public static Address parse(String prefix, String text) throws MalformedException {
        Bech32m.Decoded decoded = bech32m(text);
        if (!decoded.prefix().equals(prefix)) {
            throw new MalformedException(
                    Fault.OUT_OF_RANGE,
                    "the address begins with '" + decoded.prefix() + "', this network's begin with '" + prefix + "'");
        }
        if (decoded.data().size() != SIZE) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "an address has " + SIZE + " bytes");
        }
        return new Address(decoded.data());
    }

    private static Bech32m.Decoded bech32m(String text) throws MalformedException {
        try {
            return Bech32m.decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(Fault.UNREADABLE, "'" + text + "' is not an address: " + e.getMessage(), e);
        }
    }

    @Override
    public int compareTo(Address other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return bytes.hex();
    }
}
