package org.kindling.tracker.front;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.InvariantBroken;
import org.kindling.tracker.directory.SeenHost;

/** Where a connection or a datagram comes from. */
public final class CallerAddress {
    private CallerAddress() {}

    /** The address as the directory knows it. */
    public static SeenHost seen(SocketAddress address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(String.valueOf(address.hostAddress()));
        if (bytes == null) {
            throw new InvariantBroken("somebody calls from " + address + ", which is no address");
        }
        return new SeenHost(Bytes.wrap(bytes));
    }
}
