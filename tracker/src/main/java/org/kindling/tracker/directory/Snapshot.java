package org.kindling.tracker.directory;

import org.kindling.protocol.crypto.Hash;

/**
 * Who was listed in one network at one moment.
 *
 * @param takenAtMillis by the notary's clock; 0 if nobody has looked yet
 * @param members the RFC 9162 root over the sorted node ids
 */
record Snapshot(long takenAtMillis, Hash members) {
    static final Snapshot NONE = new Snapshot(0, Hash.sha256());
}
