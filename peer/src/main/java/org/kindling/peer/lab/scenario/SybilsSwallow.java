package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.List;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;

/** Threat T1: ten calls for every honest link, by peers that take everything and pass nothing on. */
final class SybilsSwallow implements Scenario {
    private static final int TIMES_THE_LINKS = 10;
    private static final int SYBILS_A_PEER = 4;
    private static final int FIRST_BYTE = 120;
    private static final int REDIALS = 4;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final Duration MEASURED = Duration.ofMinutes(2);
    private static final Duration LAST_WORD = Duration.ofSeconds(30);
    private static final double PAYMENTS_PER_SECOND = 3;
    private static final double DELIVERY_MIN = 0.999;
    private static final double P99_TIMES_MAX = 2;

    @Override
    public String name() {
        return "sybils-swallow";
    }

    @Override
    public String sentence() {
        return "Sybils make ten calls for every honest link and swallow what they hear; every transaction still arrives, in twice the time at most.";
    }

    @Override
    public int peers() {
        return 100;
    }

    @Override
    public void play(Stage stage) {
        Stage twin = stage.twin(this);
        begin(twin);
        twin.world().run(SETTLING);
        Spread calm = measure(twin);

        begin(stage);
        surround(stage);
        stage.world().run(SETTLING);
        Spread attacked = measure(stage);

        measureLinks(stage);
        double arrived = attacked.ascending().stream()
                        .filter(seconds -> seconds < Arrivals.NEVER_SECONDS)
                        .count()
                / (double) attacked.ascending().size();
        stage.measure("delivery", arrived);
        stage.expect(arrived >= DELIVERY_MIN, "only " + arrived + " of all was delivered");
        stage.measure("p50CalmSeconds", calm.median());
        stage.measure("p50Seconds", attacked.median());
        stage.measure("p99CalmSeconds", calm.quantile(0.99));
        stage.measure("p99Seconds", attacked.quantile(0.99));
        double times = attacked.quantile(0.99) / calm.quantile(0.99);
        stage.measure("p99Times", times);
        stage.expect(times <= P99_TIMES_MAX, "the slowest hundredth takes " + times + " times as long as in calm");
        stage.expect(stage.islands() == 1, "the peers are " + stage.islands() + " components");
        stage.expectStruck("message-swallowed");
    }

    private static void begin(Stage stage) {
        stage.begin(1, PAYMENTS_PER_SECOND);
        stage.world().run(SETTLING);
    }

    private static void surround(Stage stage) {
        List<LabPeer> honest = stage.honest();
        List<Endpoint> called = honest.stream().map(peer -> peer.plan().home()).toList();
        int links = honest.stream().mapToInt(stage.arrivals()::links).sum() / 2;
        int sybils = SYBILS_A_PEER * honest.size();
        int each = Math.min(honest.size(), TIMES_THE_LINKS * links / sybils);
        stage.measure("sybilCalls", (long) each * sybils);
        new Crowd(stage, FIRST_BYTE, honest.size()).arrive(sybils, called, each, REDIALS, PAUSE);
    }

    private static Spread measure(Stage stage) {
        Propagation propagation = new Propagation(stage.world(), stage::isHonest);
        stage.world().watch(propagation);
        propagation.begin();
        stage.world().run(MEASURED);
        propagation.end();
        stage.world().run(LAST_WORD);
        return propagation.seconds(stage.honest());
    }

    /** How much of the neighbourhood, and of the mesh, is left to the honest. */
    private static void measureLinks(Stage stage) {
        List<NodeId> honest = stage.honest().stream().map(LabPeer::node).toList();
        long links = 0;
        long linksHonest = 0;
        long mesh = 0;
        long meshHonest = 0;
        for (LabPeer peer : stage.honest()) {
            for (PeerView.Link link : peer.view().orElseThrow().links()) {
                boolean isHonest = honest.contains(link.node());
                links++;
                linksHonest += isHonest ? 1 : 0;
                mesh += link.isInMesh() ? 1 : 0;
                meshHonest += link.isInMesh() && isHonest ? 1 : 0;
            }
        }
        stage.measure("honestShareOfLinks", (double) linksHonest / links);
        stage.measure("honestShareOfMesh", (double) meshHonest / mesh);
    }
}
