package org.kindling.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;

/** What a tracker may be asked, with mistakes in it; the same at every run. */
final class Fuzz {
    private static final int BODY_BYTES_MAX = 4_096;
    private static final List<String> NUMBERS =
            List.of("-1", "0", "65536", "99999999999999999999", "1e999999999", "0x10", "%2d1", "NaN");
    private static final int[] NUMBERS_WANTED = {-1, 0, 1, 50, 200, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final String BENCODE =
            "d8:announce35:http://tracker.example:7070/announce4:infod6:lengthi1024e4:name1:aee";

    private final SplittableRandom chance;
    private final InfoHash swarm;
    private final String hash;
    private final byte[] announce;

    Fuzz(long seed, NetworkId network) {
        chance = new SplittableRandom(seed);
        swarm = InfoHash.of(network);
        hash = swarm.bytes().hex().replaceAll("(..)", "%$1");
        KeyPair key = KeyPair.generate(new SecureRandom());
        PeerRecord record = new PeerRecord.Content(
                        network,
                        key.publicKey(),
                        1,
                        List.of(new Endpoint("198.51.100.1", 7_000)),
                        List.of(),
                        0,
                        System.currentTimeMillis() + 3_600_000)
                .sign(key);
        announce = AnnounceJson.encode(new Announce(network, record, Announce.Occasion.STARTED, 50));
    }

    /** One request of HTTP, framed as it should be. */
    byte[] request() {
        return switch (chance.nextInt(6)) {
            case 0, 1 ->
                get("/announce?"
                        + damaged("info_hash=" + hash
                                + "&peer_id=-XX0000-abcdefghijkl&port=" + (1_024 + chance.nextInt(1_000))
                                + "&uploaded=0&downloaded=0&left=1&compact=1&event=started&numwant=50&key=1"));
            case 2 -> get("/scrape?" + damaged("info_hash=" + hash + "&info_hash=" + hash));
            case 3 -> get("/" + damaged("v1/networks?x=%41"));
            case 4 -> post(mutated(announce));
            default -> post(mutated(BENCODE.getBytes(US_ASCII)));
        };
    }

    /** One datagram. Seven of eight carry the connection id that was given, and the mistakes come after it; the others are damaged anywhere. */
    byte[] datagram(long connectionId) {
        byte[] valid = chance.nextInt(4) == 0 ? scrape(connectionId) : announce(connectionId);
        return chance.nextInt(8) == 0
                ? mutated(valid)
                : joined(valid, Long.BYTES, mutated(Arrays.copyOfRange(valid, Long.BYTES, valid.length)), valid.length);
    }

    private byte[] announce(long connectionId) {
        byte[] announce = new byte[98];
        ByteBuffer valid = head(announce, connectionId, 1);
        swarm.bytes().writeTo(valid);
        valid.put("-XX0000-abcdefghijkl".getBytes(US_ASCII))
                .putLong(0)
                .putLong(chance.nextInt(2))
                .putLong(0)
                .putInt(chance.nextInt(4))
                .putInt(0)
                .putInt(1)
                .putInt(NUMBERS_WANTED[chance.nextInt(NUMBERS_WANTED.length)])
                .putShort((short) (1_024 + chance.nextInt(1_000)));
        return announce;
    }

    private byte[] scrape(long connectionId) {
        int swarms = 1 + chance.nextInt(3);
        byte[] scrape = new byte[16 + swarms * InfoHash.SIZE];
        ByteBuffer valid = head(scrape, connectionId, 2);
        for (int i = 0; i < swarms; i++) {
            swarm.bytes().writeTo(valid);
        }
        return scrape;
    }

    private ByteBuffer head(byte[] whole, long connectionId, int action) {
        return ByteBuffer.wrap(whole).putLong(connectionId).putInt(action).putInt(chance.nextInt());
    }

    private String damaged(String query) {
        String text = chance.nextInt(4) == 0
                ? query.replaceAll("=[0-9]+", "=" + NUMBERS.get(chance.nextInt(NUMBERS.size())))
                : query;
        return new String(mutated(text.getBytes(ISO_8859_1)), ISO_8859_1).replaceAll("[\\x00-\\x20]", "+");
    }

    private static byte[] get(String target) {
        return ("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(ISO_8859_1);
    }

    private static byte[] post(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("POST /v1/announce HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(US_ASCII));
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** Some bytes changed, put in, taken out or said twice; or nothing at all. */
    private byte[] mutated(byte[] valid) {
        byte[] bytes = valid.clone();
        int changes = chance.nextInt(5);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int from = chance.nextInt(bytes.length);
            int to = from + chance.nextInt(Math.min(64, bytes.length - from) + 1);
            bytes = switch (chance.nextInt(4)) {
                case 0 -> joined(bytes, from, noise(1), from + 1);
                case 1 -> joined(bytes, from, noise(chance.nextInt(16)), from);
                case 2 -> joined(bytes, from, new byte[0], to);
                default -> joined(bytes, to, new byte[0], from);
            };
        }
        return bytes.length > BODY_BYTES_MAX ? noise(100) : bytes;
    }

    private byte[] noise(int count) {
        byte[] noise = new byte[count];
        chance.nextBytes(noise);
        return noise;
    }

    private static byte[] joined(byte[] bytes, int headEnd, byte[] middle, int tailStart) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, headEnd);
        out.writeBytes(middle);
        out.write(bytes, tailStart, bytes.length - tailStart);
        return out.toByteArray();
    }
}
