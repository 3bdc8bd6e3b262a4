package org.kindling.protocol.bittorrent;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kindling.protocol.Check;

/**
 * What a BitTorrent tracker answers to a scrape over HTTP (BEP 48): the swarms that it knows of those it was asked about.
 *
 * @param counts at most {@link SwarmScrape#SWARMS_MAX}
 * @param minIntervalSeconds scraping sooner is unwelcome ({@code flags}, {@code min_request_interval}); 0 if not said
 */
public record ScrapeReply(SortedMap<InfoHash, SwarmCounts> counts, int minIntervalSeconds) {
    public ScrapeReply {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        Check.argument(
                counts.size() <= SwarmScrape.SWARMS_MAX,
                "%s swarms, at most %s",
                counts.size(),
                SwarmScrape.SWARMS_MAX);
        Check.argument(
                minIntervalSeconds >= 0 && minIntervalSeconds <= SwarmReply.INTERVAL_SECONDS_MAX,
                "least interval %s s is outside a day",
                minIntervalSeconds);
    }
}
