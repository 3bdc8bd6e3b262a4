package org.kindling.peer.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.LinkId;

class ClockTest {
    private static final long HOUR = 3_600_000;
    private static final long LOOK = 10_000;

    private final OnePeer one = new OnePeer().born();

    @BeforeEach
    void neighboursLiveFarApart() {
        one.hosts = number -> (20 + number) + ".1.0.1";
    }

    private void link(Direction direction, int count) {
        for (int number = 1; number <= count; number++) {
            one.linked(new LinkId(direction, number));
        }
    }

    private boolean isMining() {
        one.pass(LOOK);
        one.actions.removeIf(Action.Compute.class::isInstance);
        one.step(new Event.Instructed(new Instruction.StartMining()));
        one.pass(1);
        return one.actions.stream().anyMatch(Action.Compute.class::isInstance);
    }

    @Test
    void aPeerWhoseClockIsFarFromThoseItDialledSaysSoAndProducesNothing() {
        one.theirsAheadMillis = HOUR;
        link(Direction.OUTBOUND, 4);

        boolean isMining = isMining();

        assertThat(one.links()).isEqualTo(4);
        assertThat(isMining).isFalse();
        assertThat(one.facts()).contains(new Fact.ClockOff(HOUR));
    }

    @Test
    void aClockThatIsSetRightIsTrustedAgain() {
        one.theirsAheadMillis = HOUR;
        link(Direction.OUTBOUND, 4);
        one.pass(LOOK);

        one.now += HOUR;
        one.step(new Event.ClockJumped(HOUR));
        link(Direction.INBOUND, 1);

        assertThat(isMining()).isTrue();
    }

    @Test
    void callersAndFewNeighboursCannotStopAPeerFromProducing() {
        one.theirsAheadMillis = HOUR;
        link(Direction.INBOUND, 10);
        link(Direction.OUTBOUND, 3);

        boolean isMining = isMining();

        assertThat(isMining).isTrue();
        assertThat(one.facts()).noneMatch(Fact.ClockOff.class::isInstance);
    }
}
