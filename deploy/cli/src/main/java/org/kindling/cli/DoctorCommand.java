package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Why a peer has no company, or whether it could lose its tracker. */
@Command(
        name = "doctor",
        description =
                "Examines a running peer, or each way that a capsule names: what was tried, what came back, what to do.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling doctor --data me                 can it lose its tracker now? what ails it?",
            "  kindling doctor --join kindling:…         which of the capsule's ways still work?",
            "",
            "Exit codes: 0 nothing ails it, 1 something does, 3 no such peer answers."
        })
final class DoctorCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOption peer;

    @Option(names = "--join", paramLabel = "CAPSULE|FILE", description = "examine an invitation instead of a peer")
    private @Nullable String join;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "examine the invitation through this SOCKS5 proxy; a running peer is asked directly")
    private @Nullable String proxy;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        requireOnePatient();
        Diagnosis diagnosis =
                join != null && !isPeerTyped() ? CapsuleCheck.of(join, SeedOption.wayOut(proxy)) : peerCheck();
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(json(diagnosis));
        } else {
            print(diagnosis, printer);
        }
        if (!diagnosis.complaints().isEmpty()) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "something ails it: " + diagnosis.complaints().get(0).words());
        }
    }

    private void requireOnePatient() {
        ParseResult typed = spec.commandLine().getParseResult();
        for (String option : List.of("--data", "--api")) {
            if (typed.hasMatchedOption("--join") && typed.hasMatchedOption(option)) {
                throw new CommandFailed(
                        ExitCode.USAGE,
                        option + " names a running peer and --join an invitation; examine one at a time");
            }
        }
    }

    /** What is typed wins over an invitation that is only set. */
    private boolean isPeerTyped() {
        ParseResult typed = spec.commandLine().getParseResult();
        return typed.hasMatchedOption("--data") || typed.hasMatchedOption("--api");
    }

    private Diagnosis peerCheck() {
        JsonNode status = peer.ask(client -> client.read("/v1/status"));
        boolean isReady = peer.ask(client -> client.find("/readyz")).isPresent();
        return PeerCheck.of(status, isReady);
    }

    private static void print(Diagnosis diagnosis, Printer printer) {
        diagnosis.lines().forEach(printer::line);
        printer.line("");
        printer.table(
                List.of("way in", "name", "standing", "what came back", "next try"),
                diagnosis.ways().stream()
                        .map(way -> List.of(way.kind(), way.name(), way.standing(), way.state(), way.nextTry()))
                        .toList());
        printer.line("");
        if (diagnosis.complaints().isEmpty()) {
            boolean isFailing =
                    diagnosis.ways().stream().anyMatch(way -> way.standing().equals(Diagnosis.Way.FAILS));
            printer.line(isFailing ? "nothing ails it: what fails is not needed now" : "nothing ails it");
        }
        for (Diagnosis.Complaint complaint : diagnosis.complaints()) {
            printer.line("! " + complaint.words());
            printer.line("  " + complaint.remedy());
        }
    }

    private static ObjectNode json(Diagnosis diagnosis) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode ways = answer.putArray("ways");
        for (Diagnosis.Way way : diagnosis.ways()) {
            ObjectNode shape = ways.addObject()
                    .put("kind", way.kind())
                    .put("name", way.name())
                    .put("standing", way.standing())
                    .put("state", way.state())
                    .put("works", way.works());
            if (!way.nextTry().isEmpty()) {
                shape.put("nextTry", way.nextTry());
            }
        }
        ArrayNode complaints = answer.putArray("complaints");
        for (Diagnosis.Complaint complaint : diagnosis.complaints()) {
            complaints.addObject().put("words", complaint.words()).put("remedy", complaint.remedy());
        }
        return answer.put("healthy", diagnosis.complaints().isEmpty()).setAll(diagnosis.figures());
    }
}
