package org.kindling.tracker.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.tracker.Running;
import org.kindling.tracker.Tracker;
import org.kindling.tracker.TrackerOptions;
import org.kindling.tracker.directory.BareLimits;
import org.kindling.tracker.directory.DirectoryLimits;
import org.kindling.tracker.directory.SwarmRule;

/** opentracker and our tracker, each serving the same one swarm, are asked the same. */
@Tag("interop")
final class SameAnswersIT {
    private static final InfoHash SWARM = new InfoHash(Bytes.fromHex("dd".repeat(20)));
    private static final InfoHash ANOTHER = new InfoHash(Bytes.fromHex("ee".repeat(20)));
    private static final String ID = "&peer_id=-XX0000-abcdefghijkl";
    private static final String GOOD = "announce?info_hash=" + "%dd".repeat(20) + ID + "&left=5&compact=1";

    @TempDir
    private Path folder;

    private Vertx vertx;
    private Tracker ours;
    private Opentracker opentracker;

    @BeforeEach
    void start() throws IOException {
        vertx = Vertx.vertx();
        BareLimits onlyThat = BareLimits.standard().with(SwarmRule.only(List.of(SWARM)));
        ours = Running.now(Tracker.start(
                vertx, TrackerOptions.standard().with(DirectoryLimits.standard().with(onlyThat))));
        opentracker = Opentracker.begin(folder, SWARM);
    }

    @AfterEach
    void stop() {
        opentracker.close();
        Running.now(vertx.close());
    }

    @Test
    void overHttpBothNameTheSamePeers() {
        theSameIsNamed(new HttpAsker(ours.url()), new HttpAsker("http://127.0.0.1:" + opentracker.port()));
    }

    @Test
    void overUdpBothNameTheSamePeers() throws Exception {
        try (UdpAsker here = new UdpAsker(ours.port());
                UdpAsker there = new UdpAsker(opentracker.port())) {
            theSameIsNamed(here, there);
        }
    }

    private static void theSameIsNamed(Asker here, Asker there) {
        List<Asker.Question> day = List.of(
                new Asker.Question(SWARM, 7_001, 0, SwarmEvent.STARTED),
                new Asker.Question(SWARM, 7_002, 5, SwarmEvent.STARTED),
                new Asker.Question(SWARM, 7_003, 5, SwarmEvent.REGULAR),
                new Asker.Question(SWARM, 7_002, 5, SwarmEvent.REGULAR),
                new Asker.Question(SWARM, 7_002, 5, SwarmEvent.STOPPED),
                new Asker.Question(SWARM, 7_099, 5, SwarmEvent.STOPPED),
                new Asker.Question(SWARM, 7_004, 5, SwarmEvent.STARTED));
        for (Asker.Question question : day) {
            assertThat(here.announce(question)).as("%s", question).isEqualTo(there.announce(question));
        }
        assertThat(here.size(SWARM)).isEqualTo(there.size(SWARM));

        Asker.Question unserved = new Asker.Question(ANOTHER, 7_001, 5, SwarmEvent.STARTED);
        assertThat(List.of(here.announce(unserved), there.announce(unserved))).containsOnly(Asker.NOBODY);
    }

    @Test
    void whatOneRefusesTheOtherRefuses() {
        for (String query : List.of(
                "announce",
                "announce?" + ID.substring(1) + "&port=7001",
                "announce?info_hash=abc" + ID + "&port=7001",
                "announce?info_hash=" + "%ee".repeat(20) + ID + "&port=7001&compact=1",
                "announce?info_hash=" + "%dd".repeat(20) + "&peer_id=short&port=7001",
                GOOD + "&port=70000",
                GOOD + "&port=abc",
                GOOD + "&port=7001&numwant=abc",
                "scrape?info_hash=abc",
                "nonsense")) {
            assertThat(verdicts(query)).as(query).containsOnly(Verdict.REFUSED);
        }
    }

    @Test
    void whatOneAnswersTheOtherAnswers() {
        for (String query : List.of(
                GOOD + "&port=7001",
                GOOD + "&port=7001&event=nonsense",
                GOOD + "&port=7001&corrupt=0&key=1234&supportcrypto=1",
                GOOD + "&port=0",
                "scrape?info_hash=" + "%dd".repeat(20),
                "scrape?info_hash=" + "%ee".repeat(20))) {
            assertThat(verdicts(query)).as(query).containsOnly(Verdict.ANSWERED);
        }
    }

    /** Decided otherwise: dictionaries are what BEP 3 has, a peer has an id by BEP 3, and the list of all swarms is nobody's business. */
    @Test
    void inThreeThingsTheyDiffer() {
        Map<String, List<Verdict>> verdicts = new LinkedHashMap<>();
        verdicts.put("compact=0", verdicts((GOOD + "&port=7001").replace("compact=1", "compact=0")));
        verdicts.put("no peer id", verdicts((GOOD + "&port=7001").replace(ID, "")));
        verdicts.put("all swarms", verdicts("scrape"));

        assertThat(verdicts)
                .containsEntry("compact=0", List.of(Verdict.ANSWERED, Verdict.REFUSED))
                .containsEntry("no peer id", List.of(Verdict.REFUSED, Verdict.ANSWERED))
                .containsEntry("all swarms", List.of(Verdict.REFUSED, Verdict.ANSWERED));
    }

    /** Ours, theirs. */
    private List<Verdict> verdicts(String query) {
        return List.of(Verdict.of(ours.url(), query), Verdict.of("http://127.0.0.1:" + opentracker.port(), query));
    }
}
