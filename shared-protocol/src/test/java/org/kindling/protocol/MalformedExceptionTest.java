package org.kindling.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MalformedExceptionTest {
    @Test
    void aStrangersWordsCanNeitherForgeNorFloodALogLine() {
        MalformedException forged = new MalformedException(
                Fault.OUT_OF_RANGE, "'a\r\nINFO all is well\u001b[31m\u0085\u2028\u202e' is not a host");
        MalformedException long1 = new MalformedException(Fault.OUT_OF_RANGE, "x".repeat(100_000));

        assertThat(forged).hasMessage("a field outside its range: 'a??INFO all is well?[31m???' is not a host");
        assertThat(long1.getMessage()).hasSizeLessThan(300).endsWith("…");
    }
}
