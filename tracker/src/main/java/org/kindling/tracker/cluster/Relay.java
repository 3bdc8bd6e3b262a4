package org.kindling.tracker.cluster;

import io.vertx.core.Context;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kindling.tracker.cluster.Member.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries what Hazelcast's threads tell over to the event loop, no more at a time than it can bear, and tells the operator who comes and goes. */
final class Relay implements Witness {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final Context loop;
    private final int underWayMax;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile @Nullable Cluster to;

    Relay(Context loop, int underWayMax) {
        this.loop = loop;
        this.underWayMax = underWayMax;
    }

    /** From now on. What was told before is found by looking. */
    void pass(Cluster cluster) {
        to = cluster;
    }

    @Override
    public void told(Entry entry) {
        if (underWay.get() < underWayMax) {
            underWay.incrementAndGet();
            pass(cluster -> cluster.told(entry), underWay::decrementAndGet);
        }
    }

    @Override
    public void joined(String address, int members) {
        LOG.info("met another tracker at={} members={}", address, members);
        pass(Cluster::changed, () -> {});
    }

    @Override
    public void lost(String address, int members) {
        LOG.warn(
                "lost another tracker at={} members={}; its peers stay listed, and both sides go on answering",
                address,
                members);
        pass(Cluster::changed, () -> {});
    }

    @Override
    public void reunited(int members) {
        LOG.info("met the others again after a split members={}", members);
        pass(Cluster::changed, () -> {});
    }

    @Override
    public void ended() {
        pass(Cluster::ended, () -> {});
    }

    private void pass(Consumer<Cluster> word, Runnable after) {
        loop.runOnContext(now -> {
            Cluster cluster = to;
            if (cluster != null) {
                word.accept(cluster);
            }
            after.run();
        });
    }
}
