/** Pages for people: how those of trackers and of peers look, and what a browser may do with them. */
@NullMarked
package org.kindling.tracker.page;

import org.jspecify.annotations.NullMarked;
