package org.kindling.tracker.http;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.front.TrackerMetrics;

/**
 * What all parts of the front end stand on. Everything here but the clock belongs to one event loop.
 *
 * @param nowMillis Unix time
 */
record Setting(Vertx vertx, HttpLimits limits, Directory directory, TrackerMetrics metrics, LongSupplier nowMillis) {
    long now() {
        return nowMillis.getAsLong();
    }
}
