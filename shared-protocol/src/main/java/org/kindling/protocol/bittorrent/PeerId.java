package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;

/** What a peer calls itself in a swarm: 20 bytes of its own choice (BEP 3), which begin with its program's name and version (BEP 20). */
public record PeerId(Bytes bytes) {
    /** The length of every peer id, in bytes. */
    public static final int SIZE = 20;

    /** How the ids of our peers begin (BEP 20, Azureus style): Kindling 0.1. */
    public static final String PREFIX = "-KD0100-";

    private static final byte[] LABEL = "peer-id".getBytes(US_ASCII);
    private static final int PROGRAM_CHARACTERS_MAX = 12;

    /** Azureus style, {@code -TR3000-}, or what aria2 made of Mainline style, {@code A2-1-36-0-}. */
    private static final Pattern PROGRAM =
            Pattern.compile("-([A-Za-z~]{2}[0-9A-Za-z]{4})-.*|([A-Z][0-9]?(?:-[0-9]{1,3}){2,3})-.*", Pattern.DOTALL);

    public PeerId {
        Check.argument(bytes.size() == SIZE, "a peer id has %s bytes, not %s", SIZE, bytes.size());
    }

    /**
     * The id of one of our peers: {@link #PREFIX}, then the first 12 bytes of {@code H("kindling/network-name", "peer-id" ‖ network id ‖ node id)}.
     *
     * <p>Always the same for one node in one network. Rationale: after a restart it takes the place of its own old entry, instead of leaving a
     * ghost that others dial.
     *
     * <p>Hashed with the network. Rationale: trackers outside are strangers; who asks one about two networks must not be able to see that one
     * node is in both. It proves nothing: who answers at the address proves its node key when dialled.
     */
    public static PeerId of(NetworkId network, NodeId node) {
        Bytes prefix = Bytes.wrap(PREFIX.getBytes(US_ASCII));
        Hash name = Hash.tagged(
                Domain.NETWORK_NAME,
                LABEL,
                network.hash().toArray(),
                node.bytes().toArray());
        return new PeerId(prefix.concat(name.bytes().slice(0, SIZE - prefix.size())));
    }

    /** The program and version it claims (BEP 20), such as {@code TR3000} or {@code A2-1-36-0}, if it tells. For statistics: anybody can claim any. */
    public Optional<String> program() {
        String start = new String(bytes.slice(0, PROGRAM_CHARACTERS_MAX).toArray(), ISO_8859_1);
        Matcher matcher = PROGRAM.matcher(start);
        return matcher.matches()
                ? Optional.of(matcher.group(1) != null ? matcher.group(1) : matcher.group(2))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return bytes.hex();
    }
}
