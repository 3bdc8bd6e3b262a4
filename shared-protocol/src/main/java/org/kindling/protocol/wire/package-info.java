/** How words travel: the one encoding of every message and the frames around it; the only way from a socket's bytes to words. */
@NullMarked
package org.kindling.protocol.wire;

import org.jspecify.annotations.NullMarked;
