/** A world made of nothing: many peers, one thread, virtual time, one seed. */
@NullMarked
package org.kindling.peer.lab;

import org.jspecify.annotations.NullMarked;
