package org.kindling.protocol.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Other byte strings that protobuf would take for the same message. */
final class Tampered {
    private static final byte[] UNKNOWN_FIELD = field(2_000, new byte[] {1, 2, 3});

    private Tampered() {}

    /** The fields of a message, each with its tag, as they lie there. */
    static List<byte[]> fields(byte[] message) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        List<byte[]> fields = new ArrayList<>();
        int from = 0;
        while (in.readTag() != 0) {
            in.skipField(in.getLastTag());
            fields.add(Arrays.copyOfRange(message, from, in.getTotalBytesRead()));
            from = in.getTotalBytesRead();
        }
        return fields;
    }

    static byte[] field(int number, byte[] content) {
        byte[] field = new byte[CodedOutputStream.computeByteArraySize(number, content)];
        CodedOutputStream out = CodedOutputStream.newInstance(field);
        try {
            out.writeByteArray(number, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return field;
    }

    static byte[] join(List<byte[]> fields) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        fields.forEach(message::writeBytes);
        return message.toByteArray();
    }

    static byte[] swapped(byte[] message) throws IOException {
        List<byte[]> fields = fields(message);
        fields.add(fields.remove(0));
        return join(fields);
    }

    static byte[] withUnknownField(byte[] message) {
        return join(List.of(message, UNKNOWN_FIELD));
    }

    /** The first field once more; where it may stand only once, the last one counts, and it is the same. */
    static byte[] saidTwice(byte[] message) throws IOException {
        return join(List.of(fields(message).get(0), message));
    }

    /** The first tag with a needless zero byte at the end of its varint. */
    static byte[] withOverlongTag(byte[] message) {
        byte[] longer = new byte[message.length + 1];
        longer[0] = (byte) (message[0] | 0x80);
        System.arraycopy(message, 1, longer, 2, message.length - 1);
        return longer;
    }

    /** The message with its first length-delimited field of this number replaced. */
    static byte[] inside(byte[] message, int number, Change change) throws IOException {
        List<byte[]> fields = fields(message);
        for (int i = 0; i < fields.size(); i++) {
            CodedInputStream in = CodedInputStream.newInstance(fields.get(i));
            if (WireFormat.getTagFieldNumber(in.readTag()) == number) {
                fields.set(i, field(number, change.apply(in.readByteArray())));
                return join(fields);
            }
        }
        throw new AssertionError("no field " + number);
    }

    /** What becomes of a part. */
    interface Change {
        byte[] apply(byte[] part) throws IOException;
    }
}
