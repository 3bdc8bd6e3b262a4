/** Hashes, keys, signatures and Merkle trees; the only package that knows Bouncy Castle. */
@NullMarked
package org.kindling.protocol.crypto;

import org.jspecify.annotations.NullMarked;
