/** What the tracker's front ends have in common: where a caller is, how often it may ask, and what is counted. */
@NullMarked
package org.kindling.tracker.front;

import org.jspecify.annotations.NullMarked;
