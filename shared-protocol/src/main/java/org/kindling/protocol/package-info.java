/** The words peers and trackers speak: byte strings, faults, and below them keys, ledger, identity, messages and their encoding. */
@NullMarked
package org.kindling.protocol;

import org.jspecify.annotations.NullMarked;
