/** Asks for addresses where no tracker is needed: the local network and DNS. */
@NullMarked
package org.kindling.peer.shell.seed;

import org.jspecify.annotations.NullMarked;
