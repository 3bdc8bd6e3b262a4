/** The tracker's UDP front end: read a datagram, see that its sender is where it says, ask the directory, answer. */
@NullMarked
package org.kindling.tracker.udp;

import org.jspecify.annotations.NullMarked;
