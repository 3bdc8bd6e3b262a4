/** Who is in which network right now: leases that announces rebuild, fair samples of them, and whom we reached ourselves; pure. */
@NullMarked
package org.kindling.tracker.directory;

import org.jspecify.annotations.NullMarked;
