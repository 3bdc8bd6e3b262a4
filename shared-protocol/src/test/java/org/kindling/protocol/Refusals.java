package org.kindling.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How tests of decoders say what must not come through. */
public final class Refusals {
    private Refusals() {}

    /** Claims that a decoder refuses, and by which name. */
    public static void assertRefused(Fault fault, ThrowingCallable decoding) {
        MalformedException refused = catchThrowableOfType(MalformedException.class, decoding);
        assertThat(refused).as("refusal as %s", fault).isNotNull();
        assertThat(refused.fault()).as(refused.getMessage()).isEqualTo(fault);
    }
}
