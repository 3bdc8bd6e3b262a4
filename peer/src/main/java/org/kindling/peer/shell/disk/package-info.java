/** Where a peer's memory outlives it: append-only logs, checked small files and snapshots hold the truth, MapDB only what can be rebuilt. */
@NullMarked
package org.kindling.peer.shell.disk;

import org.jspecify.annotations.NullMarked;
