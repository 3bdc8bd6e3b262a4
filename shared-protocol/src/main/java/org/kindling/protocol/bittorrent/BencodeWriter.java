package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SortedMap;
import org.kindling.protocol.Bytes;

/** Writes bencode (BEP 3) the one way there is: numbers without leading zeros, keys sorted as raw bytes. */
public final class BencodeWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private BencodeWriter() {}

    /** All bytes of the value. */
    public static byte[] write(Bencode value) {
        BencodeWriter writer = new BencodeWriter();
        value.fold(writer.cases);
        return writer.out.toByteArray();
    }

    /** Goes as deep as the value does, which is {@link BencodeLimits#DEPTH_MAX} if it was read. */
    private final Bencode.Cases<BencodeWriter> cases = new Bencode.Cases<>() {
        @Override
        public BencodeWriter text(Bytes bytes) {
            return put(bytes.size() + ":").put(bytes);
        }

        @Override
        public BencodeWriter whole(long value) {
            return put("i" + value + "e");
        }

        @Override
        public BencodeWriter sequence(List<Bencode> items) {
            put("l");
            items.forEach(item -> item.fold(this));
            return put("e");
        }

        @Override
        public BencodeWriter dictionary(SortedMap<Bytes, Bencode> entries) {
            put("d");
            entries.forEach((key, value) -> {
                text(key);
                value.fold(this);
            });
            return put("e");
        }
    };

    private BencodeWriter put(String ascii) {
        out.writeBytes(ascii.getBytes(US_ASCII));
        return this;
    }

    private BencodeWriter put(Bytes bytes) {
        out.writeBytes(bytes.toArray());
        return this;
    }
}
