package org.kindling.protocol.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.IpAddress;

final class CompactPeersTest {
    private static final SwarmPeer ANN = peer("192.0.2.1", 6881);
    private static final SwarmPeer BOB = peer("198.51.100.7", 65_535);
    private static final SwarmPeer EVE = peer("2001:db8::1", 1);

    @Test
    void whatIsKeptAsBytesIsTheSameListOfPeers() throws Exception {
        Bytes bytes = CompactPeers.write(List.of(ANN, BOB), AddressFamily.IPV4);

        List<SwarmPeer> kept = new CompactPeers(bytes, AddressFamily.IPV4);

        assertThat(kept).isEqualTo(List.of(ANN, BOB)).isEqualTo(read(bytes, AddressFamily.IPV4));
        assertThat(new CompactPeers(CompactPeers.write(List.of(EVE), AddressFamily.IPV6), AddressFamily.IPV6))
                .containsExactly(EVE);
        assertThat(new CompactPeers(Bytes.EMPTY, AddressFamily.IPV6)).isEmpty();
    }

    @Test
    void itIsWrittenAsTheListWouldBeOverEitherFamily() {
        Bytes bytes = CompactPeers.write(List.of(ANN, BOB), AddressFamily.IPV4);
        List<SwarmPeer> kept = new CompactPeers(bytes, AddressFamily.IPV4);

        assertThat(CompactPeers.write(kept, AddressFamily.IPV4)).isEqualTo(bytes);
        assertThat(CompactPeers.write(kept, AddressFamily.IPV6))
                .isEqualTo(CompactPeers.write(List.of(ANN, BOB), AddressFamily.IPV6));
    }

    @Test
    void itIsNeverChanged() {
        CompactPeers kept = new CompactPeers(CompactPeers.write(List.of(ANN), AddressFamily.IPV4), AddressFamily.IPV4);

        assertThatThrownBy(() -> kept.add(BOB)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> kept.set(0, BOB)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(CompactPeers.copyOf(kept)).isSameAs(kept);
        assertThatThrownBy(() -> kept.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aPieceOfAPeerIsRefused() {
        Bytes cut = Bytes.wrap(new byte[7]);

        assertThatThrownBy(() -> new CompactPeers(cut, AddressFamily.IPV4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7 bytes");
    }

    private static List<SwarmPeer> read(Bytes bytes, AddressFamily family) throws Exception {
        return CompactPeers.read(ByteBuffer.wrap(bytes.toArray()), family);
    }

    private static SwarmPeer peer(String address, int port) {
        return new SwarmPeer(IpAddress.parse(address).orElseThrow(), port);
    }
}
