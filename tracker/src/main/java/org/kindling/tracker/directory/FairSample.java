package org.kindling.tracker.directory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Shuffle;

/**
 * Which peers an asker hears of.
 *
 * <p>Peers that we reached ourselves come first. Of each kind, half are drawn at random and half for being in a group
 * that is not in the answer yet; where groups run out, chance fills up.
 * <p>Rationale: chance alone hands an asker to whoever announces most keys, groups alone to whoever rents most networks;
 * each half limits what the other gives away.
 */
final class FairSample {
    /** How many leases are looked at for each one wanted: enough to find rare groups, few enough for any swarm. */
    private static final int LOOKED_AT_PER_WANTED = 8;

    private final Predicate<Lease> isWelcome;
    private final int want;
    private final RandomGenerator chance;
    private final List<Lease> chosen = new ArrayList<>();
    private final Set<Bytes> groups = new LinkedHashSet<>();

    private FairSample(Predicate<Lease> isWelcome, int want, RandomGenerator chance) {
        this.isWelcome = isWelcome;
        this.want = want;
        this.chance = chance;
    }

    static List<Lease> of(Swarm swarm, Predicate<Lease> isWelcome, int want, RandomGenerator chance) {
        FairSample sample = new FairSample(isWelcome, want, chance);
        int most = want * LOOKED_AT_PER_WANTED + 1;
        sample.choose(swarm.drawVetted(most, chance));
        sample.choose(swarm.drawUnvetted(most, chance));
        return sample.shuffled();
    }

    private void choose(List<Lease> drawn) {
        List<Lease> left = new ArrayList<>(drawn.stream().filter(isWelcome).toList());
        int atRandom = (want - chosen.size() + 1) / 2;
        take(left, atRandom, lease -> true);
        take(left, want, lease -> !groups.contains(lease.group()));
        take(left, want, lease -> true);
    }

    /** Moves up to so many leases that fit into the answer, which never grows beyond what was wanted. */
    private void take(List<Lease> left, int most, Predicate<Lease> fits) {
        int full = Math.min(want, chosen.size() + most);
        List<Lease> passed = new ArrayList<>();
        for (Lease lease : left) {
            if (chosen.size() < full && fits.test(lease)) {
                chosen.add(lease);
                groups.add(lease.group());
            } else {
                passed.add(lease);
            }
        }
        left.clear();
        left.addAll(passed);
    }

    /** In random order, so that a place in the answer says nothing. */
    private List<Lease> shuffled() {
        Shuffle.inPlace(chosen, chance);
        return chosen;
    }
}
