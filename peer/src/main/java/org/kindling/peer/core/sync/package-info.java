/** Catching up: headers first, then blocks from many links at once. */
@NullMarked
package org.kindling.peer.core.sync;

import org.jspecify.annotations.NullMarked;
