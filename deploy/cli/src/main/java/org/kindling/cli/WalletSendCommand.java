package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kindling.cli.node.Await;
import org.kindling.peer.shell.api.ApiClient;
import org.kindling.peer.shell.api.ApiException;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Payment;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs a transaction here and hands it to a running peer; the key never leaves this process. */
@Command(
        name = "send",
        description = "Sends units to one or many, or puts a record into the ledger.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling wallet send alice.wallet --to kd1…=25 --data me --wait",
            "  kindling wallet send alice.wallet --to kd1…=25 --to kd1…=10 --fee 5 --data me",
            "  kindling wallet send alice.wallet --notarise contract.pdf --data me --wait --depth 6",
            "  kindling wallet send alice.wallet --record note.txt --data me"
        })
final class WalletSendCommand implements Runnable {
    /** How many blocks a transaction may wait unless told otherwise. */
    private static final long PATIENCE_BLOCKS = 1_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "wallet that pays")
    private Path wallet;

    @ArgGroup(multiplicity = "1")
    private What what;

    @Option(
            names = "--fee",
            paramLabel = "UNITS",
            converter = Count.FromZero.class,
            description = "fee to the block's producer; the least that is accepted if left out")
    private @Nullable Long fee;

    @Option(
            names = "--nonce",
            paramLabel = "N",
            converter = Count.FromZero.class,
            description = "which of the wallet's transactions it is; the next after what waits already, if left out")
    private @Nullable Long nonce;

    @Option(
            names = "--max-fee",
            defaultValue = "1000",
            paramLabel = "UNITS",
            converter = Count.FromZero.class,
            description = "without --fee: the most to pay, whatever the peer asks (default: ${DEFAULT-VALUE})")
    private long maxFee;

    @Mixin
    private PeerOption peer;

    @Mixin
    private TokenOption token;

    @Mixin
    private DepthOption waiting;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    /** Exactly one of these. */
    static final class What {
        @Option(names = "--to", paramLabel = "ADDRESS=UNITS", description = "who receives how much; may be repeated")
        private @Nullable List<String> payments;

        @Option(
                names = "--record",
                paramLabel = "FILE",
                description = "put this file's bytes into the ledger, 60 KiB at most")
        private @Nullable Path record;

        @Option(names = "--notarise", paramLabel = "FILE", description = "put this file's SHA-256 into the ledger")
        private @Nullable Path notarise;
    }

    @Override
    public void run() {
        KeyPair key = WalletFile.read(wallet);
        Printer printer = new Printer(spec.commandLine());
        warnIfAlone(printer);
        Transaction transaction = peer.ask(client -> sign(client, key));
        JsonNode answer = submitted(transaction);
        String id = transaction.id().hex();
        printer.story("logged by the peer: " + id);
        ObjectNode shape = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("level", answer.path("level").asText());
        try {
            waiting.until(id, peer);
            if (waiting.isWanted()) {
                JsonNode standing = peer.ask(client -> client.read("/v1/txs/" + id));
                printer.story(DepthOption.place(standing));
                shape.set("transaction", standing);
            }
        } finally {
            print(shape, printer);
        }
    }

    private JsonNode submitted(Transaction transaction) {
        try {
            return peer.change(token, client -> client.submit(transaction));
        } catch (CommandFailed e) {
            if (e.getCause() instanceof ApiException refused && refused.slug().equals(Fault.BALANCE_TOO_LOW.slug())) {
                throw new CommandFailed(e.exitCode(), e.getMessage() + ": the wallet has " + holding(transaction), e);
            }
            throw e;
        }
    }

    private String holding(Transaction transaction) {
        long balance = peer.ask(client -> client.read("/v1/accounts/"
                        + transaction
                                .sender()
                                .text(client.read("/v1/network")
                                        .path("addressPrefix")
                                        .asText())))
                .path("balance")
                .asLong();
        return balance + " units, less what its waiting transactions spend; nothing was sent";
    }

    /** Whatever comes of it: who does not learn that it was submitted may pay again. */
    private void print(ObjectNode shape, Printer printer) {
        if (isJson) {
            printer.json(shape);
        } else {
            printer.line(shape.path("id").asText());
        }
    }

    private void warnIfAlone(Printer printer) {
        if (peer.ask(client -> client.read("/v1/status")).path("links").asInt() == 0) {
            printer.story("warning: this peer has no link, so nobody else hears of it until it has one");
        }
    }

    private Transaction sign(ApiClient client, KeyPair key) throws IOException {
        JsonNode network = client.read("/v1/network");
        String prefix = network.path("addressPrefix").asText();
        JsonNode account =
                client.read("/v1/accounts/" + Address.of(key.publicKey()).text(prefix));
        long height = client.read("/v1/head").path("height").asLong();
        long feePerKib = network.path("feePerKibMin").asLong();
        Payload payload = payload(prefix);
        Transaction draft = signed(key, network, account, payload, height, feePerKib);
        long least = feePerKib * ((draft.sizeBytes() + 1023) / 1024);
        if (fee != null) {
            return draft;
        }
        requireModest(least);
        return least == feePerKib ? draft : signed(key, network, account, payload, height, least);
    }

    /** What the least fee is, only the peer says. */
    private void requireModest(long least) {
        if (least > maxFee) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    "the peer asks for a fee of " + least + " units and --max-fee is " + maxFee
                            + "; nothing was sent; to pay it, add --fee " + least);
        }
    }

    private Transaction signed(
            KeyPair key, JsonNode network, JsonNode account, Payload payload, long height, long least) {
        return new TransactionBody(
                        new NetworkId(Hash.fromHex(network.path("id").asText())),
                        network.path("branch").asInt(),
                        key.publicKey(),
                        nonce == null ? account.path("nextNonce").asLong() : nonce,
                        amount(fee == null ? least : fee),
                        Height.of(height + PATIENCE_BLOCKS),
                        payload)
                .sign(key);
    }

    private Payload payload(String prefix) {
        try {
            if (what.record != null) {
                return new Payload.Inscription(Bytes.wrap(read(what.record)));
            }
            if (what.notarise != null) {
                return new Payload.Notarisation(Hash.sha256(read(what.notarise)));
            }
            List<Payment> payments = new ArrayList<>();
            for (String text : what.payments == null ? List.<String>of() : what.payments) {
                payments.add(payment(prefix, text));
            }
            return new Payload.Transfer(payments);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new CommandFailed(ExitCode.USAGE, "this cannot be sent: " + e.getMessage(), e);
        }
    }

    private static Payment payment(String prefix, String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || !text.substring(equals + 1).matches("[0-9]{1,16}")) {
            throw new CommandFailed(ExitCode.USAGE, "'" + text + "' is not ADDRESS=UNITS, such as " + prefix + "1…=25");
        }
        return new Payment(
                WalletCommand.parse(prefix, text.substring(0, equals)),
                amount(Long.parseLong(text.substring(equals + 1))));
    }

    private static Amount amount(long units) {
        try {
            return Amount.of(units);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.USAGE, "'" + file + "' cannot be read: " + Await.reason(e), e);
        }
    }
}
