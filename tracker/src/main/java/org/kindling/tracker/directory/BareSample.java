package org.kindling.tracker.directory;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * Which of those known by address alone an asker hears of: half drawn at random, half for being in a group that is not in the answer yet; where groups
 * run out, chance fills up. As {@link FairSample}, over slots.
 */
final class BareSample {
    /** How many are looked at for each one wanted. */
    private static final int LOOKED_AT_PER_WANTED = 4;

    private BareSample() {}

    /** @param drawable who may be named, asked for by most */
    static int[] of(PeerSlots slots, Draw drawable, IntPredicate isWelcome, int want, RandomGenerator chance) {
        int[] left = shuffled(drawable.draw(want * LOOKED_AT_PER_WANTED + 1), chance);
        int[] groups = new int[want];
        int[] chosen = new int[want];
        int count = 0;
        int passed = 0;
        int atRandom = (want + 1) / 2;
        for (int i = 0; i < left.length && count < want; i++) {
            int slot = left[i];
            if (!isWelcome.test(slot)) {
                continue;
            }
            int group = slots.group(slot);
            if (count < atRandom || !isAmong(groups, count, group)) {
                groups[count] = group;
                chosen[count++] = slot;
            } else {
                left[passed++] = slot;
            }
        }
        for (int i = 0; i < passed && count < want; i++) {
            chosen[count++] = left[i];
        }
        return Arrays.copyOf(chosen, count);
    }

    private static boolean isAmong(int[] groups, int count, int group) {
        for (int i = 0; i < count; i++) {
            if (groups[i] == group) {
                return true;
            }
        }
        return false;
    }

    /** Members of a swarm, at most so many, each as likely as any other. */
    @FunctionalInterface
    interface Draw {
        int[] draw(int most);
    }

    private static int[] shuffled(int[] slots, RandomGenerator chance) {
        for (int last = slots.length - 1; last > 0; last--) {
            int other = chance.nextInt(last + 1);
            int slot = slots[last];
            slots[last] = slots[other];
            slots[other] = slot;
        }
        return slots;
    }
}
