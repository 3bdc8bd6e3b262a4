package org.kindling.tracker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.kindling.protocol.Bytes;
import org.kindling.tracker.FreePort;
import org.kindling.tracker.cluster.Member.Kind;

/** A member that is alone, and the end of it. */
@Timeout(120)
final class MemberTest {
    private static final Witness NOBODY = new Witness() {
        @Override
        public void told(Member.Entry entry) {}

        @Override
        public void joined(String address, int members) {}

        @Override
        public void lost(String address, int members) {}

        @Override
        public void reunited(int members) {}

        @Override
        public void ended() {}
    };

    private final ClusterOptions options = ClusterOptions.of(List.of(FreePort.place()));

    @AfterEach
    void nothingIsLeftRunning() {
        Hazelcast.shutdownAll();
    }

    @Test
    void aMemberThatCannotBeUsedIsNotLeftRunning() throws IOException {
        Seat seat = Seat.of(options);
        HazelcastInstance running = Hazelcast.newHazelcastInstance(MemberConfig.of(options, seat));

        assertThatThrownBy(() -> Member.of(withoutMaps(running), seat, NOBODY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no map today");

        assertThat(running.getLifecycleService().isRunning()).isFalse();
    }

    @Test
    void afterTheEndOfAMemberNothingIsThrownAtWhoDoesNotAskForAnAnswer() throws IOException {
        Member member = Member.join(options, Seat.of(options), NOBODY);
        boolean wasRunning = member.isRunning();

        member.close();

        assertThat(wasRunning).isTrue();
        assertThat(member.isRunning()).isFalse();
        assertThat(member.put(Kind.BARE, "key", Bytes.EMPTY, 1).toCompletableFuture())
                .isCompletedExceptionally();
        assertThat(member.drop(Kind.BARE, "key").toCompletableFuture()).isCompletedExceptionally();
        assertThat(member.clusterMillis()).isPositive();
        assertThat(member.members()).isNotNegative();
    }

    private static HazelcastInstance withoutMaps(HazelcastInstance running) {
        return (HazelcastInstance) Proxy.newProxyInstance(
                HazelcastInstance.class.getClassLoader(),
                new Class<?>[] {HazelcastInstance.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getMap")) {
                        throw new HazelcastException("no map today");
                    }
                    try {
                        return method.invoke(running, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
