package org.kindling.tracker.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against the vectors of the reference implementation: the key's bytes count from 0 to 15, and the message's from 0. */
final class SipHashTest {
    private static final long FIRST_KEY = 0x0706050403020100L;
    private static final long SECOND_KEY = 0x0f0e0d0c0b0a0908L;

    @Test
    void itIsWhatItsInventorsMadeIt() {
        assertThat(SipHash.of(FIRST_KEY, SECOND_KEY)).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(SipHash.of(FIRST_KEY, SECOND_KEY, FIRST_KEY)).isEqualTo(0x93f5f5799a932462L);
        assertThat(SipHash.of(FIRST_KEY, SECOND_KEY, FIRST_KEY, SECOND_KEY)).isEqualTo(0x3f2acc7f57c29bdbL);
    }
}
