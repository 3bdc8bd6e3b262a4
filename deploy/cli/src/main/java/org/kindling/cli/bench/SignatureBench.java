package org.kindling.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.kindling.protocol.Check;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyEquation;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.crypto.SignatureProvider;
import org.kindling.protocol.crypto.SignatureRule;

/** Verifications a second: by each provider alone, and through the rule that decides. */
public final class SignatureBench {
    private static final int SIGNATURES = 256;
    private static final int KEYS = 32;

    private final Batches batches;
    private final List<Signed> signed = new ArrayList<>();

    private record Signed(PublicKey key, Hash digest, Signature signature) {}

    /**
     * @param batch how long one batch lasts
     * @param count how many are counted
     */
    public SignatureBench(Duration batch, int count) {
        this.batches = new Batches(batch, count);
        for (int i = 0; i < SIGNATURES; i++) {
            KeyPair key = KeyPair.fromSeed(Hash.sha256(("bench key " + i % KEYS).getBytes(StandardCharsets.UTF_8))
                    .bytes());
            Hash digest = Hash.sha256(new byte[] {(byte) i});
            signed.add(new Signed(key.publicKey(), digest, key.sign(digest)));
        }
    }

    /** {@code provider → {raw, rule} → {oneThread, allCores} → {median, min, max}}, and how many cores there are. */
    public ObjectNode run() {
        int cores = Runtime.getRuntime().availableProcessors();
        ObjectNode result = JsonNodeFactory.instance
                .objectNode()
                .put("cores", cores)
                .put("best", SignatureRule.best().providerName());
        ObjectNode providers = result.putObject("verificationsPerSecond");
        for (SignatureProvider provider : SignatureRule.available()) {
            ObjectNode figures = providers.putObject(provider.name());
            put(figures.putObject("raw"), cores, raw(provider));
            put(figures.putObject("rule"), cores, throughRule(SignatureRule.using(provider)));
        }
        return result;
    }

    private void put(ObjectNode figures, int cores, Batches.Deed deed) {
        figures.set("oneThread", batches.measure(1, deed).json());
        figures.set("allCores", batches.measure(cores, deed).json());
    }

    /** What the fastest provider alone can do with so many threads. */
    Batches.Rate raw(int threads) {
        return batches.measure(threads, raw(SignatureRule.available().get(0)));
    }

    private Batches.Deed raw(SignatureProvider provider) {
        List<KeyEquation> equations =
                signed.stream().map(one -> provider.equationOf(one.key())).toList();
        return time -> {
            int index = time % SIGNATURES;
            Signed one = signed.get(index);
            boolean holds = equations
                    .get(index)
                    .holds(one.digest().toArray(), one.signature().toArray());
            Check.invariant(holds, "%s refuses an honest signature", provider.name());
        };
    }

    private Batches.Deed throughRule(SignatureRule rule) {
        return time -> {
            Signed one = signed.get(time % SIGNATURES);
            Check.invariant(
                    rule.accepts(one.key(), one.digest(), one.signature()), "the rule refuses an honest signature");
        };
    }
}
