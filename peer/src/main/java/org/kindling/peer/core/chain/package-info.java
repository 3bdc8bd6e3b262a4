/** The ledger itself: the state and how blocks change it, the tree of blocks, and which of its branches counts. */
@NullMarked
package org.kindling.peer.core.chain;

import org.jspecify.annotations.NullMarked;
