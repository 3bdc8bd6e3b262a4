package org.kindling.tracker.directory;

/** Makes of a number another one, each bit of which depends on all (the finalizer of SplittableRandom, Stafford's variant 13). For tables only. */
final class Mix {
    private Mix() {}

    static long of(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
