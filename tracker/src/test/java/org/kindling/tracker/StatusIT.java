package org.kindling.tracker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.announce.Announce.Occasion;

/** What the tracker tells of itself to people and programs. */
final class StatusIT {
    private static final String SWARM =
            "/announce?info_hash=%01%02%03%04%05%06%07%08%09%10%11%12%13%14%15%16%17%18%19%20";

    private Vertx vertx;
    private Tracker tracker;
    private Caller alice;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        tracker = Running.now(Tracker.start(vertx, TrackerOptions.standard()));
        alice = Caller.of(tracker.url(), 1);
    }

    @AfterEach
    void stop() {
        Running.now(tracker.close());
        Running.now(vertx.close());
    }

    private JsonObject activity() {
        return new JsonObject(new String(alice.get("/v1/activity").body(), UTF_8));
    }

    private static int sum(JsonArray counts) {
        return counts.stream().mapToInt(count -> (Integer) count).sum();
    }

    @Test
    void thePageRunsItsOwnScriptAndNothingElse() {
        HttpResponse<byte[]> page = alice.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'")
                .containsPattern("script-src 'sha256-[^']{44}'$")
                .doesNotContain("unsafe");
        assertThat(new String(page.body(), UTF_8))
                .contains("function fill(", "--fire:")
                .doesNotContain("look.html", "look.css", "look.js", "https:");
    }

    @Test
    void announcesAreCountedByTimeAndByProgram() {
        alice.post(alice.announce(Occasion.STARTED));
        alice.get(SWARM + "&peer_id=-TR3000-abcdefghijkl&port=6881&left=0");
        alice.get(SWARM + "&peer_id=-TR3000-abcdefghijkm&port=6882&left=0");

        JsonObject activity = activity();

        assertThat(activity.getJsonArray("signedAnnounces")).hasSize(120);
        assertThat(sum(activity.getJsonArray("signedAnnounces"))).isEqualTo(1);
        assertThat(sum(activity.getJsonArray("swarmAnnounces"))).isEqualTo(2);
        assertThat(activity.getJsonArray("clients"))
                .containsExactly(
                        new JsonObject()
                                .put("program", "Transmission")
                                .put("version", "3.00")
                                .put("announces", 2),
                        new JsonObject()
                                .put("program", "Kindling")
                                .put("version", "")
                                .put("announces", 1));
    }

    @Test
    void noStrangerChoosesALabel() {
        String mine = new String(alice.get("/metrics").body(), UTF_8);
        alice.get(SWARM + "&peer_id=%3Cscript%3E-evil-words1&port=6881&left=0");

        String activity = activity().encode();
        String metrics = new String(alice.get("/metrics").body(), UTF_8);

        assertThat(activity).contains("\"other\"").doesNotContain("script", "evil");
        assertThat(metrics).contains("kindling_tracker_client_announces_total{program=\"other\"} 1.0");
        assertThat(metrics.lines().count()).isEqualTo(mine.lines().count());
    }
}
