/** Several trackers that keep one directory: what each hears it tells the others through an embedded Hazelcast, which nothing outside of this package knows. */
@NullMarked
package org.kindling.tracker.cluster;

import org.jspecify.annotations.NullMarked;
