/** The threads that all peers of one process share for arithmetic and for what may wait. */
@NullMarked
package org.kindling.peer.shell.workers;

import org.jspecify.annotations.NullMarked;
