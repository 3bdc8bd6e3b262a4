/** The peer itself: deterministic, single-threaded; knows no clock, socket, thread, disk, logger or chance. */
@NullMarked
package org.kindling.peer.core;

import org.jspecify.annotations.NullMarked;
