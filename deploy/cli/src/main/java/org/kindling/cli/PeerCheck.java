package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        return new Diagnosis(
                lines(status, independence),
                ways(discovery),
                complaints(status, isReady),
                figures(status, independence));
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
            String state = source.path("state").asText();
            ways.add(new Way(
                    source.path("kind").asText(),
                    source.path("name").asText(),
                    state,
                    source.path("nextTry").asText(""),
                    !state.startsWith("silent")));
        }
        return ways;
    }

    private static List<Complaint> complaints(JsonNode status, boolean isReady) {
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
                    known == 0
                            ? "give it a way in: --join CAPSULE, --tracker URL, --dns-seed NAME or --lan"
                            : "see what came back below each way in; it keeps trying"));
        } else if (!isReady) {
            complaints.add(new Complaint("it is not ready yet", "wait: kindling status --wait"));
        }
        if (status.path("endpoints").isEmpty()) {
            complaints.add(new Complaint(
                    "it tells nobody where it can be called, so others cannot come back to it",
                    "name the address others reach it at: --advertise HOST:PORT"));
        }
        return complaints;
    }

    private static ObjectNode figures(JsonNode status, JsonNode independence) {
        ObjectNode figures = JsonNodeFactory.instance.objectNode();
        figures.put("links", status.path("links").asInt());
        figures.set("independence", independence);
        return figures;
    }
}
