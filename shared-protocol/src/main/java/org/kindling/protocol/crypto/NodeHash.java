package org.kindling.protocol.crypto;

/** How a tree makes one hash of two. */
interface NodeHash {
    /** The hash of an inner node, from its left and its right child. */
    Hash join(Hash left, Hash right);
}
