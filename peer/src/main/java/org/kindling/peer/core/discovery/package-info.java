/** Whom we know and whom to call: address book, dial plan, peer exchange, when to ask a tracker, and how to live without one. */
@NullMarked
package org.kindling.peer.core.discovery;

import org.jspecify.annotations.NullMarked;
