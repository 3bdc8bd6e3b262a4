package org.kindling.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kindling.protocol.message.Message;

class MessageRoundTripTest {
    static Stream<Message> messages() {
        return SampleMessages.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatIsEncodedIsReadBackAsTheSameMessage(Message message) throws Exception {
        byte[] payload = MessageCodec.encode(message);

        Message again = MessageReader.decode(payload);

        assertThat(again).isEqualTo(message);
        assertThat(MessageCodec.encode(again)).isEqualTo(payload);
        assertThat(MessageCodec.size(message)).isEqualTo(payload.length);
    }

    @Test
    void everyKindHasASample() {
        assertThat(messages().map(Message::getClass).distinct()).hasSize(Message.class.getPermittedSubclasses().length);
    }
}
