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
        int[] left = drawable.draw(want * LOOKED_AT_PER_WANTED + 1);
        return left.length <= want ? all(left, isWelcome, chance) : some(slots, left, isWelcome, want, chance);
    }

    /** As most swarms are small. */
    private static int[] all(int[] slots, IntPredicate isWelcome, RandomGenerator chance) {
        int[] chosen = new int[slots.length];
        int count = 0;
        for (int i = 0; i < slots.length; i++) {
            int slot = anyOf(slots, i, chance);
            if (isWelcome.test(slot)) {
                chosen[count++] = slot;
            }
        }
        return Arrays.copyOf(chosen, count);
    }

    private static int[] some(PeerSlots slots, int[] left, IntPredicate isWelcome, int want, RandomGenerator chance) {
        int[] groups = new int[want];
        int[] chosen = new int[want];
        int count = 0;
        int passed = 0;
        int atRandom = (want + 1) / 2;
        for (int i = 0; i < left.length && count < want; i++) {
            int slot = anyOf(left, i, chance);
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

    /** One step of a shuffle (Fisher–Yates): any of those from this place on changes place with the one that stands there. */
    private static int anyOf(int[] slots, int from, RandomGenerator chance) {
        int other = from + Dice.below(slots.length - from, chance);
        int slot = slots[other];
        slots[other] = slots[from];
        slots[from] = slot;
        return slot;
    }
}
