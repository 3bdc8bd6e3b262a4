package org.kindling.protocol.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.CanonicalForm;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.message.Message;
import org.kindling.protocol.schema.EnvelopeMessage;

/**
 * Turns the payload of a frame into a message, or says why it cannot.
 *
 * <p>A kind of a newer version becomes {@link Message.Unknown}: its number and its content as it came. That fits the canonical rule,
 * because one number, one length and one content have one encoding; what the content means stays unjudged, and so it is never
 * passed on. Unknown fields inside the kinds we know are refused. Rationale: whoever adds a field adds a kind, or raises the version
 * in the greeting.
 */
public final class MessageReader {
    private static final CanonicalForm<EnvelopeMessage, Message> FORM = new CanonicalForm<>(
            "message",
            Frame.PAYLOAD_BYTES_MAX,
            EnvelopeMessage.getDefaultInstance(),
            EnvelopeReader::message,
            MessageCodec::encode);

    private MessageReader() {}

    /**
     * Reads one payload, whose array must not change afterwards.
     *
     * @throws MalformedException if these bytes are not exactly one message in its canonical form
     */
    public static Message decode(byte[] payload) throws MalformedException {
        if (payload.length > Frame.PAYLOAD_BYTES_MAX) {
            throw new MalformedException(Fault.FRAME_TOO_LARGE, payload.length + " bytes of payload");
        }
        return isOfKnownKind(payload) ? FORM.decode(payload) : unknown(payload);
    }

    private static boolean isOfKnownKind(byte[] payload) throws MalformedException {
        try {
            int kind = WireFormat.getTagFieldNumber(
                    CodedInputStream.newInstance(payload).readTag());
            return EnvelopeMessage.KindCase.forNumber(kind) != null;
        } catch (IOException e) {
            throw new MalformedException(Fault.UNREADABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private static Message unknown(byte[] payload) throws MalformedException {
        CodedInputStream in = CodedInputStream.newInstance(payload);
        try {
            int tag = in.readTag();
            if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                throw new MalformedException(Fault.UNREADABLE, "a kind of message without a content");
            }
            Message message = new Message.Unknown(WireFormat.getTagFieldNumber(tag), Bytes.wrap(in.readByteArray()));
            if (!Arrays.equals(payload, MessageCodec.encode(message))) {
                throw new MalformedException(Fault.NOT_CANONICAL, "a message is exactly one kind");
            }
            return message;
        } catch (IOException e) {
            throw new MalformedException(Fault.UNREADABLE, String.valueOf(e.getMessage()), e);
        }
    }
}
