package org.kindling.protocol.bittorrent;

import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;

/**
 * An announce as it is asked over HTTP.
 *
 * @param key by which a tracker knows a peer again whose address changed (BEP 7), at most {@link #KEY_BYTES_MAX}; empty if not said. Most write a
 *     number in hexadecimal, aria2 any eight bytes
 * @param trackerId what the tracker gave with its last answer, at most {@link SwarmReply.Notes#TRACKER_ID_BYTES_MAX}; empty if nothing
 * @param alsoAt where the peer says to be reached as well ({@code ipv4}, {@code ipv6}; BEP 7), at most {@link #ALSO_AT_MAX}, IPv4 first. A claim:
 *     never to be listed, nor dialled on behalf of a stranger, before it is proven
 */
public record HttpAnnounce(
        SwarmAnnounce announce, PeerModel model, Bytes key, Bytes trackerId, List<SwarmPeer> alsoAt) {
    /** Longest key. */
    public static final int KEY_BYTES_MAX = 64;

    /** The most further addresses; of more the first are read. */
    public static final int ALSO_AT_MAX = 8;

    public HttpAnnounce {
        alsoAt = SwarmPeer.ipv4First(alsoAt).stream().map(SwarmPeer::withoutId).toList();
        Check.argument(key.size() <= KEY_BYTES_MAX, "a key of %s bytes, at most %s", key.size(), KEY_BYTES_MAX);
        Check.argument(
                trackerId.size() <= SwarmReply.Notes.TRACKER_ID_BYTES_MAX,
                "a tracker id of %s bytes",
                trackerId.size());
        Check.argument(alsoAt.size() <= ALSO_AT_MAX, "%s further addresses, at most %s", alsoAt.size(), ALSO_AT_MAX);
    }

    /** What our peers ask: compact, without the rest. */
    public HttpAnnounce(SwarmAnnounce announce) {
        this(announce, PeerModel.COMPACT, Bytes.EMPTY, Bytes.EMPTY, List.of());
    }
}
