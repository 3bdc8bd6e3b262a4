/** Peers and trackers run by this process. */
@NullMarked
package org.kindling.cli.node;

import org.jspecify.annotations.NullMarked;
