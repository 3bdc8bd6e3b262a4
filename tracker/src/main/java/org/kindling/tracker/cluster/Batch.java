package org.kindling.tracker.cluster;

import java.util.List;
import org.kindling.tracker.directory.BareSighting;
import org.kindling.tracker.directory.Sighting;

/** What one member tells at once; times by the cluster's clock. */
record Batch(List<Sighting> signed, List<BareSighting> bare) {
    Batch {
        signed = List.copyOf(signed);
        bare = List.copyOf(bare);
    }

    /** By a clock that is so much ahead. */
    Batch later(long millis) {
        return new Batch(
                signed.stream().map(sighting -> sighting.later(millis)).toList(),
                bare.stream().map(sighting -> sighting.later(millis)).toList());
    }
}
