package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;

/** The names and values of a query (what follows the question mark of a URL), values as raw bytes. Names nobody asks for are ignored. */
final class Query {
    private static final int DIGITS_MAX = 18;

    private final Map<String, List<Bytes>> values = new LinkedHashMap<>();

    private Query() {}

    /** Length and number are bounded before anything is kept. */
    static Query read(String text, int charactersMax, int namesMax) throws MalformedException {
        require(text.length() <= charactersMax, "at most " + charactersMax + " characters, not " + text.length());
        Query query = new Query();
        int count = 0;
        for (int start = 0; start < text.length(); count++) {
            if (count == namesMax) {
                throw new MalformedException(Fault.TOO_MANY_ITEMS, "a query of more than " + namesMax + " values");
            }
            int next = text.indexOf('&', start);
            int end = next < 0 ? text.length() : next;
            query.add(text, start, end);
            start = end + 1;
        }
        return query;
    }

    private void add(String text, int start, int end) throws MalformedException {
        int sign = text.indexOf('=', start);
        int endOfName = sign < 0 || sign > end ? end : sign;
        String name = new String(PercentText.read(text, start, endOfName).toArray(), ISO_8859_1);
        Bytes value = PercentText.read(text, Math.min(endOfName + 1, end), end);
        values.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
    }

    List<Bytes> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The only value of this name. Twice is refused: readers disagree on which one counts. */
    Optional<Bytes> one(String name) throws MalformedException {
        List<Bytes> all = all(name);
        require(all.size() <= 1, "'" + name + "' is there " + all.size() + " times");
        return all.stream().findFirst();
    }

    Bytes present(String name) throws MalformedException {
        return one(name).orElseThrow(() -> new MalformedException(Fault.OUT_OF_RANGE, "'" + name + "' is not there"));
    }

    /** As one character a byte; empty if it is not there. */
    String text(String name) throws MalformedException {
        return one(name).map(value -> new String(value.toArray(), ISO_8859_1)).orElse("");
    }

    /** A number that must be one if it is there; what is too large is as large as can be. */
    long whole(String name, long otherwise) throws MalformedException {
        String text = text(name);
        if (one(name).isEmpty()) {
            return otherwise;
        }
        String digits = text.startsWith("-") ? text.substring(1) : text;
        require(isDigits(digits), "'" + name + "' is not a number");
        long size = digits.length() > DIGITS_MAX ? Long.MAX_VALUE : Long.parseLong(digits);
        return text.startsWith("-") ? -size : size;
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    /** A number nobody relies on: what is none is not said. Rationale: opentracker too takes any, and a peer is no less there for it. */
    long hearsay(String name, long unsaid) throws MalformedException {
        return isDigits(text(name)) ? whole(name, unsaid) : unsaid;
    }

    private static void require(boolean holds, String otherwise) throws MalformedException {
        if (!holds) {
            throw new MalformedException(Fault.OUT_OF_RANGE, otherwise);
        }
    }
}
