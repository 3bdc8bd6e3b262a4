package org.kindling.peer.shell;

import java.util.List;
import org.kindling.protocol.identity.NetworkId;

/** Nobody whom a capsule names could tell the rules of its network. */
public final class NobodyTold extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> inVain;

    NobodyTold(NetworkId network, List<String> inVain) {
        super("nobody the capsule names could tell the rules of network " + network + " ("
                + (inVain.isEmpty() ? "it names nobody to ask" : String.join("; ", inVain))
                + "); ask for a fresh capsule, or for a capsule file");
        this.inVain = List.copyOf(inVain);
    }

    /** Who was asked, each with what came back, in words. */
    public List<String> inVain() {
        return inVain;
    }
}
