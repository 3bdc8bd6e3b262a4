package org.kindling.peer.shell.disk;

import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Transaction;

/**
 * Where a transaction stands in the chain the index follows.
 *
 * @param block the block that contains it
 * @param transaction as it is read from the block log, not from the index
 */
public record Location(ChainPosition position, Hash block, Transaction transaction) {}
