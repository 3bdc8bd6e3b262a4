package org.kindling.peer.shell.api;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Height;
import org.kindling.tracker.gate.Problem;

/** What a request names, read and checked; each method throws a {@link Refusal} that says what was expected. */
final class Parameters {
    private static final int COUNT_MAX = 100;
    private static final int COUNT = 20;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private Parameters() {}

    /** How many items are asked for. */
    static int count(RoutingContext context) {
        Optional<Long> asked = number(context, "count");
        if (asked.isPresent() && (asked.get() < 1 || asked.get() > COUNT_MAX)) {
            throw bad("count is from 1 to " + COUNT_MAX);
        }
        return asked.map(Long::intValue).orElse(COUNT);
    }

    /** A height in the query. */
    static Optional<Height> height(RoutingContext context, String name) {
        return number(context, name).map(Height::of);
    }

    private static Optional<Long> number(RoutingContext context, String name) {
        String text = context.queryParams().get(name);
        if (text == null) {
            return Optional.empty();
        }
        if (!NUMBER.matcher(text).matches()) {
            throw bad(name + " is a number, not '" + Problem.printable(text) + "'");
        }
        return Optional.of(Long.parseLong(text));
    }

    /** A block is named by its height on the best chain or by its id. */
    static Optional<Height> heightIn(String reference) {
        return NUMBER.matcher(reference).matches()
                ? Optional.of(Height.of(Long.parseLong(reference)))
                : Optional.empty();
    }

    static Hash hash(String text, String what) {
        if (!HASH.matcher(text).matches()) {
            throw bad("'" + Problem.printable(text) + "' is not " + what + ": 64 hex digits in lower case");
        }
        return Hash.fromHex(text);
    }

    static Address address(String prefix, String text) {
        try {
            return Address.parse(prefix, text);
        } catch (MalformedException e) {
            throw bad(Problem.printable(text) + ": " + e.getMessage());
        }
    }

    /** A text in the JSON body. */
    static String field(RoutingContext context, String name, String example) {
        if (body(context).getValue(name) instanceof String text) {
            return text;
        }
        throw bad("send " + example);
    }

    /** A whole number of at least one in the JSON body. */
    static long count(RoutingContext context, String name, long most, String example) {
        Object value = body(context).getValue(name);
        boolean isWhole = value instanceof Integer || value instanceof Long;
        if (isWhole && ((Number) value).longValue() >= 1 && ((Number) value).longValue() <= most) {
            return ((Number) value).longValue();
        }
        throw bad("send " + example + "; " + name + " is a whole number from 1 to " + most);
    }

    private static JsonObject body(RoutingContext context) {
        try {
            @Nullable
            JsonObject body = context.body().isEmpty() ? null : context.body().asJsonObject();
            return body == null ? new JsonObject() : body;
        } catch (DecodeException | ClassCastException e) {
            throw bad("the body is not a JSON object");
        }
    }

    static Refusal bad(String detail) {
        return new Refusal(Problem.badRequest(detail));
    }
}
