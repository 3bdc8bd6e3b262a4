package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.ledger.Address;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keys and what they own. */
@Command(
        name = "wallet",
        description = "Makes keys, sends units and records, and shows what an address owns.",
        mixinStandardHelpOptions = true,
        subcommands = {WalletSendCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling wallet new alice.wallet",
            "  kindling wallet address alice.wallet",
            "  kindling wallet balance alice.wallet --data me",
            "  kindling wallet send alice.wallet --to kd1…=25 --data me --wait",
            "  kindling wallet history alice.wallet --data me"
        })
final class WalletCommand {
    static final String PREFIX = "kd";

    @Spec
    private CommandSpec spec;

    @Command(
            name = "new",
            description = "Makes a key and keeps it in FILE, readable by you alone.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  kindling wallet new alice.wallet")
    void create(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(
                            names = "--prefix",
                            defaultValue = PREFIX,
                            paramLabel = "PREFIX",
                            description = "address prefix of the network (default: ${DEFAULT-VALUE})")
                    String prefix,
            @Option(names = "--json", description = "print one JSON object") boolean isJson) {
        KeyPair key = KeyPair.generate(new SecureRandom());
        String address = address(key, prefix);
        WalletFile.create(file, key);
        print(address, isJson);
    }

    @Command(
            name = "address",
            description = "Prints the address of a wallet.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  kindling wallet address alice.wallet")
    void address(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(
                            names = "--prefix",
                            defaultValue = PREFIX,
                            paramLabel = "PREFIX",
                            description = "address prefix of the network (default: ${DEFAULT-VALUE})")
                    String prefix,
            @Option(names = "--json", description = "print one JSON object") boolean isJson) {
        print(address(WalletFile.read(file), prefix), isJson);
    }

    private static String address(KeyPair key, String prefix) {
        try {
            return Address.of(key.publicKey()).text(prefix);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, "--prefix is '" + prefix + "': " + e.getMessage(), e);
        }
    }

    private void print(String address, boolean isJson) {
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(JsonNodeFactory.instance.objectNode().put("address", address));
        } else {
            printer.line(address);
        }
    }

    @Command(
            name = "balance",
            description = "Shows what a wallet or an address owns.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  kindling wallet balance alice.wallet --data me")
    void balance(
            @Parameters(paramLabel = "FILE|ADDRESS") String who,
            @Mixin PeerOption peer,
            @Option(names = "--json", description = "print one JSON object") boolean isJson) {
        JsonNode account =
                peer.ask(client -> client.read("/v1/accounts/" + addressOf(who, client.read("/v1/network"))));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(account);
        } else {
            printer.line(account.path("balance").asText());
        }
    }

    @Command(
            name = "history",
            description = "Lists what happened to a wallet or an address, newest first.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  kindling wallet history alice.wallet --data me --count 50")
    void history(
            @Parameters(paramLabel = "FILE|ADDRESS") String who,
            @Mixin PeerOption peer,
            @Option(
                            names = "--count",
                            defaultValue = "20",
                            paramLabel = "N",
                            converter = Count.Lines.class,
                            description = "how many lines, 100 at most (default: ${DEFAULT-VALUE})")
                    int count,
            @Option(names = "--json", description = "print one JSON object") boolean isJson) {
        JsonNode history = peer.ask(client ->
                client.read("/v1/accounts/" + addressOf(who, client.read("/v1/network")) + "/history?count=" + count));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(history);
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode line : history.path("lines")) {
            rows.add(List.of(
                    line.path("height").asText(),
                    line.path("kind").asText(),
                    line.path("received").asLong() == 0
                            ? "0"
                            : "+" + line.path("received").asText(),
                    line.path("sent").asLong() == 0
                            ? "0"
                            : "-" + line.path("sent").asText(),
                    line.path("id").asText()));
        }
        printer.table(List.of("height", "kind", "received", "sent", "id"), rows);
    }

    static Address parse(String prefix, String text) {
        try {
            return Address.parse(prefix, text);
        } catch (MalformedException e) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "'" + text + "' is no address of this network: they begin with " + prefix
                            + "1, and no character may be wrong",
                    e);
        }
    }

    /** The address meant by a wallet file or by an address as text. */
    static String addressOf(String who, JsonNode network) {
        String prefix = network.path("addressPrefix").asText();
        if (who.startsWith(prefix + "1")) {
            return parse(prefix, who).text(prefix);
        }
        return Address.of(WalletFile.read(Path.of(who)).publicKey()).text(prefix);
    }
}
