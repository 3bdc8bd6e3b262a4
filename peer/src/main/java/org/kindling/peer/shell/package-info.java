/** Runs one peer in the real world: gives its core time, threads, sockets, a disk, trackers and ears. */
@NullMarked
package org.kindling.peer.shell;

import org.jspecify.annotations.NullMarked;
