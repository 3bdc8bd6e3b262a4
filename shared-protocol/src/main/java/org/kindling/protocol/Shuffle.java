package org.kindling.protocol;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** A random order, each as likely as any other (Fisher–Yates), by a chance that is handed in. */
public final class Shuffle {
    private Shuffle() {}

    /** Puts the list in random order. */
    public static void inPlace(List<?> list, RandomGenerator chance) {
        for (int last = list.size() - 1; last > 0; last--) {
            Collections.swap(list, last, chance.nextInt(last + 1));
        }
    }
}
