package org.kindling.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;

class SignatureRuleFuzzTest {
    private static final List<SignatureRule> RULES =
            SignatureRule.available().stream().map(SignatureRule::using).toList();

    /** Input: 32 bytes of key, 64 of signature, the rest is the message; less is what it is. */
    @FuzzTest(maxDuration = "60s")
    void anyBytesGetOneVerdictFromAllProviders(byte[] input) {
        byte[] key = Arrays.copyOf(input, Math.min(input.length, 32));
        byte[] signature = part(input, 32, 96);
        byte[] message = part(input, 96, input.length);

        List<Verdict> verdicts = RULES.stream()
                .map(rule -> rule.judge(key, message, signature))
                .distinct()
                .toList();

        assertThat(verdicts).hasSize(1);
    }

    private static byte[] part(byte[] input, int from, int to) {
        return from >= input.length ? new byte[0] : Arrays.copyOfRange(input, from, Math.min(to, input.length));
    }
}
