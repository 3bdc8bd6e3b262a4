package org.kindling.peer.shell;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.PeerView;

/**
 * Notices who mines alone though there is somebody to mine with, and says so once.
 *
 * <p>Rationale: two who were to found one network together and do not reach each other both see a chain that grows, and one of the chains is lost
 * when they meet. Who was given no way in is the first of his network and is alone by design.
 */
final class LoneMining {
    /** Fewer may be mined while the first call is still under way. */
    private static final int BLOCKS = 3;

    private static final Set<String> GIVEN = Set.of("tracker", "dns-seed", "local-network");

    private int mined;
    private boolean isSettled;

    /**
     * What to warn of, if this fact makes it so.
     *
     * @param neighbourhood asked at the block in question only
     */
    Optional<String> warning(Fact fact, Supplier<PeerView.Neighbourhood> neighbourhood) {
        if (fact instanceof Fact.LinkOpened) {
            isSettled = true;
        } else if (!isSettled && fact instanceof Fact.BlockProduced && ++mined == BLOCKS) {
            isSettled = true;
            return hasWayIn(neighbourhood.get())
                    ? Optional.of("alone: mining a chain nobody else sees; no link since the start blocks=" + BLOCKS)
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean hasWayIn(PeerView.Neighbourhood neighbourhood) {
        return neighbourhood.known() > 0
                || neighbourhood.sources().stream().anyMatch(source -> GIVEN.contains(source.kind()));
    }
}
