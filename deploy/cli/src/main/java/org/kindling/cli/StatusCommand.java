package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a running peer is. */
@Command(
        name = "status",
        description = "Says how a running peer is: network, chain, links, and each way of finding peers.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling status --data me",
            "  kindling status --data me --json",
            "  kindling status --data me --wait",
            "  kindling status --data me --wait --links 3 --timeout 120",
            "",
            "--wait waits until the chain is caught up and, if the peer has any way in (a tracker, a seed, a known peer),",
            "until it has a link; the first peer of a network, which was given none, need not have one."
        })
final class StatusCommand implements Runnable {
    /** Kinds of sources that nobody has unless they were named. */
    private static final Set<String> GIVEN = Set.of("tracker", "dns-seed", "local-network");

    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOption peer;

    @Mixin
    private WaitOption waiting;

    @Option(
            names = "--links",
            paramLabel = "N",
            converter = Count.FromZero.class,
            description = "with --wait: how many links it must have (default: 1 if it has any way in, else 0)")
    private @Nullable Long links;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        waiting.until("the peer to be ready", this::lack);
        JsonNode status = peer.ask(client -> client.read("/v1/status"));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(status);
            return;
        }
        print(status, printer);
    }

    private Optional<String> lack() {
        peer.ask(client -> client.find("/readyz"));
        JsonNode status = peer.ask(client -> client.read("/v1/status"));
        long wanted = links != null ? links : hasWayIn(status) ? 1 : 0;
        long there = status.path("links").asLong();
        return there >= wanted
                ? Optional.empty()
                : Optional.of("it has " + there + " of " + Count.of(wanted, "link")
                        + "; 'kindling status' says what is being tried");
    }

    private static boolean hasWayIn(JsonNode status) {
        JsonNode discovery = status.path("discovery");
        for (JsonNode source : discovery.path("sources")) {
            if (GIVEN.contains(source.path("kind").asText())) {
                return true;
            }
        }
        return discovery.path("known").asLong() > 0;
    }

    private static void print(JsonNode status, Printer printer) {
        JsonNode network = status.path("network");
        JsonNode head = status.path("head");
        List<String> endpoints = new ArrayList<>();
        status.path("endpoints").forEach(endpoint -> endpoints.add(endpoint.asText()));
        printer.line("network   " + network.path("name").asText() + "  "
                + network.path("id").asText());
        printer.line("node      " + status.path("node").asText()
                + (endpoints.isEmpty() ? "" : "  at " + String.join(", ", endpoints)));
        printer.line("height    " + head.path("height").asLong() + "  "
                + head.path("id").asText());
        printer.line("newest    " + newest(head));
        printer.line("chain     " + chain(status));
        printer.line("mining    " + (status.path("mining").asBoolean() ? "yes" : "no"));
        printer.line("links     " + status.path("links").asInt());
        if (isAlone(status)) {
            printer.line(alone(status.path("discovery").path("known").asInt()));
        }
        printer.line("waiting   " + Count.of(status.path("waiting").asLong(), "transaction"));
        printer.line("storage   " + status.path("storage").asText());
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode source : status.path("discovery").path("sources")) {
            rows.add(List.of(
                    source.path("kind").asText(),
                    source.path("name").asText(),
                    source.path("state").asText(),
                    source.path("nextTry").asText("")));
        }
        printer.line("");
        printer.table(List.of("source", "name", "state", "next try"), rows);
    }

    private static String newest(JsonNode head) {
        if (head.path("height").asLong() == 0) {
            return "no block yet";
        }
        Duration age = Duration.between(Instant.parse(head.path("time").asText()), Instant.now());
        return "block " + Durations.rough(age.isNegative() ? Duration.ZERO : age) + " old";
    }

    private static String chain(JsonNode status) {
        JsonNode sync = status.path("sync");
        if (!sync.path("caughtUp").asBoolean()) {
            return "catching up to " + sync.path("target").asLong();
        }
        return isAlone(status) ? "compared with nobody's" : "caught up";
    }

    private static String alone(int known) {
        return "alone:    it "
                + (known == 0 ? "knows no other peer yet" : "reaches none of the " + known + " peers it knows")
                + ", so its chain may be old and nobody hears of what is sent through it";
    }

    private static boolean isAlone(JsonNode status) {
        return status.path("links").asInt() == 0;
    }
}
