package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --wait}, {@code --timeout} and {@code --depth}: until a transaction lies under that many blocks, its own counted. */
final class DepthOption {
    @Mixin
    private WaitOption waiting;

    @Option(
            names = "--depth",
            defaultValue = "1",
            paramLabel = "BLOCKS",
            converter = Count.FromOne.class,
            description = "with --wait: how deep the transaction must be (default: ${DEFAULT-VALUE})")
    private int depth;

    boolean isWanted() {
        return waiting.isWanted();
    }

    /**
     * Returns when the transaction is that deep, or at once if nobody asked to wait.
     *
     * <p>One that was dropped never gets any deeper, so nobody waits for it.
     */
    void until(String id, PeerOption peer) {
        waiting.until("the transaction to be " + depth + " deep", () -> {
            Optional<JsonNode> found = peer.ask(client -> client.find("/v1/txs/" + id));
            found.ifPresent(standing -> refuseDropped(id, standing));
            return found.map(this::lack).orElse(Optional.of("the peer knows of no transaction " + id));
        });
    }

    private Optional<String> lack(JsonNode standing) {
        if (standing.path("depth").asLong() >= depth) {
            return Optional.empty();
        }
        return Optional.of(standing.path("depth").asLong() > 0 ? "it is " + place(standing) : "it is in no block yet");
    }

    /** Where a transaction that is in a block lies. */
    static String place(JsonNode transaction) {
        return "in block " + transaction.path("height").asLong() + ", "
                + transaction.path("depth").asLong() + " deep";
    }

    private static void refuseDropped(String id, JsonNode standing) {
        if (isDropped(standing)) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "transaction " + id + " was dropped: "
                            + standing.path("reason").asText());
        }
    }

    /** Whether a transaction as the API tells of it waits no longer and is in no block. */
    static boolean isDropped(JsonNode transaction) {
        return transaction.path("status").asText().equals("dropped");
    }
}
