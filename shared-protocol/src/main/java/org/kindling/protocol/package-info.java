/** The words peers and trackers speak, and how words become bytes. */
@NullMarked
package org.kindling.protocol;

import org.jspecify.annotations.NullMarked;
