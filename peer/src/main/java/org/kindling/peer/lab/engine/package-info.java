/** The simulated world itself: clock, network, disks, trackers and workers for any number of peers on one thread. */
@NullMarked
package org.kindling.peer.lab.engine;

import org.jspecify.annotations.NullMarked;
