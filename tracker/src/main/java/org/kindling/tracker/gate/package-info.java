/** What guards an HTTP interface for its owner: who is connected, by which name he calls it, whether he holds the token. A peer's API and a tracker's own stand behind it. */
@NullMarked
package org.kindling.tracker.gate;

import org.jspecify.annotations.NullMarked;
