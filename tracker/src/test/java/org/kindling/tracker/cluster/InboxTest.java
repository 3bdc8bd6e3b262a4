package org.kindling.tracker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.tracker.Running;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.directory.DirectoryLimits;
import org.kindling.tracker.directory.GroupRule;
import org.kindling.tracker.directory.Notary;

final class InboxTest {
    private static final ClusterLimits LIMITS = ClusterLimits.standard();

    private final Vertx vertx = Vertx.vertx();
    private final WorkerExecutor workers = vertx.createSharedWorkerExecutor("inbox", 1);
    private final Inbox inbox = new Inbox(
            new Directory(
                    DirectoryLimits.standard(),
                    GroupRule.byNetwork(),
                    new SplittableRandom(1),
                    new Notary(KeyPair.fromSeed(Hash.sha256(new byte[0]).bytes()), 0)),
            workers,
            new SharedSecret(Bytes.EMPTY),
            new ClusterMeters(new SimpleMeterRegistry()),
            new ClusterClock(InstantSource.system(), System::currentTimeMillis),
            LIMITS.batchesMax(),
            true);

    @AfterEach
    void close() {
        Running.now(vertx.close());
    }

    @Test
    void whateverAllMembersKeepIsRememberedToHaveBeenRead() {
        int batches = ClusterOptions.MEMBERS_MAX * (LIMITS.signedBatchesMax() + LIMITS.bareBatchesMax());

        Running.now(inbox.take(entries(batches)));

        assertThat(inbox.knows(key(0))).isTrue();
        assertThat(inbox.knows(key(batches - 1))).isTrue();
    }

    @Test
    void whatIsNotThereAnyMoreIsForgotten() {
        Running.now(inbox.take(entries(3)));

        inbox.forgetAllBut(new LinkedHashSet<>(Set.of(key(1), key(7))));

        assertThat(inbox.knows(key(0))).isFalse();
        assertThat(inbox.knows(key(1))).isTrue();
        assertThat(inbox.knows(key(7))).isFalse();
    }

    private static List<Member.Entry> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Member.Entry(key(number), Bytes.EMPTY))
                .toList();
    }

    private static String key(int number) {
        return new EntryKey(1, number).text();
    }
}
