/** What waits to be included in a block. */
@NullMarked
package org.kindling.peer.core.mempool;

import org.jspecify.annotations.NullMarked;
