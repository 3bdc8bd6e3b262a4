package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Samples;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;

class PeerIdTest {
    private static final NetworkId NETWORK = Samples.spec().id();
    private static final NodeId NODE = NodeId.of(Samples.key(1).publicKey());

    @Test
    void theSwarmOfANetworkIsTheBeginningOfItsId() {
        assertThat(InfoHash.of(NETWORK).bytes())
                .isEqualTo(NETWORK.hash().bytes().slice(0, 20));
        assertThat(InfoHash.of(NETWORK)).hasToString(NETWORK.hex().substring(0, 40));
    }

    @Test
    void aNodeHasOneIdInOneNetworkAndCannotBeFollowedToAnother() {
        PeerId id = PeerId.of(NETWORK, NODE);
        PeerId elsewhere = PeerId.of(new NetworkId(Samples.hash(1)), NODE);

        assertThat(id).isEqualTo(PeerId.of(NETWORK, NODE));
        assertThat(id.program()).contains("KD0100");
        assertThat(elsewhere.program()).contains("KD0100");
        assertThat(elsewhere.bytes().slice(8, 20)).isNotEqualTo(id.bytes().slice(8, 20));
        assertThat(id).isNotEqualTo(PeerId.of(NETWORK, NodeId.of(Samples.key(2).publicKey())));
    }

    @ParameterizedTest
    @CsvSource({
        "-TR3000-0jub8emy4ohx, TR3000",
        "-LT2080-MUX)~dcNYK_b, LT2080",
        "-WW0100-\u0080\u0081\u00fe+&@A/*=%\u00ff, WW0100",
        "A2-1-36-0-\u0091\u00d9\u0090u\u0097v\u008f\u00a4\u00bf~, A2-1-36-0",
        "M7-10-5-abcdefghijkl, M7-10-5",
        "exbc\u0001\u0002abcdefghijklmn, ",
        "-<b>00-abcdefghijklm, ",
        "-TR3000_abcdefghijkl, "
    })
    void theProgramIsToldByTheBeginning(String id, String program) {
        PeerId peerId = new PeerId(Bytes.wrap(id.getBytes(ISO_8859_1)));

        assertThat(peerId.program().orElse(null)).isEqualTo(program);
    }

    @Test
    void idsHaveTwentyBytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PeerId(Bytes.of(new byte[19])));
        assertThatIllegalArgumentException().isThrownBy(() -> new InfoHash(Bytes.of(new byte[32])));
    }
}
