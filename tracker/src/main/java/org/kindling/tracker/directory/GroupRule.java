package org.kindling.tracker.directory;

import org.kindling.protocol.Bytes;

/**
 * Which addresses are likely to be in the same hands; an answer's diverse half takes one of each group first.
 *
 * <p>Rationale: addresses of one provider are cheap by the thousand, addresses in many networks are not (Heilman 2015 §5).
 */
@FunctionalInterface
public interface GroupRule {
    /** Equal for two addresses of one group. */
    Bytes groupOf(SeenHost seen);

    /** A group is what {@link org.kindling.protocol.identity.IpAddress#group} says: the rule that peers choose their neighbours by. */
    static GroupRule byNetwork() {
        return seen -> seen.ip().group();
    }
}
