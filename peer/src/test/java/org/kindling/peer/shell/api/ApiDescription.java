package org.kindling.peer.shell.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** The document that describes the API, as something answers can be held against. */
final class ApiDescription {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String RESPONSES = "#/components/responses/";

    private final JsonObject document;
    private final Set<String> seen = new LinkedHashSet<>();

    /** As the API itself hands it out. */
    ApiDescription(String yaml) {
        Map<String, Object> read = new Yaml().load(yaml);
        document = new JsonObject(read);
    }

    /** Every documented operation: method and path. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        JsonObject paths = document.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            for (String method : paths.getJsonObject(path).fieldNames()) {
                operations.add(method.toUpperCase(Locale.ROOT) + " " + path);
            }
        }
        return operations;
    }

    /** Those an answer has been held against. */
    Set<String> seen() {
        return new TreeSet<>(seen);
    }

    /** Fails unless this answer is documented for this operation: its status, its type and, if it is JSON, its shape. */
    void holdAgainst(String method, String path, Spoken answer) {
        JsonObject operation =
                document.getJsonObject("paths").getJsonObject(path).getJsonObject(method.toLowerCase(Locale.ROOT));
        JsonObject responses = operation.getJsonObject("responses");
        String type = answer.header("Content-Type").replaceAll(";.*", "");
        assertThat(responses.fieldNames()).as(answer.text()).contains(String.valueOf(answer.status()));
        JsonObject content = response(responses.getJsonObject(String.valueOf(answer.status())))
                .getJsonObject("content");
        assertThat(content.fieldNames()).contains(type);
        if (type.endsWith("json")) {
            OutputUnit verdict = validate(content.getJsonObject(type).getJsonObject("schema"), answer.json());
            assertThat(verdict.getValid())
                    .as("%s %s: %s: %s", method, path, answer.text(), verdict.getErrors())
                    .isTrue();
        }
        seen.add(method + " " + path);
    }

    private JsonObject response(JsonObject response) {
        String reference = response.getString("$ref");
        return reference == null
                ? response
                : document.getJsonObject("components")
                        .getJsonObject("responses")
                        .getJsonObject(reference.substring(RESPONSES.length()));
    }

    private OutputUnit validate(JsonObject schema, JsonObject body) {
        JsonObject whole = new JsonObject(schema.copy()
                .put("$defs", document.getJsonObject("components").getJsonObject("schemas"))
                .encode()
                .replace(SCHEMAS, "#/$defs/"));
        JsonSchemaOptions options = new JsonSchemaOptions()
                .setBaseUri("https://kindling.example")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic);
        return Validator.create(JsonSchema.of(whole), options).validate(body);
    }
}
