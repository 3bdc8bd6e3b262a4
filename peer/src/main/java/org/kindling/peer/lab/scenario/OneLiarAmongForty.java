package org.kindling.peer.lab.scenario;

import java.time.Duration;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.fault.Liar;
import org.kindling.protocol.identity.NodeId;

/** Threat T13: one peer lies on every link, without pause. */
final class OneLiarAmongForty implements Scenario {
    private static final Duration LYING = Duration.ofSeconds(100);

    @Override
    public String name() {
        return "one-liar-among-forty";
    }

    @Override
    public String sentence() {
        return "One peer sends forged blocks, transactions and records without pause; nobody believes one, it loses its links, nobody else does.";
    }

    @Override
    public int peers() {
        return 40;
    }

    @Override
    public int liars() {
        return 1;
    }

    @Override
    public void play(Stage stage) {
        stage.begin(2, 1);
        stage.world().run(LYING);

        NodeId liarNode = stage.liarNodes().iterator().next();
        long linksToLiar =
                stage.honest().stream().filter(peer -> isLinked(peer, liarNode)).count();
        int penalisedBy = stage.chronicle().penalisedBy(liarNode);
        stage.measure("penalisedBy", penalisedBy);
        stage.measure("linksToLiar", linksToLiar);
        stage.expect(penalisedBy > 0, "nobody penalised the liar");
        stage.expect(linksToLiar == 0, linksToLiar + " honest peers are still linked to the liar");
        long forged = 0;
        for (Liar liar : stage.liars()) {
            forged += liar.forged().size();
            long believed = liar.forged().stream()
                    .filter(stage.chronicle().believed()::contains)
                    .count();
            stage.expect(believed == 0, believed + " forged blocks or transactions were believed");
        }
        stage.measure("forged", forged);
        stage.agree();
        stage.expectStruck("lie-transaction");
        stage.expectStruck("lie-state");
        stage.expectStruck("lie-work");
        stage.expectStruck("lie-record");
    }

    private static boolean isLinked(LabPeer peer, NodeId other) {
        return peer.view().orElseThrow().links().stream()
                .anyMatch(link -> link.node().equals(other));
    }
}
