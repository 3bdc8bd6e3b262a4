package org.kindling.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nayuki.qrcodegen.QrCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kindling.cli.node.Await;
import org.kindling.peer.boundary.Seed;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.identity.IdentityReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has a running peer mint a capsule. */
@Command(
        name = "capsule",
        description = "Mints a capsule: all that a newcomer needs to join, with or without a tracker.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling capsule --data me              a string for a chat message",
            "  kindling capsule --data me --qr         a code for a phone's camera",
            "  kindling capsule --data me --dns-zone seed.example",
            "  kindling capsule --data me --file net.capsule   with the rules and up to 64 peers in it"
        })
final class CapsuleCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOption peer;

    @Option(names = "--file", paramLabel = "FILE", description = "write the long form to this file")
    private @Nullable Path file;

    @Option(
            names = "--dns-zone",
            paramLabel = "NAME",
            description = "instead print the lines of a zone file that make this domain a DNS seed")
    private @Nullable String zone;

    @Option(names = "--qr", description = "also draw it as a QR code")
    private boolean isQr;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        if (isQr && isJson) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--qr draws for people, --json prints for programs; keep one of them");
        }
        Printer printer = new Printer(spec.commandLine());
        if (zone != null) {
            printZone(printer, zone);
            return;
        }
        if (file != null) {
            write(file);
            printer.story("wrote " + file + "; a newcomer runs: kindling peer --join " + file + " --data DIR");
        }
        String capsule =
                peer.ask(client -> client.read("/v1/capsule")).path("capsule").asText();
        if (isJson) {
            printer.json(JsonNodeFactory.instance.objectNode().put("capsule", capsule));
            return;
        }
        printer.line(capsule);
        if (isQr) {
            printer.line(drawn(QrCode.encodeText(capsule, QrCode.Ecc.LOW)));
        }
    }

    private void printZone(Printer printer, String domain) {
        List<String> lines = zone(domain);
        if (lines.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.NOT_READY,
                    "this peer knows no peer that can be called; let one listen where others reach it, and ask again");
        }
        if (isJson) {
            ArrayNode shape = JsonNodeFactory.instance.arrayNode();
            lines.forEach(shape::add);
            printer.json(JsonNodeFactory.instance.objectNode().set("zone", shape));
            return;
        }
        lines.forEach(printer::line);
        printer.story("peers then run with: --dns-seed " + domain
                + "; signatures last a day, addresses longer, so print fresh lines now and then");
    }

    private List<String> zone(String domain) {
        byte[] content = peer.ask(client -> client.readBytes("/v1/capsule/file"));
        try {
            Seed.dns(domain);
            return ZoneFile.lines(domain, IdentityReader.capsuleFile(content));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, "--dns-zone is '" + domain + "', which is no domain name", e);
        } catch (MalformedException e) {
            throw new CommandFailed(ExitCode.FAILED, "the peer's answer is no capsule: " + e.getMessage(), e);
        }
    }

    private void write(Path target) {
        byte[] content = peer.ask(client -> client.readBytes("/v1/capsule/file"));
        try {
            Files.write(target, content);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, "'" + target + "' cannot be written: " + Await.reason(e), e);
        }
    }

    /** Two rows of modules a line of text, with the quiet zone that readers need; dark on light, whatever the terminal's colours. */
    private static String drawn(QrCode code) {
        int border = 2;
        StringBuilder text = new StringBuilder();
        for (int y = -border; y < code.size + border; y += 2) {
            text.append("\u001b[30;47m");
            for (int x = -border; x < code.size + border; x++) {
                boolean upper = code.getModule(x, y);
                boolean lower = code.getModule(x, y + 1);
                text.append(upper ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
            }
            text.append("\u001b[0m\n");
        }
        return text.toString();
    }
}
