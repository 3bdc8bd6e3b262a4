package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Done;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.TrackerService;
import org.kindling.peer.core.Peer;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Target;

final class CoreLoopTest {
    private static final Instant BIRTH = Instant.ofEpochMilli(1_700_000_000_000L);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = ((VertxInternal) vertx).createEventLoopContext();
    private final List<String> breakdowns = new ArrayList<>();
    private final CoreLoop loop = new CoreLoop(
            context,
            ShellLimits.standard(),
            new SteadyClock(BIRTH::toEpochMilli, () -> 0),
            new BrokenWorld(),
            this::brokeDown,
            () -> {});

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void aStepThatThrowsIsNamedAndIsTheLast() {
        loop.begin(peer());

        assertThat(breakdowns).containsExactly("Woke: the disk is a figment");
        assertThat(loop.steps()).isEqualTo(1);
        assertThatThrownBy(loop::view).isInstanceOf(PeerStopped.class);
        Promise<Void> taken = Promise.promise();
        loop.put(new Event.Woke(), taken);
        assertThat(taken.future().cause()).isInstanceOf(PeerStopped.class);
    }

    private void brokeDown(Event event, Throwable bug) {
        breakdowns.add(EventName.of(event) + ": " + bug.getMessage());
        loop.end();
    }

    private static Peer peer() {
        NetworkSpec.Rules rules = new NetworkSpec.Rules.ProofOfWork(1_000, Target.EASIEST.bits(), 60_000);
        NetworkSpec spec =
                new NetworkSpec("loop", BIRTH.toEpochMilli(), "kl", 1, rules, Amount.of(1), Amount.of(1), List.of());
        PeerSetup setup = new PeerSetup(
                spec,
                Village.key(1),
                Limits.standard(),
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                TrackerService.STANDBY,
                false,
                Village.POOR,
                "test",
                new Random(1),
                id -> Optional.empty());
        return new Peer(setup, Recovered.nothing(), BIRTH);
    }

    /** A world that does nothing, and whose disk throws. */
    private static final class BrokenWorld implements Action.Cases<Done> {
        @Override
        public Done persist(Action.Persist action) {
            throw new IllegalStateException("the disk is a figment");
        }

        @Override
        public Done send(Action.Send action) {
            return Done.DONE;
        }

        @Override
        public Done dial(Action.Dial action) {
            return Done.DONE;
        }

        @Override
        public Done close(Action.Close action) {
            return Done.DONE;
        }

        @Override
        public Done askTracker(Action.AskTracker action) {
            return Done.DONE;
        }

        @Override
        public Done askSwarm(Action.AskSwarm action) {
            return Done.DONE;
        }

        @Override
        public Done askSeed(Action.AskSeed action) {
            return Done.DONE;
        }

        @Override
        public Done serveTracker(Action.ServeTracker action) {
            return Done.DONE;
        }

        @Override
        public Done stopTracker(Action.StopTracker action) {
            return Done.DONE;
        }

        @Override
        public Done compute(Action.Compute action) {
            return Done.DONE;
        }

        @Override
        public Done report(Action.Report action) {
            return Done.DONE;
        }
    }
}
