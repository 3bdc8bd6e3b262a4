package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.kindling.peer.shell.api.ApiClient;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.AnchoredRecord;
import org.kindling.protocol.identity.IdentityReader;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts a running peer's own record into the ledger. */
@Command(
        name = "anchor",
        description =
                "Puts the address of a running peer into the ledger, where whoever has lost all else still finds it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  kindling peers anchor --data me --wallet alice.wallet")
final class PeersAnchorCommand implements Runnable {
    private static final long PATIENCE_BLOCKS = 1_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOption peer;

    @Mixin
    private TokenOption token;

    @Option(names = "--wallet", paramLabel = "FILE", required = true, description = "wallet that pays the fee")
    private Path wallet;

    @Option(
            names = "--max-fee",
            defaultValue = "1000",
            paramLabel = "UNITS",
            converter = Count.FromZero.class,
            description = "the most to pay, whatever the peer asks (default: ${DEFAULT-VALUE})")
    private long maxFee;

    @Option(names = "--again", description = "also if a record of this peer is anchored already, such as after a move")
    private boolean isAgain;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        KeyPair key = WalletFile.read(wallet);
        Transaction transaction = peer.ask(client -> anchor(client, key));
        JsonNode answer = peer.change(token, client -> client.submit(transaction));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(answer);
        } else {
            printer.line(transaction.id().hex());
        }
    }

    private Transaction anchor(ApiClient client, KeyPair key) throws IOException {
        JsonNode network = client.read("/v1/network");
        String owner =
                Address.of(key.publicKey()).text(network.path("addressPrefix").asText());
        long fee = network.path("feePerKibMin").asLong();
        if (fee > maxFee) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    "the peer asks for a fee of " + fee + " units and --max-fee is " + maxFee + "; nothing was sent");
        }
        PeerRecord record = record(client);
        requireFirst(client, owner, record);
        return new TransactionBody(
                        new NetworkId(Hash.fromHex(network.path("id").asText())),
                        network.path("branch").asInt(),
                        key.publicKey(),
                        client.read("/v1/accounts/" + owner).path("nextNonce").asLong(),
                        Amount.of(fee),
                        Height.of(client.read("/v1/head").path("height").asLong() + PATIENCE_BLOCKS),
                        new Payload.Inscription(AnchoredRecord.content(record)))
                .sign(key);
    }

    private void requireFirst(ApiClient client, String owner, PeerRecord record) throws IOException {
        Optional<String> before = isAgain
                ? Optional.empty()
                : AnchoredBefore.by(client, owner, record.nodeId().hex());
        if (before.isPresent()) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    "a record of this peer " + before.get() + "; nothing was sent; to pay for another, add --again");
        }
    }

    /** The peer's own record; it names it first in every invitation. */
    private static PeerRecord record(ApiClient client) throws IOException {
        String node = client.read("/v1/status").path("node").asText();
        try {
            return IdentityReader.capsuleFile(client.readBytes("/v1/capsule/file")).records().stream()
                    .filter(record -> record.nodeId().hex().equals(node)
                            && !record.endpoints().isEmpty())
                    .findFirst()
                    .orElseThrow(
                            () -> new CommandFailed(
                                    ExitCode.REFUSED,
                                    "this peer advertises no address, so there is nothing to anchor; start it with --advertise HOST:PORT"));
        } catch (MalformedException e) {
            throw new IOException("the peer's invitation cannot be read: " + e.getMessage(), e);
        }
    }
}
