package org.kindling.tracker.admin;

import java.io.IOException;
import org.kindling.protocol.Check;
import org.kindling.tracker.directory.ServedNetworks;
import org.kindling.tracker.gate.HostNames;

/**
 * How the operator's own interface of a tracker is served.
 *
 * @param names the address to bind, and by which names it may be called
 * @param port 0 chooses a free one
 * @param token what every request must present as {@code Authorization: Bearer …}
 * @param tokenPlace where the operator finds it, in words
 * @param served what the tracker serves, the same object that its directory asks
 * @param keeper keeps what is chosen here over a restart
 */
public record AdminOptions(
        HostNames names, int port, String token, String tokenPlace, ServedNetworks served, Keeper keeper) {
    /** Keeps a choice; called on a thread that may wait. */
    @FunctionalInterface
    public interface Keeper {
        /** @throws IOException if it cannot be kept, in which case it is not made either */
        void keep(ServedNetworks.Choice choice) throws IOException;
    }

    public AdminOptions {
        Check.argument(port >= 0 && port <= 65_535, "port %s is outside 0..65535", port);
        Check.argument(!token.isBlank(), "everybody knows an empty token");
    }
}
