package org.kindling.protocol.wire;

import org.kindling.protocol.message.Message;
import org.kindling.protocol.schema.EnvelopeMessage;

/** The one canonical encoding of messages: the payload of a {@link Frame}. Its counterpart is {@link MessageReader}. */
public final class MessageCodec {
    private MessageCodec() {}

    /** All bytes of the message. */
    public static byte[] encode(Message message) {
        return toSchema(message).toByteArray();
    }

    /** How many bytes {@link #encode} would give; what does not fit {@link Frame#PAYLOAD_BYTES_MAX} cannot be sent. */
    public static int size(Message message) {
        return toSchema(message).getSerializedSize();
    }

    private static EnvelopeMessage toSchema(Message message) {
        return message.fold(new EnvelopeWriter(EnvelopeMessage.newBuilder())).build();
    }
}
