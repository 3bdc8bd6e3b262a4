package org.kindling.protocol.crypto;

import java.util.ArrayList;
import java.util.List;
import org.kindling.protocol.Bytes;

/**
 * The only door for verifying a signature. Part of the consensus: a signature is good for everybody or for nobody.
 *
 * <p>A signature R, S by key A is accepted if it has 64 bytes, R and A are canonical, R is not the neutral point,
 * S is below the group order L, A lies in the prime-order subgroup and is not neutral, and S·B = R + k·A holds
 * without multiplying by the cofactor (RFC 8032 §5.1.7, narrowed as in "Taming the many EdDSAs", Chalkias 2020).
 *
 * <p>Rationale: libraries follow the same RFC and yet disagree on hundreds of crafted signatures, and change their
 * minds between versions; each such signature would split the chain. Here everything they disagree about is refused
 * in a fixed order before a {@link SignatureProvider} is asked for the equation, so verdicts, names included, are
 * the same with every provider. A golden file holds them.
 *
 * <p>Safe for use by many threads at once.
 */
public final class SignatureRule {
    /** How many keys that passed are remembered: those of a lively network, in a few megabytes. */
    private static final int KEYS_MAX = 8_192;

    private final SignatureProvider provider;
    private final RecentKeys keys;

    SignatureRule(SignatureProvider provider, int keysMax) {
        this.provider = provider;
        this.keys = new RecentKeys(keysMax);
    }

    /** The rule, computed by this provider. */
    public static SignatureRule using(SignatureProvider provider) {
        return new SignatureRule(provider, KEYS_MAX);
    }

    /** The rule, computed by the fastest provider there is here; one for all, so that keys are checked once. */
    public static SignatureRule best() {
        return Shared.BEST;
    }

    /** All providers that work here, the fastest first; Bouncy Castle is always the last. */
    public static List<SignatureProvider> available() {
        return Shared.AVAILABLE;
    }

    /** Who computes the equation. */
    public String providerName() {
        return provider.name();
    }

    /** Whether the owner of the key signed the 32 bytes of this hash. */
    public boolean accepts(PublicKey key, Hash digest, Signature signature) {
        return accepts(key, digest.toArray(), signature);
    }

    /** Whether the owner of the key signed this message. */
    public boolean accepts(PublicKey key, byte[] message, Signature signature) {
        return judge(key, message, signature.toArray()).isAccepted();
    }

    /** The verdict on any bytes whatever; never throws. */
    public Verdict judge(byte[] key, byte[] message, byte[] signature) {
        return key.length == PublicKey.SIZE
                ? judge(new PublicKey(Bytes.of(key)), message, signature)
                : Verdict.WRONG_LENGTH;
    }

    private Verdict judge(PublicKey key, byte[] message, byte[] signature) {
        Verdict shape = SignatureShape.judge(signature);
        if (!shape.isAccepted()) {
            return shape;
        }
        KeyEquation equation = keys.find(key);
        if (equation == null) {
            Verdict verdict = KeyShape.judge(key.toArray());
            if (!verdict.isAccepted()) {
                return verdict;
            }
            equation = provider.equationOf(key);
            keys.remember(key, equation);
        }
        return equation.holds(message, signature) ? Verdict.ACCEPTED : Verdict.EQUATION_FAILS;
    }

    /** Loaded when first asked for, because looking for a native library takes a moment. */
    private static final class Shared {
        static final List<SignatureProvider> AVAILABLE = find();
        static final SignatureRule BEST = using(AVAILABLE.get(0));

        private static List<SignatureProvider> find() {
            List<SignatureProvider> found = new ArrayList<>();
            CorrettoProvider.load().ifPresent(found::add);
            found.add(new BouncyCastleProvider());
            return List.copyOf(found);
        }
    }
}
