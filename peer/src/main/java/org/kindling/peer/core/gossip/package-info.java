/** Have we heard this? Who has what, what to ask of whom, what to pass on. */
@NullMarked
package org.kindling.peer.core.gossip;

import org.jspecify.annotations.NullMarked;
