package org.kindling.peer.shell.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kindling.peer.shell.net.CraftedCertificate.ephemeral;
import static org.kindling.peer.shell.net.CraftedCertificate.over;
import static org.kindling.peer.shell.net.CraftedCertificate.until;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.KeyManager;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.peer.boundary.Event;
import org.kindling.protocol.crypto.KeyPair;

final class BadHandshakesIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String GOOD_ALPN = SecureLayer.PROTOCOL;

    private final KeyPair node = KeyPair.generate(new SecureRandom());
    private Station peer;

    @AfterAll
    static void stop() throws Exception {
        Station.settle(VERTX.close());
    }

    @BeforeEach
    void listen() throws Exception {
        peer = Station.listening(VERTX, 1, NetLimits.standard());
    }

    /** Whatever a stranger tried, an honest caller is served right after it and is the only one who got in. */
    @AfterEach
    void anHonestCallerIsStillServed() throws Exception {
        try (Station honest = new Station(VERTX, 2, NetLimits.standard())) {
            honest.dial(peer.endpoint(), Optional.of(peer.node()));

            assertThat(peer.next(Event.Connected.class).key()).isEqualTo(honest.key.publicKey());
        }
        peer.close();
    }

    @Test
    void aKeyThatSignedAnotherCertificateIsRefused() throws Exception {
        refused(over(ephemeral(), KeyBinding.of(node, ephemeral().getPublic().getEncoded())));
    }

    @Test
    void aSignatureThatDoesNotFitIsRefused() throws Exception {
        refused(over(ephemeral(), binding(new byte[64])));
    }

    @Test
    void partsOfAWrongLengthAreRefused() throws Exception {
        refused(over(ephemeral(), binding(new byte[63])));
    }

    @Test
    void aBindingThatIsNoSequenceIsRefused() throws Exception {
        refused(over(ephemeral(), new DEROctetString(new byte[40])));
    }

    @Test
    void aMissingBindingIsRefused() throws Exception {
        refused(over(ephemeral(), null));
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        java.security.KeyPair used = ephemeral();
        refused(until("2001-01-01T00:00:00Z", used.getPublic(), used.getPrivate(), used, binding(used)));
    }

    @Test
    void aCertificateSignedBySomebodyElseIsRefused() throws Exception {
        java.security.KeyPair used = ephemeral();
        refused(until("2100-01-01T00:00:00Z", used.getPublic(), ephemeral().getPrivate(), used, binding(used)));
    }

    @Test
    void aCertificateWhoseKeyTheCallerDoesNotHoldIsRefused() throws Exception {
        java.security.KeyPair shown = ephemeral();
        refused(until("2100-01-01T00:00:00Z", shown.getPublic(), shown.getPrivate(), ephemeral(), binding(shown)));
    }

    @Test
    void twoCertificatesAreRefused() throws Exception {
        NodeCertificate good = NodeCertificate.mint(node, new SecureRandom());
        refused(new OneChain(good.key(), good.certificate(), good.certificate()), GOOD_ALPN);
    }

    @Test
    void noCertificateIsRefused() throws Exception {
        refused(new OneChain(ephemeral().getPrivate()), GOOD_ALPN);
    }

    @Test
    void tlsBeforeItsThirdVersionIsRefused() throws Exception {
        OneKey key = new OneKey(NodeCertificate.mint(node, new SecureRandom()));
        assertThatThrownBy(() -> Sleeper.dial(peer.port(), key, "TLSv1.2", GOOD_ALPN))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anotherProtocolNameIsRefused() throws Exception {
        OneKey key = new OneKey(NodeCertificate.mint(node, new SecureRandom()));
        assertThatThrownBy(() -> Sleeper.dial(peer.port(), key, "TLSv1.3", "h2"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void noProtocolNameIsRefused() throws Exception {
        refused(new OneKey(NodeCertificate.mint(node, new SecureRandom())), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n",
                "\u0013BitTorrent protocol\0\0\0\0\0\0\0\0infohashinfohash1234-XX0001-123456789012",
                "SSH-2.0-OpenSSH_9.2p1\r\n"
            })
    void anotherProgramIsHungUpOn(String greeting) throws Exception {
        try (Socket caller = new Socket("127.0.0.1", peer.port())) {
            caller.setSoTimeout(5_000);
            caller.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));

            assertThat(endOf(caller)).isTrue();
        }
    }

    @Test
    void noiseIsHungUpOn() throws Exception {
        Random chance = new Random(7);
        for (int i = 0; i < 20; i++) {
            try (Socket caller = new Socket("127.0.0.1", peer.port())) {
                caller.setSoTimeout(12_000);
                byte[] noise = new byte[4_096];
                chance.nextBytes(noise);
                noise[0] = 0x55;
                caller.getOutputStream().write(noise);

                assertThat(endOf(caller)).isTrue();
            } catch (java.net.SocketException hungUpWhileTalking) {
                assertThat(hungUpWhileTalking).hasMessageMatching("(?i).*(reset|broken pipe).*");
            }
        }
    }

    @Test
    void threeHundredSilentCallersKeepNobodyOut() throws Exception {
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            callers.add(new Socket("127.0.0.1", peer.port()));
        }
        peer.close();
        peer = Station.listening(
                VERTX, 1, new NetLimits(10_000, 32, 100_000, 100_000, 5, 20, 100, 8 << 20, 20_000, 3_000, 64));
        for (int i = 0; i < 300; i++) {
            callers.add(new Socket("127.0.0.1", peer.port()));
        }

        anHonestCallerGetsIn();

        assertThat((int) peer.seen(Transport::strangersStanding)).isLessThanOrEqualTo(32);
        for (Socket caller : callers) {
            caller.close();
        }
    }

    private void anHonestCallerGetsIn() throws Exception {
        try (Station honest = new Station(VERTX, 3, NetLimits.standard())) {
            honest.dial(peer.endpoint(), Optional.of(peer.node()));
            assertThat(peer.next(Event.Connected.class).key()).isEqualTo(honest.key.publicKey());
            honest.next(Event.Connected.class);
        }
        peer.next(Event.Disconnected.class);
    }

    private void refused(NodeCertificate shown) throws Exception {
        refused(new OneKey(shown), GOOD_ALPN);
    }

    /** A TLS 1.3 caller believes in its handshake before it is judged, so it learns of the refusal when it reads. */
    private void refused(KeyManager key, String protocol) throws Exception {
        boolean isRefused;
        try (Sleeper caller = Sleeper.dial(peer.port(), key, "TLSv1.3", protocol)) {
            isRefused = caller.isHungUpOn();
        } catch (IOException atOnce) {
            isRefused = true;
        }
        assertThat(isRefused).isTrue();
        assertThat(peer.events).isEmpty();
    }

    private static boolean endOf(Socket caller) throws IOException {
        try {
            byte[] answer = new byte[64];
            int count = caller.getInputStream().read(answer);
            return count < 0 || caller.getInputStream().read(answer) < 0;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    private ASN1Encodable binding(java.security.KeyPair used) {
        return KeyBinding.of(node, used.getPublic().getEncoded());
    }

    private ASN1Encodable binding(byte[] signature) {
        return new DERSequence(
                new DEROctetString[] {new DEROctetString(node.publicKey().toArray()), new DEROctetString(signature)});
    }
}
