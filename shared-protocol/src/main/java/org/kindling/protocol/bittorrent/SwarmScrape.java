package org.kindling.protocol.bittorrent;

import java.util.List;
import java.util.Optional;
import org.kindling.protocol.Check;

/**
 * A question after the sizes of swarms (BEP 48, BEP 15).
 *
 * <p>At least one swarm is named. Rationale: BEP 48 lets a question without any mean all there are, which is megabytes for a few bytes, and
 * nobody's business.
 *
 * @param infoHashes 1 to {@link #SWARMS_MAX}
 */
public record SwarmScrape(List<InfoHash> infoHashes) {
    /** As many as BEP 15 gets into a datagram. */
    public static final int SWARMS_MAX = 74;

    private static final String ANNOUNCE = "announce";

    public SwarmScrape {
        infoHashes = List.copyOf(infoHashes);
        Check.argument(
                !infoHashes.isEmpty() && infoHashes.size() <= SWARMS_MAX,
                "asked about %s swarms, not 1..%s",
                infoHashes.size(),
                SWARMS_MAX);
    }

    /**
     * Where a tracker is scraped whose announce URL this is (BEP 48): {@code announce}, if it follows the last slash of all, becomes
     * {@code scrape}. Nothing if it does not; such a tracker cannot be scraped.
     */
    public static Optional<String> url(String announceUrl) {
        int part = announceUrl.lastIndexOf('/') + 1;
        if (part == 0 || !announceUrl.startsWith(ANNOUNCE, part)) {
            return Optional.empty();
        }
        return Optional.of(announceUrl.substring(0, part) + "scrape" + announceUrl.substring(part + ANNOUNCE.length()));
    }
}
