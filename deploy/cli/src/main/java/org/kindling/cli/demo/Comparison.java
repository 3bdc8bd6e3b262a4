package org.kindling.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.kindling.peer.shell.api.ApiClient;

/**
 * What the peers say of their ledgers, held against each other; everything is read through their APIs, block by block.
 *
 * @param tips distinct ids of the chains' ends
 * @param stateRoots distinct state roots
 * @param height the least height of all peers
 * @param everywhere ids of transactions that every peer has in a block
 */
record Comparison(Set<String> tips, Set<String> stateRoots, long height, Set<String> everywhere) {
    static Comparison of(List<ApiClient> peers) throws IOException {
        Set<String> tips = new TreeSet<>();
        Set<String> roots = new TreeSet<>();
        Set<String> everywhere = new LinkedHashSet<>();
        long least = Long.MAX_VALUE;
        for (ApiClient peer : peers) {
            JsonNode head = peer.read("/v1/head");
            tips.add(head.path("id").asText());
            roots.add(head.path("stateRoot").asText());
            least = Math.min(least, head.path("height").asLong());
            Set<String> included = included(peer, head.path("height").asLong());
            if (peer == peers.get(0)) {
                everywhere.addAll(included);
            } else {
                everywhere.retainAll(included);
            }
        }
        return new Comparison(tips, roots, least, everywhere);
    }

    private static Set<String> included(ApiClient peer, long height) throws IOException {
        Set<String> ids = new HashSet<>();
        for (long at = 1; at <= height; at++) {
            for (JsonNode transaction : peer.read("/v1/blocks/" + at).path("transactions")) {
                ids.add(transaction.path("id").asText());
            }
        }
        return ids;
    }

    /** Whether all peers stand on one block and nothing waits anywhere; cheap, for waiting. */
    static boolean isAgreed(List<ApiClient> peers) {
        Set<String> tips = new HashSet<>();
        try {
            for (ApiClient peer : peers) {
                JsonNode status = peer.read("/v1/status");
                tips.add(status.path("head").path("id").asText());
                if (status.path("waiting").asInt() > 0
                        || !status.path("sync").path("caughtUp").asBoolean()) {
                    return false;
                }
            }
        } catch (IOException e) {
            return false;
        }
        return tips.size() == 1;
    }

    /** Which of these not every peer has. */
    List<String> missing(List<String> submitted) {
        List<String> missing = new ArrayList<>(submitted);
        missing.removeIf(everywhere::contains);
        return missing;
    }
}
