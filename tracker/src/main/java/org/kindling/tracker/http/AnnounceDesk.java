package org.kindling.tracker.http;

import java.util.function.Supplier;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.protocol.announce.AnnounceRefusal;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.tracker.directory.VerifiedAnnounce;

/** Makes of the bytes of a request's body an announce whose signature was checked, or a refusal. Any thread; keeps nothing. */
final class AnnounceDesk {
    private final Supplier<SignatureRule> rule;

    /** @param rule asked for with the first announce. Rationale: its native code takes a moment to load */
    AnnounceDesk(Supplier<SignatureRule> rule) {
        this.rule = rule;
    }

    Admission admit(byte[] body) {
        Announce announce;
        try {
            announce = AnnounceJson.announce(body);
        } catch (MalformedException malformed) {
            return new Admission.Turned(Refusals.malformed(String.valueOf(malformed.getMessage())));
        }
        return VerifiedAnnounce.verify(announce, rule.get())
                .<Admission>map(Admission.Admitted::new)
                .orElseGet(() -> new Admission.Turned(Refusals.of(Complaint.RECORD_FORGED)));
    }

    /** What the desk makes of a body. */
    sealed interface Admission {
        <R> R fold(Cases<R> cases);

        record Admitted(VerifiedAnnounce announce) implements Admission {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.admitted(this);
            }
        }

        record Turned(AnnounceRefusal refusal) implements Admission {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.turned(this);
            }
        }

        interface Cases<R> {
            R admitted(Admitted admission);

            R turned(Turned admission);
        }
    }
}
