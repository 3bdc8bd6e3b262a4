package org.kindling.tracker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.protocol.announce.AnnounceRefusal;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;

/** A peer of this machine that announces over a real socket with somebody else's HTTP client. */
record Caller(String tracker, KeyPair key, List<Endpoint> endpoints) {
    static final NetworkId NETWORK = new NetworkId(Hash.sha256(new byte[] {1}));
    static final NetworkId OTHER_NETWORK = new NetworkId(Hash.sha256(new byte[] {2}));

    private static final long HOUR_MILLIS = 3_600_000;

    static Caller of(String tracker, int number) {
        byte[] seed = ByteBuffer.allocate(4).putInt(number).array();
        KeyPair key = KeyPair.fromSeed(Hash.sha256(seed).bytes());
        return new Caller(tracker, key, List.of(new Endpoint("127.0.0.1", 20_000 + number)));
    }

    Caller at(Endpoint... others) {
        return new Caller(tracker, key, List.of(others));
    }

    PeerRecord record(long sequence) {
        long expiryMillis = System.currentTimeMillis() / HOUR_MILLIS * HOUR_MILLIS + 2 * HOUR_MILLIS;
        return new PeerRecord.Content(NETWORK, key.publicKey(), sequence, endpoints, List.of(), 0, expiryMillis)
                .sign(key);
    }

    Announce announce(Occasion occasion) {
        return new Announce(NETWORK, record(1), occasion, 50);
    }

    HttpResponse<byte[]> post(Announce announce) {
        return post(AnnounceJson.encode(announce));
    }

    HttpResponse<byte[]> post(byte[] body) {
        return send("POST", "/v1/announce", "application/json", body);
    }

    HttpResponse<byte[]> get(String path) {
        return send("GET", path, "text/plain", new byte[0]);
    }

    HttpResponse<byte[]> send(String method, String path, String contentType, byte[] body) {
        return Web.send(method, tracker + path, contentType, body);
    }

    static AnnounceReply reply(HttpResponse<byte[]> response) {
        try {
            return AnnounceJson.reply(response.body());
        } catch (MalformedException e) {
            throw new AssertionError("no reply: " + new String(response.body(), UTF_8), e);
        }
    }

    static AnnounceRefusal refusal(HttpResponse<byte[]> response) {
        try {
            return AnnounceJson.refusal(response.body());
        } catch (MalformedException e) {
            throw new AssertionError("no refusal: " + new String(response.body(), UTF_8), e);
        }
    }
}
