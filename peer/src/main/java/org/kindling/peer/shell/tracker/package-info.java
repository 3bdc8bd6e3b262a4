/** Asks trackers over HTTP and takes no answer on trust, and stands in for them when it is told to. */
@NullMarked
package org.kindling.peer.shell.tracker;

import org.jspecify.annotations.NullMarked;
