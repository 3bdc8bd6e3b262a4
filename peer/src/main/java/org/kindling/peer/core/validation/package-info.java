/** Truly signed or not: the only maker of the types that prove it. */
@NullMarked
package org.kindling.peer.core.validation;

import org.jspecify.annotations.NullMarked;
