/** The whole conversation between a peer and its world: what happens to it, what it does, what it reports. */
@NullMarked
package org.kindling.peer.boundary;

import org.jspecify.annotations.NullMarked;
