package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.kindling.protocol.identity.Endpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Keeps a running peer linked to an address. */
@Command(
        name = "add",
        description =
                "Has a running peer call this address now, again and again, and never refuse for lack of room whoever answers there.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  kindling peers add 203.0.113.7:4711 --data me",
            "",
            "This holds until the peer ends; after a restart it is to be said again."
        })
final class PeersAddCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOption peer;

    @Mixin
    private TokenOption token;

    @Parameters(paramLabel = "HOST:PORT", converter = Place.class, description = "where the other peer listens")
    private Endpoint endpoint;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        Instant asked = Instant.now();
        peer.change(token, client -> client.instruct("befriend", Map.of("endpoint", endpoint.toString())));
        Outcome outcome = outcome(asked);
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(JsonNodeFactory.instance
                    .objectNode()
                    .put("instruction", "befriend")
                    .put("endpoint", endpoint.toString())
                    .put("state", outcome.state())
                    .put("detail", outcome.words()));
            return;
        }
        printer.line("is called from now on: " + endpoint + "; " + outcome.words());
    }

    /** What has come of the first call. */
    private record Outcome(String state, String words) {
        static final Outcome OPEN =
                new Outcome("calling", "it has not answered yet; 'kindling peers' lists it when it has");
    }

    /** A call that is refused is refused at once; nobody waits for one that takes its time. */
    private Outcome outcome(Instant asked) {
        return WaitOption.within(PATIENCE, () -> linked().or(() -> refusal(asked)))
                .orElse(Outcome.OPEN);
    }

    private Optional<Outcome> linked() {
        JsonNode links = peer.ask(client -> client.read("/v1/peers")).path("peers");
        for (JsonNode link : links) {
            if (link.path("remote").asText().equals(endpoint.toString())) {
                return Optional.of(new Outcome(
                        "linked", "linked with node " + link.path("node").asText()));
            }
        }
        return Optional.empty();
    }

    private Optional<Outcome> refusal(Instant asked) {
        JsonNode refusals = peer.ask(client -> client.read("/v1/discovery")).path("refusals");
        for (JsonNode refusal : refusals) {
            boolean isOurs = refusal.path("endpoint").asText().equals(endpoint.toString());
            if (isOurs && !Instant.parse(refusal.path("at").asText()).isBefore(asked.minus(PATIENCE))) {
                String remedy = refusal.path("remedy").asText();
                return Optional.of(new Outcome(
                        "refused",
                        "in vain so far: " + refusal.path("reason").asText()
                                + (remedy.isEmpty() ? "" : "; " + remedy)));
            }
        }
        return Optional.empty();
    }

    /** Where a peer can be; what is a slip is refused before the peer is asked. */
    static final class Place implements ITypeConverter<Endpoint> {
        @Override
        public Endpoint convert(String text) {
            try {
                return Endpoint.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is not HOST:PORT, such as 203.0.113.7:4711");
            }
        }
    }
}
