package org.kindling.peer.shell.net;

import io.netty.channel.Channel;

/** Closes a connection for which nobody has to wait. */
final class HangUp {
    private HangUp() {}

    @SuppressWarnings("FutureReturnValueIgnored") // whoever cares listens to the channel's own close future
    static void on(Channel channel) {
        channel.close();
    }
}
