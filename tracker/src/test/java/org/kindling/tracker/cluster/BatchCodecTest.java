package org.kindling.tracker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.directory.BareSighting;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.directory.Sighting;

final class BatchCodecTest {
    private static final int BYTES_MAX = 2_048;
    private static final long NOW_MILLIS = 1_800_000_000_000L;

    @Test
    void whatIsWrittenIsReadAgainInPiecesThatAreSmallEnough() throws MalformedException {
        Batch batch = new Batch(signed(40), bare(200));

        List<BatchCodec.Piece> pieces = BatchCodec.encode(batch, BYTES_MAX);

        List<Sighting> signed = new ArrayList<>();
        List<BareSighting> bare = new ArrayList<>();
        int sightings = 0;
        for (BatchCodec.Piece piece : pieces) {
            assertThat(piece.bytes().size()).isLessThanOrEqualTo(BYTES_MAX);
            Batch read = BatchCodec.decode(piece.bytes().toArray());
            assertThat(read.signed().size() + read.bare().size()).isEqualTo(piece.sightings());
            signed.addAll(read.signed());
            bare.addAll(read.bare());
            sightings += piece.sightings();
        }
        assertThat(sightings).isEqualTo(240);
        assertThat(signed).isEqualTo(batch.signed());
        assertThat(bare).isEqualTo(batch.bare());
    }

    @Test
    void nothingTakesNoPiece() {
        assertThat(BatchCodec.encode(new Batch(List.of(), List.of()), BYTES_MAX))
                .isEmpty();
    }

    @Test
    void aBatchThatEndsTooEarlyIsRefused() {
        byte[] whole = BatchCodec.encode(new Batch(signed(1), List.of()), BYTES_MAX)
                .get(0)
                .bytes()
                .toArray();

        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> BatchCodec.decode(cut)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void noiseIsReadOrRefusedAndNothingElse() {
        Random chance = new Random(1);
        byte[] whole = BatchCodec.encode(new Batch(signed(3), bare(3)), BYTES_MAX)
                .get(0)
                .bytes()
                .toArray();

        for (int i = 0; i < 20_000; i++) {
            byte[] changed = whole.clone();
            for (int j = 0; j <= chance.nextInt(4); j++) {
                changed[chance.nextInt(changed.length)] = (byte) chance.nextInt();
            }
            assertThatCode(() -> readOrRefused(changed)).doesNotThrowAnyException();
        }
    }

    private static void readOrRefused(byte[] bytes) {
        try {
            assertThat(BatchCodec.decode(bytes)).isNotNull();
        } catch (MalformedException refused) {
            assertThat(refused).hasMessageContaining(": ");
        }
    }

    private static List<Sighting> signed(int count) {
        List<Sighting> sightings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            KeyPair key = KeyPair.fromSeed(
                    Hash.sha256(ByteBuffer.allocate(4).putInt(i).array()).bytes());
            PeerRecord record = new PeerRecord.Content(
                            new NetworkId(Hash.ZERO),
                            key.publicKey(),
                            1,
                            List.of(new Endpoint("60.1.1.1", 7000)),
                            List.of(),
                            0,
                            NOW_MILLIS)
                    .sign(key);
            Sighting.Presence[] presences = Sighting.Presence.values();
            sightings.add(new Sighting(record, host(i), presences[i % presences.length], NOW_MILLIS + i));
        }
        return sightings;
    }

    private static List<BareSighting> bare(int count) {
        List<BareSighting> sightings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Bytes twenty = Hash.sha256(ByteBuffer.allocate(4).putInt(i).array())
                    .bytes()
                    .slice(0, 20);
            BareSighting.Presence[] presences = BareSighting.Presence.values();
            sightings.add(new BareSighting(
                    new InfoHash(twenty),
                    host(i),
                    1 + i * 300,
                    new PeerId(twenty),
                    presences[i % presences.length],
                    NOW_MILLIS - i));
        }
        return sightings;
    }

    private static SeenHost host(int number) {
        byte[] address = new byte[number % 2 == 0 ? 4 : 16];
        address[0] = 0x20;
        address[address.length - 1] = (byte) number;
        return new SeenHost(Bytes.wrap(address));
    }
}
