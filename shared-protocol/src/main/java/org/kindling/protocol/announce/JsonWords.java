package org.kindling.protocol.announce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.Check;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;

/**
 * One flat JSON object: texts, numbers and lists of texts by name. Whatever else is in it is skipped.
 *
 * <p>Bounded in every direction (depth, tokens, names, texts, digits). A name twice is refused, because readers disagree on which one
 * counts (RFC 8259 §4). Names are not interned. Rationale: a table that outlives the document is a stranger's to fill.
 */
final class JsonWords {
    /** More decimals, or more zeros behind a number, than any number here has. */
    private static final int SCALE_MAX = 20;

    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(8)
            .maxTokenCount(2_000)
            .maxNameLength(64)
            .maxStringLength(2_048)
            .maxNumberLength(20)
            .build();

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(CONSTRAINTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, String> numbers = new LinkedHashMap<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    private JsonWords() {}

    /** What goes between the braces. */
    interface Fields {
        void writeTo(JsonGenerator out) throws IOException;
    }

    static byte[] write(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            fields.writeTo(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written to", e);
        }
        return bytes.toByteArray();
    }

    /** Seconds with as many decimals as it takes: 57312 ms are 57.312, 60000 ms are 60. */
    static void writeSeconds(JsonGenerator out, String name, long millis) throws IOException {
        out.writeFieldName(name);
        out.writeNumber(BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString());
    }

    static JsonWords read(byte[] json, int bytesMax) throws MalformedException {
        if (json.length > bytesMax) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "at most " + bytesMax + " bytes, not " + json.length);
        }
        try (JsonParser in = JSON.createParser(json)) {
            JsonWords words = new JsonWords();
            words.readObject(in);
            return words;
        } catch (IOException e) {
            throw new MalformedException(Fault.UNREADABLE, "the text is not JSON as it is expected here", e);
        }
    }

    private void readObject(JsonParser in) throws IOException, MalformedException {
        require(in.nextToken() == JsonToken.START_OBJECT, "the text is not a JSON object");
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                texts.put(name, in.getText());
            } else if (value.isNumeric()) {
                numbers.put(name, in.getText());
            } else if (value == JsonToken.START_ARRAY) {
                readList(in, name);
            } else {
                in.skipChildren();
            }
        }
        require(in.currentToken() == JsonToken.END_OBJECT, "the JSON object does not end");
        require(in.nextToken() == null, "something follows the JSON object");
    }

    /** A list with anything but texts in it is a list this version does not know. */
    private void readList(JsonParser in, String name) throws IOException {
        List<String> items = new ArrayList<>();
        boolean onlyTexts = true;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                items.add(in.getText());
            } else {
                onlyTexts = false;
                in.skipChildren();
            }
        }
        if (onlyTexts) {
            lists.put(name, items);
        }
    }

    boolean has(String name) {
        return texts.containsKey(name) || numbers.containsKey(name) || lists.containsKey(name);
    }

    String text(String name) throws MalformedException {
        return present(texts.get(name), "'" + name + "' is not there, or not a text");
    }

    String text(String name, String otherwise) throws MalformedException {
        return has(name) ? text(name) : otherwise;
    }

    int integer(String name, int otherwise) throws MalformedException {
        return has(name) ? integer(name) : otherwise;
    }

    int integer(String name) throws MalformedException {
        try {
            return number(name).intValueExact();
        } catch (ArithmeticException e) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "'" + name + "' is not an integer in range", e);
        }
    }

    long millis(String name) throws MalformedException {
        try {
            return number(name).movePointRight(3).longValueExact();
        } catch (ArithmeticException e) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "'" + name + "' is not whole milliseconds in range", e);
        }
    }

    List<String> texts(String name) throws MalformedException {
        return present(lists.get(name), "'" + name + "' is not there, or not a list of texts");
    }

    /** Small enough to be reckoned with. Rationale: written out, 1e999999999 takes a thousand million digits and longer than anybody waits. */
    private BigDecimal number(String name) throws MalformedException {
        String digits = present(numbers.get(name), "'" + name + "' is not there, or not a number");
        try {
            BigDecimal number = new BigDecimal(digits);
            Check.argument(Math.abs((long) number.scale()) <= SCALE_MAX, "the number is out of all proportion");
            return number;
        } catch (IllegalArgumentException e) {
            throw new MalformedException(Fault.OUT_OF_RANGE, "'" + name + "' is not a number in range", e);
        }
    }

    private static <T> T present(@Nullable T value, String otherwise) throws MalformedException {
        if (value == null) {
            throw new MalformedException(Fault.OUT_OF_RANGE, otherwise);
        }
        return value;
    }

    private static void require(boolean holds, String otherwise) throws MalformedException {
        if (!holds) {
            throw new MalformedException(Fault.UNREADABLE, otherwise);
        }
    }
}
