package org.kindling.peer.lab.scenario;

import java.time.Duration;

/** Fault F7, 50/50: both halves of a cut network go on, and become one again. */
final class TwoHalvesMeetAgain implements Scenario {
    private static final Duration APART = Duration.ofMinutes(3);
    private static final Duration REUNION_MAX = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "two-halves-meet-again";
    }

    @Override
    public String sentence() {
        return "The network is cut into two halves for minutes; healed, it has one tip, and what only the lighter half had included waits again.";
    }

    @Override
    public int peers() {
        return 40;
    }

    @Override
    public void play(Stage stage) {
        stage.begin(5, 1);

        stage.world().network().split(index -> index % 2);
        stage.world().run(APART);
        stage.expect(stage.tips() > 1, "the halves did not part ways");
        long heightAtHeal = stage.height();
        stage.world().network().heal();

        stage.measure("recoverySeconds", stage.reunite(REUNION_MAX));
        Duration from = stage.world().elapsed();
        boolean isOne = stage.world().runUntil(() -> stage.tips() == 1, Duration.ofMillis(500), REUNION_MAX);
        stage.measure("oneTipSeconds", Stage.seconds(stage.world().elapsed().minus(from)));
        stage.expect(isOne, "two minutes after the halves met there are " + stage.tips() + " tips");
        stage.measure("heightAtHeal", heightAtHeal);
        stage.agree();
        stage.measure("transactionsReturned", stage.chronicle().transactionsReturned());
        stage.expect(stage.chronicle().abandonedBranches() > 0, "no branch was ever abandoned");
        stage.expect(stage.chronicle().transactionsReturned() > 0, "no abandoned transaction ever waited again");
        stage.expectStruck("partition");
        stage.expectStruck("message-stalled");
    }
}
