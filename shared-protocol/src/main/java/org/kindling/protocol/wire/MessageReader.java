package org.kindling.protocol.wire;

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
            EnvelopeMessage.parser(),
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
        return FORM.decode(payload);
    }
}
