package org.kindling.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.kindling.protocol.crypto.SignatureRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What runs here; the first thing a report of a problem should say. */
@Command(
        name = "version",
        description = "Prints the version, the Java it runs on, and whose code verifies signatures.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  kindling version", "  kindling version --json"})
final class VersionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        Printer printer = new Printer(spec.commandLine());
        String version = Main.Version.text();
        String java = Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
        String signatures = SignatureRule.best().providerName();
        if (isJson) {
            printer.json(JsonNodeFactory.instance
                    .objectNode()
                    .put("version", version)
                    .put("java", java)
                    .put("signatures", signatures));
            return;
        }
        printer.line("kindling    " + version);
        printer.line("java        " + java);
        printer.line("signatures  " + signatures);
    }
}
