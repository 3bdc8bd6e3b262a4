package org.kindling.peer.lab.scenario;

import java.util.List;
import org.kindling.peer.boundary.Seed;
import org.kindling.peer.lab.engine.Weather;

/** One story about a network and what befalls it. */
public interface Scenario {
    /** As it is asked for on the command line: words joined by hyphens. */
    String name();

    /** What happens and what must hold, in one sentence. */
    String sentence();

    /** How many peers take part if nobody says otherwise. */
    int peers();

    /** How many of them lie; they come last. */
    default int liars() {
        return 0;
    }

    /** Whether peers know of a tracker; if not, there is none. */
    default boolean hasTracker() {
        return true;
    }

    /** The trackers that peers know of. */
    default List<String> trackers() {
        return hasTracker() ? List.of(Stage.TRACKER) : List.of();
    }

    /** Where else peers ask for addresses. */
    default List<Seed> seeds() {
        return List.of();
    }

    /** How many of the first peers everyone has a capsule of. */
    default int doors() {
        return 0;
    }

    /** How well the network carries. */
    default Weather weather() {
        return Weather.fair();
    }

    /** Plays the story through; what does not hold is told to the stage. */
    void play(Stage stage);
}
