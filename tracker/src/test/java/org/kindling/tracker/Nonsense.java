package org.kindling.tracker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.SplittableRandom;

/** What programs say that have got the wrong door, or mean no good. */
final class Nonsense {
    private static final List<String> WORDS = List.of(
            "",
            "G",
            "GET /announce?info_hash=%",
            "POST /v1/announce HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"net",
            "POST /v1/announce HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003" + "\u00a7".repeat(32),
            "\u0013BitTorrent protocol" + "\u0000".repeat(8) + "h".repeat(20) + "-XX0000-abcdefghijkl",
            "GET / HTTP/1.1\r\nHost: x\r\nX-Giant: " + "a".repeat(100_000),
            "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(5_000),
            "\u0005\u0001\u0000\u0005\u0001\u0000\u0001\u007f\u0000\u0000\u0001\u0000P",
            "\u0004\u0001\u0000P\u007f\u0000\u0000\u0001\u0000",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000",
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==\r\n\r\n",
            "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n",
            "PROXY TCP4 203.0.113.7 127.0.0.1 4711 7070\r\nGET /stats HTTP/1.1\r\nHost: x\r\n\r\n",
            "d8:announce35:http://tracker.example/announcee",
            "SSH-2.0-OpenSSH_9.2\r\n");

    private Nonsense() {}

    /** Another kind for each number; between them, noise. */
    static byte[] of(int number) {
        if (number % 4 == 3) {
            byte[] noise = new byte[1 + number];
            new SplittableRandom(number).nextBytes(noise);
            return noise;
        }
        return WORDS.get(number % WORDS.size()).getBytes(ISO_8859_1);
    }
}
