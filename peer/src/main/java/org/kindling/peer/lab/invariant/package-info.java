/** What must hold in every run whatever happens: the catalogue in docs/invariants.md, checked after every step. */
@NullMarked
package org.kindling.peer.lab.invariant;

import org.jspecify.annotations.NullMarked;
