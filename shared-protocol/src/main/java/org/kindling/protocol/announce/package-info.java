/** What a peer tells a tracker and what it hears back. */
@NullMarked
package org.kindling.protocol.announce;

import org.jspecify.annotations.NullMarked;
