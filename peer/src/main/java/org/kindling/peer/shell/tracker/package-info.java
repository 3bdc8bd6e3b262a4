/** Asks trackers over HTTP and takes no answer on trust. */
@NullMarked
package org.kindling.peer.shell.tracker;

import org.jspecify.annotations.NullMarked;
