package org.kindling.peer.boundary;

import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.MountainRange;
import org.kindling.protocol.ledger.Height;

/**
 * The state after one block.
 *
 * @param history the mountain range over all block ids up to and including this block
 */
public record Snapshot(Hash block, Height height, StateImage state, MountainRange history) {}
