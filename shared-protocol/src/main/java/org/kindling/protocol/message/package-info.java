/** Everything one peer can say to another. */
@NullMarked
package org.kindling.protocol.message;

import org.jspecify.annotations.NullMarked;
