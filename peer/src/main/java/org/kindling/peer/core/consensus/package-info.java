/** Who may extend the chain: what a header must fulfil, and how hard that is. */
@NullMarked
package org.kindling.peer.core.consensus;

import org.jspecify.annotations.NullMarked;
