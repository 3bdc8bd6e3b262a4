package org.kindling.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kindling.protocol.Bytes;

class SignatureRuleTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 40;

    static List<SignatureProvider> providers() {
        return SignatureRule.available();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void whatTheOwnerSignedIsAcceptedAndNothingElse(SignatureProvider provider) {
        SignatureRule rule = SignatureRule.using(provider);
        KeyPair owner = keys(1);
        Hash digest = Hash.sha256(new byte[] {1});
        Signature signature = owner.sign(digest);

        assertThat(rule.accepts(owner.publicKey(), digest, signature)).isTrue();
        assertThat(rule.accepts(owner.publicKey(), digest.toArray(), signature)).isTrue();
        assertThat(rule.accepts(owner.publicKey(), Hash.ZERO, signature)).isFalse();
        assertThat(rule.accepts(keys(2).publicKey(), digest, signature)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void verdictsDoNotDependOnWhichKeysAreRemembered(SignatureProvider provider) {
        SignatureRule forgetful = new SignatureRule(provider, 1);
        SignatureRule mindful = SignatureRule.using(provider);
        List<SignatureCase> cases = SignatureCases.all();

        List<Verdict> first = judged(mindful, cases);
        List<Verdict> second = judged(mindful, cases);
        List<Verdict> forgotten = judged(forgetful, cases);

        assertThat(second).isEqualTo(first);
        assertThat(forgotten).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void manyThreadsWithManyKeysGetTheVerdictsOfOne(SignatureProvider provider) throws Exception {
        SignatureRule rule = new SignatureRule(provider, 4);
        List<SignatureCase> cases = mixedCases();
        List<Verdict> expected = judged(SignatureRule.using(provider), cases);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<List<Verdict>>> answers = new ArrayList<>();

        for (int round = 0; round < ROUNDS; round++) {
            answers.add(threads.submit(() -> judged(rule, cases)));
        }
        threads.shutdown();

        for (Future<List<Verdict>> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(expected);
        }
        assertThat(expected).contains(Verdict.ACCEPTED, Verdict.EQUATION_FAILS);
    }

    @Test
    void theBestProviderIsTheFirstAndBouncyCastleIsAlwaysThere() {
        List<SignatureProvider> available = SignatureRule.available();

        assertThat(SignatureRule.best().providerName())
                .isEqualTo(available.get(0).name());
        assertThat(available.get(available.size() - 1).name()).isEqualTo("bouncycastle");
    }

    @Test
    void noProviderIsInstalledForTheWholeJvm() {
        SignatureRule.best();

        assertThat(java.security.Security.getProviders())
                .extracting(java.security.Provider::getName)
                .doesNotContain("AmazonCorrettoCryptoProvider", "BC");
    }

    @Test
    void noMoreKeysAreRememberedThanThereIsRoomFor() {
        RecentKeys recent = new RecentKeys(3);
        PublicKey favourite = keys(0).publicKey();
        recent.remember(favourite, (message, signature) -> true);

        for (int seed = 1; seed < 20; seed++) {
            recent.remember(keys(seed).publicKey(), (message, signature) -> false);
            assertThat(recent.find(favourite)).isNotNull();
        }

        assertThat(recent.size()).isLessThanOrEqualTo(6);
        assertThat(recent.find(keys(1).publicKey())).isNull();
    }

    private static List<SignatureCase> mixedCases() {
        return IntStream.range(0, 24)
                .mapToObj(seed -> {
                    byte[] signed = {(byte) (seed % 3)};
                    byte[] shown = {(byte) (seed % 2)};
                    KeyPair keys = keys(seed);
                    byte[] signature = keys.sign(signed).toArray();
                    return SignatureCase.of("mixed", keys.publicKey().toArray(), shown, signature);
                })
                .toList();
    }

    private static List<Verdict> judged(SignatureRule rule, List<SignatureCase> cases) {
        return cases.stream().map(test -> test.judgedBy(rule)).toList();
    }

    private static KeyPair keys(int seed) {
        return KeyPair.fromSeed(Bytes.fromHex("%02x".formatted(seed).repeat(32)));
    }
}
