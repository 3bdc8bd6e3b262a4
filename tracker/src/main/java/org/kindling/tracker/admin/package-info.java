/** What only the operator of a tracker may ask of it: which networks are here by their whole ids, and which are served. */
@NullMarked
package org.kindling.tracker.admin;

import org.jspecify.annotations.NullMarked;
