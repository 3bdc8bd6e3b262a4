package org.kindling.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FaultRemedyTest {
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "FRAME_OF_ANOTHER_NETWORK",
                "FRAME_TOO_LARGE",
                "UNREADABLE",
                "NOT_CANONICAL",
                "OUT_OF_RANGE",
                "TOO_MANY_ITEMS",
                "WRONG_NETWORK",
                "WRONG_VERSION",
                "WRONG_IDENTITY",
                "OWN_SELF",
                "FULL",
                "DISCOURAGED",
                "BANNED",
                "HANDSHAKE_TIMEOUT",
                "LEAVING",
                "OUT_OF_TURN",
                "RECORD_FORGED"
            })
    void whateverEndsAHandshakeSaysWhatCanBeDone(Fault fault) {
        assertThat(fault.remedy()).isNotEmpty();
    }
}
