package org.kindling.protocol.crypto;

import org.kindling.protocol.Bytes;

/** One question to the signature rule, under a name that stays the same for ever. */
record SignatureCase(String id, Bytes key, Bytes message, Bytes signature) {
    static SignatureCase of(String id, byte[] key, byte[] message, byte[] signature) {
        return new SignatureCase(id, Bytes.of(key), Bytes.of(message), Bytes.of(signature));
    }

    Verdict judgedBy(SignatureRule rule) {
        return rule.judge(key.toArray(), message.toArray(), signature.toArray());
    }
}
