package org.kindling.peer.shell.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

final class AnnexTest {
    @Test
    void aCallerIsIntroducedWithTheAddressesOfBothEnds() {
        InetSocketAddress caller = new InetSocketAddress("203.0.113.7", 4711);
        InetSocketAddress called = new InetSocketAddress("192.0.2.1", 7000);

        assertThat(Annex.introduction(caller, called)).isEqualTo("PROXY TCP4 203.0.113.7 192.0.2.1 4711 7000\r\n");
    }

    @Test
    void anAddressOfOneLinkIsToldWithoutTheNameOfTheLink() {
        InetSocketAddress caller = new InetSocketAddress("fe80::7%1", 4711);
        InetSocketAddress called = new InetSocketAddress("fe80::1%1", 7000);

        assertThat(Annex.introduction(caller, called)).isEqualTo("PROXY TCP6 fe80::7 fe80::1 4711 7000\r\n");
    }
}
