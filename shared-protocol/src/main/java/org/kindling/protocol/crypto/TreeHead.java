package org.kindling.protocol.crypto;

/**
 * How many leaves a tree has, and its root.
 *
 * @param size the number of leaves; a claim until a proof has been checked
 * @param root the hash at the top
 */
public record TreeHead(long size, Hash root) {}
