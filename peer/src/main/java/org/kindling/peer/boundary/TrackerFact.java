package org.kindling.peer.boundary;

import java.util.List;

/** What happened between a peer and trackers, itself among them. */
public sealed interface TrackerFact extends Fact {
    /** @param isNeeded whether we had nobody else to ask: no link, nobody in the address book worth a dial */
    record Asked(String tracker, boolean isNeeded) implements TrackerFact {
        @Override
        public Level level() {
            return Level.DEBUG;
        }

        @Override
        public String verb() {
            return "asked-tracker";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("tracker", tracker), Field.of("needed", isNeeded));
        }
    }

    record Found(String tracker, int peers) implements TrackerFact {
        @Override
        public String verb() {
            return "found-tracker";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("tracker", tracker), Field.of("peers", peers));
        }
    }

    /** Told once when a tracker stops answering, not at every retry. */
    record Lost(String tracker, String reason) implements TrackerFact {
        @Override
        public String verb() {
            return "lost-tracker";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("tracker", tracker), Field.of("reason", reason));
        }
    }

    /** A tracker lies, or is lied to; told once in a life. From now on its answers are hints of the least trust. */
    record Suspected(String tracker, String reason) implements TrackerFact {
        @Override
        public Level level() {
            return Level.WARN;
        }

        @Override
        public String verb() {
            return "suspected-tracker";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("tracker", tracker), Field.of("reason", reason));
        }
    }

    /** This peer begins to serve as a tracker, or ends it. */
    record StoodIn(boolean isServing, String reason) implements TrackerFact {
        @Override
        public String verb() {
            return isServing ? "began-tracking" : "ended-tracking";
        }

        @Override
        public List<Field> fields() {
            return List.of(Field.of("reason", reason));
        }
    }
}
