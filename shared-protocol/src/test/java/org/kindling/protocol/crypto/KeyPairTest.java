package org.kindling.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;

class KeyPairTest {
    private static final Bytes SEED = Bytes.fromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    @Test
    void theFirstVectorOfTheStandardIsReproduced() {
        KeyPair keys = KeyPair.fromSeed(SEED);

        Signature signature = keys.sign(new byte[0]);

        assertThat(keys.publicKey().hex())
                .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assertThat(signature.hex())
                .isEqualTo("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                        + "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    }

    @Test
    void signingAHashIsSigningItsBytes() {
        KeyPair keys = KeyPair.fromSeed(SEED);
        Hash digest = Hash.sha256(new byte[] {1});

        assertThat(keys.sign(digest)).isEqualTo(keys.sign(digest.toArray()));
    }

    @Test
    void aGeneratedKeyGrowsAgainFromItsSeed() {
        KeyPair keys = KeyPair.generate(new SecureRandom());

        KeyPair again = KeyPair.fromSeed(keys.seed());

        assertThat(again.publicKey()).isEqualTo(keys.publicKey());
        assertThat(again.sign(Hash.ZERO)).isEqualTo(keys.sign(Hash.ZERO));
    }

    @Test
    void theSeedIsNeverShown() {
        KeyPair keys = KeyPair.fromSeed(SEED);

        assertThat(keys.toString()).contains(keys.publicKey().hex()).doesNotContain(SEED.hex());
    }

    @Test
    void wrongLengthsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyPair.fromSeed(Bytes.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.of(new byte[33]));
        assertThatIllegalArgumentException().isThrownBy(() -> Signature.of(new byte[63]));
    }

    @Test
    void keysAndSignaturesReadBackFromTheirHex() {
        KeyPair keys = KeyPair.fromSeed(SEED);
        Signature signature = keys.sign(Hash.ZERO);

        assertThat(PublicKey.fromHex(keys.publicKey().hex())).isEqualByComparingTo(keys.publicKey());
        assertThat(Signature.fromHex(signature.toString())).isEqualTo(signature);
    }
}
