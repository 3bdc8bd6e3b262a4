package org.kindling.tracker.cluster;

import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.config.Config;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.spi.properties.ClusterProperty;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.kindling.protocol.Bytes;

/**
 * One member of the cluster: Hazelcast, as far as we use it.
 *
 * <p>The only class but {@link MemberConfig} that knows Hazelcast; neither is loaded where a tracker is alone. Used from any thread; what is said to block
 * asks other members, at most ten seconds.
 */
final class Member {
    private final Seat seat;
    private final HazelcastInstance instance;
    /** Unlike the instance, it answers after the end, too. */
    private final com.hazelcast.cluster.Cluster cluster;

    private final IMap<String, byte[]> signed;
    private final IMap<String, byte[]> bare;

    private Member(Seat seat, HazelcastInstance instance) {
        this.seat = seat;
        this.instance = instance;
        this.cluster = instance.getCluster();
        this.signed = instance.getMap(MemberConfig.SIGNED_MAP);
        this.bare = instance.getMap(MemberConfig.BARE_MAP);
    }

    /** Which of the two maps: their entries are kept for different times. */
    enum Kind {
        SIGNED,
        BARE
    }

    /** What is kept under a key, with its seal. */
    record Entry(String key, Bytes sealed) {}

    /**
     * Finds the others, or begins alone where there are none; blocks for some seconds.
     *
     * <p>Where it logs is a property of the whole process. Rationale: its first words come before it has read how it is set up.
     */
    static Member join(ClusterOptions options, Seat seat, Witness witness) throws IOException {
        System.setProperty(ClusterProperty.LOGGING_TYPE.getName(), MemberConfig.LOGGING);
        Config config = MemberConfig.of(options, seat);
        config.addListenerConfig(new ListenerConfig(new Membership(witness)));
        HazelcastInstance instance;
        try {
            instance = Hazelcast.newHazelcastInstance(config);
        } catch (HazelcastException | IllegalStateException refused) {
            throw new IOException(
                    "no member of a cluster can be at " + seat + " (" + refused.getMessage() + ")", refused);
        }
        return of(instance, seat, witness);
    }

    /** This member of Hazelcast's, which is ended if it cannot be used. */
    static Member of(HazelcastInstance instance, Seat seat, Witness witness) throws IOException {
        try {
            Member member = new Member(seat, instance);
            instance.getLifecycleService().addLifecycleListener(new Life(member, witness));
            member.signed.addEntryListener(new Told(witness), true);
            member.bare.addEntryListener(new Told(witness), true);
            return member;
        } catch (HazelcastException | IllegalStateException unusable) {
            instance.getLifecycleService().terminate();
            throw new IOException(
                    "the member of the cluster at " + seat + " ended at once (" + unusable.getMessage() + ")",
                    unusable);
        }
    }

    /** Where it takes the others' calls. */
    Seat seat() {
        return seat;
    }

    /** Completes when it is kept twice, for so long, or could not be. */
    CompletionStage<Void> put(Kind kind, String key, Bytes sealed, long millis) {
        try {
            return map(kind).setAsync(key, sealed.toArray(), Math.max(1, millis), TimeUnit.MILLISECONDS);
        } catch (HazelcastException | IllegalStateException busy) {
            return CompletableFuture.failedStage(busy);
        }
    }

    /** Takes a batch of this member's own away; one that cannot be taken away lapses. */
    CompletionStage<Void> drop(Kind kind, String key) {
        try {
            return map(kind).removeAsync(key).thenAccept(taken -> {});
        } catch (HazelcastException | IllegalStateException busy) {
            return CompletableFuture.failedStage(busy);
        }
    }

    /** All keys there are; blocks. */
    List<String> keys(Kind kind) {
        List<String> ours = new ArrayList<>();
        for (Object key : (Set<?>) map(kind).keySet()) {
            if (EntryKey.isOne(key)) {
                ours.add((String) key);
            }
        }
        return ours;
    }

    /** What is there under these keys; blocks. Types are erased, so a stranger's entry may hold anything that has a serializer. */
    List<Entry> read(Kind kind, Set<String> keys) {
        List<Entry> found = new ArrayList<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) map(kind).getAll(keys)).entrySet()) {
            if (entry.getKey() instanceof String key && entry.getValue() instanceof byte[] sealed) {
                found.add(new Entry(key, Bytes.wrap(sealed)));
            }
        }
        return found;
    }

    /** How many batches are there; blocks. */
    int batches() {
        return signed.size() + bare.size();
    }

    /** The time on which all members agree, which is nearly the time of the oldest one's clock. */
    long clusterMillis() {
        return cluster.getClusterTime();
    }

    /** How many there are, this one too. */
    int members() {
        return cluster.getMembers().size();
    }

    /** Whether it is still one; if not, it will never be again. */
    boolean isRunning() {
        return instance.getLifecycleService().isRunning();
    }

    /** Takes leave; blocks for at most some seconds. */
    void close() {
        instance.shutdown();
    }

    private IMap<String, byte[]> map(Kind kind) {
        return kind == Kind.SIGNED ? signed : bare;
    }

    /** What others put there. */
    private record Told(Witness witness)
            implements EntryAddedListener<String, byte[]>, EntryMergedListener<String, byte[]> {
        @Override
        public void entryAdded(EntryEvent<String, byte[]> event) {
            tell(event);
        }

        @Override
        public void entryMerged(EntryEvent<String, byte[]> event) {
            tell(event);
        }

        private void tell(EntryEvent<?, ?> event) {
            if (event.getKey() instanceof String key
                    && EntryKey.isOne(key)
                    && event.getValue() instanceof byte[] sealed) {
                witness.told(new Entry(key, Bytes.wrap(sealed)));
            }
        }
    }

    /** Who comes and goes. */
    private static final class Membership extends MembershipAdapter {
        private final Witness witness;

        Membership(Witness witness) {
            this.witness = witness;
        }

        @Override
        public void memberAdded(MembershipEvent event) {
            if (!event.getMember().localMember()) {
                witness.joined(address(event), event.getMembers().size());
            }
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            witness.lost(address(event), event.getMembers().size());
        }

        private static String address(MembershipEvent event) {
            return event.getMember().getAddress().getHost() + ":"
                    + event.getMember().getAddress().getPort();
        }
    }

    /** What becomes of this member itself: it was on the smaller side of a split that is over, or it has ended. */
    private record Life(Member member, Witness witness) implements LifecycleListener {
        @Override
        public void stateChanged(LifecycleEvent event) {
            if (event.getState() == LifecycleState.MERGED) {
                witness.reunited(member.members());
            } else if (event.getState() == LifecycleState.SHUTDOWN) {
                witness.ended();
            }
        }
    }
}
