/** Producing blocks by proof of work, at a bounded pace. */
@NullMarked
package org.kindling.peer.core.consensus.pow;

import org.jspecify.annotations.NullMarked;
