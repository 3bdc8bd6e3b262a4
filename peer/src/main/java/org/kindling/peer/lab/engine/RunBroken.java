package org.kindling.peer.lab.engine;

import org.jspecify.annotations.Nullable;

/** A promise was broken in a simulated run, which ends here: says which promise, by whom, at which step of which seed. */
public final class RunBroken extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final String promise;
    private final String story;

    /**
     * @param promise the invariant, by id and name
     * @param how what was seen, in words
     */
    public RunBroken(String promise, String how, LabPeer peer, World world, @Nullable Throwable cause) {
        this(
                promise,
                promise + " broken by peer " + peer.index() + " at step " + world.steps() + " (virtual time +"
                        + world.elapsed() + ", seed " + world.seed() + "): " + how,
                cause);
    }

    private RunBroken(String promise, String story, @Nullable Throwable cause) {
        super(story, cause);
        this.promise = promise;
        this.story = story;
    }

    /** Which promise, as the catalogue names it. */
    public String promise() {
        return promise;
    }

    /** Which promise, by whom, when and how. */
    public String story() {
        return story;
    }
}
