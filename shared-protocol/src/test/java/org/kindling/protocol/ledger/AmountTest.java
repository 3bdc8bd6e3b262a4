package org.kindling.protocol.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Amount.MAX_UNITS + 1, Long.MAX_VALUE})
    void whatCannotExistIsNoAmount(long units) {
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.of(units));
    }

    @Test
    void aSumNeverWrapsAround() {
        assertThat(Amount.MAX.minus(Amount.of(1)).plus(Amount.of(1))).isEqualTo(Amount.MAX);
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.MAX.plus(Amount.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.MAX.plus(Amount.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.of(1).minus(Amount.of(2)));
    }

    @Test
    void whetherASumExistsCanBeAskedFirst() {
        assertThat(Amount.MAX.canHold(Amount.ZERO)).isTrue();
        assertThat(Amount.MAX.canHold(Amount.of(1))).isFalse();
        assertThat(Amount.of(5).canHold(Amount.MAX)).isFalse();
    }
}
