package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.discovery.Town.NETWORK;
import static org.kindling.peer.core.discovery.Town.dials;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.core.session.Someone;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;

class TestCallsTest {
    private static final String VICTIM = "198.51.100.7";
    private static final Trials.Claim CLAIM = new Trials.Claim("http://tracker", Trials.Freshness.JUST_NOW);

    private final TestCalls calls = new TestCalls(5_000);
    private final Outbox out = new Outbox();
    private int people;

    private void plan(String host, int port, long nowMillis) {
        Endpoint endpoint = new Endpoint(host, port);
        Door door = new Door(Someone.of(NETWORK, ++people, endpoint).node(), endpoint);
        calls.plan(new TestCalls.Call(CLAIM, door), nowMillis);
    }

    private List<Action.Dial> wake(Predicate<Door> shunned) {
        calls.wake(shunned, out);
        List<Action.Dial> dials = dials(out.drain());
        dials.forEach(dial -> calls.failed(dial.link()));
        return dials;
    }

    private List<Action.Dial> wake() {
        return wake(door -> false);
    }

    @Test
    void whoeverIsSaidToLiveThereAHostIsCalledOnceInTenMinutes() {
        IntStream.range(0, 8).forEach(i -> plan(VICTIM, 9_000 + i, 0));
        List<Action.Dial> atOnce = wake();
        plan(VICTIM, 9_000, TestCalls.HOST_MILLIS - 1);
        List<Action.Dial> soon = wake();
        plan(VICTIM, 9_000, TestCalls.HOST_MILLIS);
        List<Action.Dial> later = wake();

        assertThat(atOnce).hasSize(1);
        assertThat(soon).isEmpty();
        assertThat(later).hasSize(1);
    }

    @Test
    void onOurOwnMachineEachPortIsAHost() {
        plan("127.0.0.1", 9_000, 0);
        plan("127.0.0.1", 9_001, 0);
        plan("127.0.0.1", 9_000, 0);

        assertThat(wake()).hasSize(2);
    }

    @Test
    void whoIsBannedIsNotCalled() {
        plan(VICTIM, 9_000, 0);
        plan("198.51.100.8", 9_000, 0);

        List<Action.Dial> dials = wake(door -> door.endpoint().host().equals(VICTIM));

        assertThat(dials).extracting(dial -> dial.endpoint().host()).containsExactly("198.51.100.8");
    }

    @Test
    void soManyHostsAreCalledInTenMinutesAndNoMore() {
        int called = 0;
        for (int i = 0; i < 2 * TestCalls.HOSTS_MAX; i++) {
            plan("11." + i / 256 + "." + i % 256 + ".1", 9_000, i);
            called += wake().size();
        }

        assertThat(called).isEqualTo(TestCalls.HOSTS_MAX);
    }
}
