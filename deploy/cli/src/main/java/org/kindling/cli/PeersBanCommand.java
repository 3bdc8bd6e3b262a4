package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.kindling.peer.boundary.Ban;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Bans a node or a host. */
@Command(
        name = "ban",
        description =
                "Has a running peer refuse a node or a host in both directions for a while, also after a restart.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling peers ban 203.0.113.7 --for 24h --reason flood --data me",
            "  kindling peers ban 3fa9c1d2e4b5a6978877665544332211ffeeddcc --for 30m --data me",
            "",
            "Whoever is banned is no manual peer any more."
        })
final class PeersBanCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOption peer;

    @Mixin
    private TokenOption token;

    @Parameters(
            paramLabel = "NODE|HOST",
            converter = Subject.class,
            description = "a node id (40 hex digits), an IP address, or the full name of a host as it is dialled")
    private String whom;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "24h",
            description = "how long, from 1s (default: ${DEFAULT-VALUE})")
    private String lasts;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "for whoever reads the list later")
    private String reason;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        long seconds = Durations.positive("--for", lasts).toSeconds();
        JsonNode answer = peer.change(token, client -> client.ban(whom, seconds, reason));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(answer);
            return;
        }
        boolean isNode = whom.strip().matches("[0-9a-fA-F]{40}");
        printer.line("banned for " + lasts + ": " + (isNode ? "the node " : "the host ") + whom);
    }

    /** Whoever can be banned; what is a slip is refused before the peer is asked. */
    static final class Subject implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                return Ban.subject(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
