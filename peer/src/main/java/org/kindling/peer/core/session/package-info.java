/** Who is speaking? Handshake, versions, rate limits, penalties, and which of two links to one peer stays. */
@NullMarked
package org.kindling.peer.core.session;

import org.jspecify.annotations.NullMarked;
