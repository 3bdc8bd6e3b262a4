package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kindling.cli.Diagnosis.Complaint;
import org.kindling.cli.Diagnosis.Way;

/** What ails a running peer, as far as it can tell itself. */
final class PeerCheck {
    private static final double PERCENT = 100;

    private PeerCheck() {}

    /**
     * @param status what {@code /v1/status} answers
     * @param isReady whether {@code /readyz} says so
     */
    static Diagnosis of(JsonNode status, boolean isReady) {
        JsonNode discovery = status.path("discovery");
        JsonNode independence = discovery.path("independence");
        List<Way> ways = ways(discovery);
        List<Complaint> complaints = complaints(status, isReady, Remedies.of(ways));
        ways.forEach(way -> complaint(way).ifPresent(complaints::add));
        return new Diagnosis(lines(status, independence), ways, complaints, figures(status, independence));
    }

    private static List<String> lines(JsonNode status, JsonNode independence) {
        List<String> lines = new ArrayList<>();
        lines.add("links             " + status.path("links").asInt() + ", of about "
                + (independence.path("peers").asInt() - 1) + " other peers");
        lines.add("lose the tracker? " + independence.path("words").asText());
        JsonNode survival = independence.path("survival");
        lines.add("80 % lost         somebody to call is left " + percent(survival.path("own"))
                + ", if whole network groups go " + percent(survival.path("ownByGroup")) + "; the network stays one "
                + percent(survival.path("network")));
        independence.path("waysBack").forEach(way -> lines.add("way back          " + way.asText()));
        return lines;
    }

    private static String percent(JsonNode probability) {
        return String.format(Locale.ROOT, "%.1f %%", probability.asDouble() * PERCENT);
    }

    private static List<Way> ways(JsonNode discovery) {
        List<Way> ways = new ArrayList<>();
        for (JsonNode source : discovery.path("sources")) {
            ways.add(new Way(
                    source.path("kind").asText(),
                    source.path("name").asText(),
                    source.path("standing").asText(),
                    source.path("state").asText(),
                    source.path("nextTry").asText("")));
        }
        return ways;
    }

    private static List<Complaint> complaints(JsonNode status, boolean isReady, Remedies remedies) {
        List<Complaint> complaints = new ArrayList<>();
        int known = status.path("discovery").path("known").asInt();
        if (!"fine".equals(status.path("storage").asText())) {
            complaints.add(new Complaint(
                    "its disk " + status.path("storage").asText(),
                    "make room or mend it; the peer tries again every few seconds"));
        }
        if (status.path("links").asInt() == 0) {
            complaints.add(new Complaint(
                    known == 0 ? "it knows no other peer" : "it reaches none of the " + known + " peers it knows",
                    remedies.againstSolitude(known)));
        } else if (!isReady) {
            complaints.add(new Complaint("it is not ready yet", "wait: kindling status --wait"));
        }
        if (status.path("endpoints").isEmpty() && !remedies.isProxied()) {
            complaints.add(new Complaint(
                    "it tells nobody where it can be called, so others cannot come back to it",
                    "name the address others reach it at: --advertise HOST:PORT"));
        }
        return complaints;
    }

    /** A tracker that is merely silent is none: a peer with links needs no tracker. */
    private static Optional<Complaint> complaint(Way way) {
        if (way.standing().equals(Way.SUSPECT)) {
            return Optional.of(new Complaint(
                    "the " + way.kind() + " " + way.name() + " says what does not fit what this peer sees",
                    "if it is not yours to mend, start the peer without it: " + way.state()));
        }
        if (!way.standing().equals(Way.FAILS)) {
            return Optional.empty();
        }
        return switch (way.kind()) {
            case "stale-tip" ->
                Optional.of(new Complaint(
                        "no block has come for much too long",
                        "see whether anybody mines, and whether the clock is right: " + way.state()));
            case "reachability" -> Optional.of(new Complaint("it seems that others cannot call it", way.state()));
            default -> Optional.empty();
        };
    }

    private static ObjectNode figures(JsonNode status, JsonNode independence) {
        ObjectNode figures = JsonNodeFactory.instance.objectNode();
        figures.put("links", status.path("links").asInt());
        figures.set("independence", independence);
        return figures;
    }
}
