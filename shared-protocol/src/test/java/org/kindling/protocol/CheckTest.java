package org.kindling.protocol;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class CheckTest {
    @Test
    void aTrueClaimPassesInSilence() {
        assertThatNoException().isThrownBy(() -> Check.argument(true, "never shown"));
        assertThatNoException().isThrownBy(() -> Check.invariant(true, "never shown"));
    }

    @Test
    void aWrongArgumentIsNamedWithItsValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.argument(false, "height %s is below genesis", -1))
                .withMessage("height -1 is below genesis");
    }

    @Test
    void aBrokenInvariantIsOurOwnFaultAndSaysWhich() {
        assertThatExceptionOfType(InvariantBroken.class)
                .isThrownBy(() -> Check.invariant(false, "supply fell by %s", 3))
                .withMessage("supply fell by 3");
    }
}
