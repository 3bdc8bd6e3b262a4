package org.kindling.protocol.crypto;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The equations of the keys asked about most recently; safe for many threads.
 *
 * <p>Two generations: what is used lives on in the young one, and when that is full the old one is forgotten.
 * Rationale: almost as good as forgetting the least recently used, with readers that never wait for each other.
 */
final class RecentKeys {
    private final int generationSizeMax;
    private volatile Map<PublicKey, KeyEquation> young = new ConcurrentHashMap<>();
    private volatile Map<PublicKey, KeyEquation> old = new ConcurrentHashMap<>();

    /** Room for this many keys that are in use, and at most as many again that were. */
    RecentKeys(int generationSizeMax) {
        this.generationSizeMax = generationSizeMax;
    }

    @Nullable
    KeyEquation find(PublicKey key) {
        KeyEquation equation = young.get(key);
        if (equation != null) {
            return equation;
        }
        equation = old.get(key);
        if (equation != null) {
            remember(key, equation);
        }
        return equation;
    }

    synchronized void remember(PublicKey key, KeyEquation equation) {
        if (young.size() >= generationSizeMax) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
        young.put(key, equation);
    }

    /** How many keys are remembered, those in both generations counted twice. */
    int size() {
        return young.size() + old.size();
    }
}
