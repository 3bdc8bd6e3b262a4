package org.kindling.protocol.identity;

import java.util.List;
import java.util.regex.Pattern;
import org.kindling.protocol.Check;
import org.kindling.protocol.MalformedException;

/**
 * All that a newcomer needs to join, with or without a tracker: the short form, which fits a chat message or a QR code.
 *
 * <p>The network spec is fetched from any tracker or door named here and checked against the network id. Any peer can mint one.
 *
 * @param trackers base URLs of trackers, at most four
 * @param doors peers to call, at most four
 */
public record Capsule(NetworkId network, List<String> trackers, List<Door> doors, Checkpoint checkpoint) {
    /** What every capsule begins with. */
    public static final String SCHEME = "kindling:";

    /** The most trackers. */
    public static final int TRACKERS_MAX = 4;

    /** The most doors. */
    public static final int DOORS_MAX = 4;

    /** The longest text: what a QR code of middling density holds. */
    public static final int CHARACTERS_MAX = 800;

    /** The longest URL of a tracker. */
    public static final int TRACKER_CHARACTERS_MAX = 200;

    private static final Pattern TRACKER = Pattern.compile("[a-z][a-z0-9+.-]*://[!-~]+");

    public Capsule {
        trackers = List.copyOf(trackers);
        doors = List.copyOf(doors);
        Check.argument(trackers.size() <= TRACKERS_MAX, "more than %s trackers", TRACKERS_MAX);
        for (String tracker : trackers) {
            Check.argument(
                    tracker.length() <= TRACKER_CHARACTERS_MAX
                            && TRACKER.matcher(tracker).matches(),
                    "'%s' is not a URL of at most %s characters",
                    tracker,
                    TRACKER_CHARACTERS_MAX);
        }
        Check.argument(doors.size() <= DOORS_MAX, "more than %s doors", DOORS_MAX);
    }

    /**
     * The capsule as a string: {@value #SCHEME} and URL-safe Base64 (RFC 4648 §5) that ends in a checksum.
     *
     * @throws IllegalArgumentException if it would be longer than {@link #CHARACTERS_MAX}: name fewer trackers or doors
     */
    public String text() {
        return IdentityCodec.text(this);
    }

    /**
     * The same without the last trackers, and then the last doors, for which its text has no room.
     *
     * <p>Rationale: doors work without any tracker.
     */
    public Capsule cutToFit() {
        Capsule cut = this;
        while (IdentityCodec.textOfAnyLength(cut).length() > CHARACTERS_MAX) {
            cut = cut.trackers.isEmpty()
                    ? new Capsule(network, List.of(), butLast(cut.doors), checkpoint)
                    : new Capsule(network, butLast(cut.trackers), doors, checkpoint);
        }
        return cut;
    }

    private static <T> List<T> butLast(List<T> list) {
        return list.subList(0, list.size() - 1);
    }

    /** @throws MalformedException saying what is wrong: not a capsule, cut short, mistyped */
    public static Capsule parse(String text) throws MalformedException {
        return IdentityReader.capsule(text);
    }
}
