package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.kindling.peer.shell.api.ApiClient;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.AnchoredRecord;

/** Records of a peer that the same wallet has put into the ledger already, or is about to. */
final class AnchoredBefore {
    private static final int LOOKED_AT_MAX = 100;

    private AnchoredBefore() {}

    /**
     * Where the newest of them is, in words.
     *
     * @param owner who paid for it
     * @param node whose record it is, in hex
     */
    static Optional<String> by(ApiClient client, String owner, String node) throws IOException {
        for (JsonNode waiting :
                client.read("/v1/mempool?count=" + LOOKED_AT_MAX).path("transactions")) {
            if (waiting.path("sender").asText().equals(owner) && isOf(waiting, node)) {
                return Optional.of("waits for a block already");
            }
        }
        JsonNode history = client.read("/v1/accounts/" + owner + "/history?count=" + LOOKED_AT_MAX);
        for (JsonNode line : history.path("lines")) {
            boolean isPaidFor = line.path("sent").asLong() > 0;
            Optional<JsonNode> transaction =
                    isPaidFor ? client.find("/v1/txs/" + line.path("id").asText()) : Optional.empty();
            if (transaction.filter(found -> isOf(found, node)).isPresent()) {
                return Optional.of(
                        "is anchored at height " + line.path("height").asLong() + " already");
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(JsonNode transaction, String node) {
        Bytes content =
                Bytes.wrap(HexFormat.of().parseHex(transaction.path("recordHex").asText()));
        return AnchoredRecord.in(content)
                .filter(record -> record.nodeId().hex().equals(node))
                .isPresent();
    }
}
