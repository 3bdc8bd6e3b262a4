package org.kindling.peer.core.discovery;

import java.util.List;
import java.util.function.Function;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkGroup;

/**
 * What counts as one network group from where we stand: by the rule of a private network until we are found to be at home in the internet, and from then on
 * by the internet's.
 *
 * <p>We are at home there if an address of our own is public, or one at which a call of ours was answered. Rationale: a peer that listens everywhere learns
 * only from others where it is, and until then must not take a thousand names of one host for a thousand networks longer than need be. There is no way back:
 * the internet's rule costs a private network little, since whoever is in a group we hold is called once nobody else is left.
 */
final class Surroundings implements Function<Endpoint, String> {
    private boolean isInternet;

    Surroundings(List<Endpoint> own) {
        noticed(own);
    }

    /** @return whether this changed the rule */
    boolean noticed(List<Endpoint> ownOrAnswered) {
        boolean isNews = !isInternet && ownOrAnswered.stream().anyMatch(NetworkGroup::isPublic);
        isInternet |= isNews;
        return isNews;
    }

    @Override
    public String apply(Endpoint endpoint) {
        return isInternet ? NetworkGroup.inTheInternet(endpoint) : NetworkGroup.of(endpoint);
    }
}
