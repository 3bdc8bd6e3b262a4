package org.kindling.peer.lab.scenario;

import java.util.List;
import org.kindling.protocol.Check;

/** Many measurements of the same thing, in order of size. */
record Spread(List<Double> ascending) {
    Spread {
        Check.argument(!ascending.isEmpty(), "nothing was measured");
        ascending = ascending.stream().sorted().toList();
    }

    /** The least value that this share of all does not exceed (nearest rank). */
    double quantile(double share) {
        int rank = (int) Math.ceil(share * ascending.size());
        return ascending.get(Math.max(0, rank - 1));
    }

    double median() {
        return quantile(0.5);
    }

    double most() {
        return ascending.get(ascending.size() - 1);
    }
}
