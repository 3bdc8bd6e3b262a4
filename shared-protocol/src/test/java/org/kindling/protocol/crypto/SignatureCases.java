package org.kindling.protocol.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.kindling.protocol.Bytes;

/** Every case of the golden file: the vectors of others, then the edge cases we construct. */
final class SignatureCases {
    private static final String FOLDER = "/vectors/ed25519/";

    private SignatureCases() {}

    static List<SignatureCase> all() {
        List<SignatureCase> cases = new ArrayList<>();
        cases.addAll(wycheproof());
        cases.addAll(flat("speccheck", ""));
        cases.addAll(flat("rfc8032", "name"));
        cases.addAll(CraftedSignatures.all());
        return cases;
    }

    static List<SignatureCase> wycheproof() {
        List<SignatureCase> cases = new ArrayList<>();
        for (JsonNode group : json("wycheproof").get("testGroups")) {
            byte[] key = bytes(group.get("publicKey").get("pk"));
            for (JsonNode test : group.get("tests")) {
                String id = "wycheproof-" + test.get("tcId").asText();
                cases.add(SignatureCase.of(id, key, bytes(test.get("msg")), bytes(test.get("sig"))));
            }
        }
        return cases;
    }

    /** The ids of the cases that Wycheproof calls valid. */
    static List<String> validToWycheproof() {
        List<String> valid = new ArrayList<>();
        for (JsonNode group : json("wycheproof").get("testGroups")) {
            for (JsonNode test : group.get("tests")) {
                if (test.get("result").asText().equals("valid")) {
                    valid.add("wycheproof-" + test.get("tcId").asText());
                }
            }
        }
        return valid;
    }

    static JsonNode json(String name) {
        try (InputStream file = SignatureCases.class.getResourceAsStream(FOLDER + name + ".json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file, name));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    static byte[] bytes(JsonNode hex) {
        return Bytes.fromHex(hex.asText()).toArray();
    }

    private static List<SignatureCase> flat(String file, String nameField) {
        List<SignatureCase> cases = new ArrayList<>();
        for (JsonNode test : json(file)) {
            String name = nameField.isEmpty()
                    ? String.valueOf(cases.size())
                    : test.get(nameField).asText();
            cases.add(SignatureCase.of(
                    file + "-" + name,
                    bytes(test.get("pub_key")),
                    bytes(test.get("message")),
                    bytes(test.get("signature"))));
        }
        return cases;
    }
}
