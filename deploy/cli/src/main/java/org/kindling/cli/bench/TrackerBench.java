package org.kindling.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How much trackers answer for each second of a core that they use, and what a peer that they remember takes of their memory.
 *
 * <p>Load comes from one thread, {@value Load#AT_ONCE} requests at a time; on a machine of two cores the tracker has the other. Each round measures every
 * tracker once, one after another, so that what else the machine does falls on all of them.
 */
public final class TrackerBench {
    /** Fifty in each swarm: as many as an answer names. */
    public static final int PEERS_ASKING = 50 * Announces.SWARMS;

    /** As many as our tracker remembers. */
    public static final int REGISTERED_MAX = 1_000_000;

    private static final Duration REGISTERING_MAX = Duration.ofMinutes(10);
    private static final int WARM_UPS_MAX = 4;
    private static final int TIMES_MAX = 50;
    private static final long SETTLE_MILLIS = 1_000;

    private final Plan plan;
    private final Consumer<String> story;
    private final Announces announces = new Announces();
    private final Map<String, TrackerFigures> figures = new LinkedHashMap<>();

    /**
     * How long and how much.
     *
     * @param rounds that count; the median of them is told
     * @param length of each load, and of the same before it that does not count
     * @param asking how many peers announce all the time, registered before
     * @param peers registered at most, at the end; a tenth of them before. 0 for none
     */
    public record Plan(int rounds, Duration length, int asking, int peers) {}

    /** @param story hears what happens meanwhile */
    public TrackerBench(Plan plan, Consumer<String> story) {
        this.plan = plan;
        this.story = story;
    }

    /** The swarms that are announced, for trackers that serve only what is in a list; anybody may read it. */
    public static void writeWhitelist(Path folder) throws IOException {
        Path file = Files.write(folder.resolve(TrackerSubject.WHITELIST), new Announces().whitelist());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Measures each of them. */
    public ObjectNode run(List<TrackerSubject> subjects) throws IOException {
        for (int round = 1; round <= plan.rounds(); round++) {
            for (TrackerSubject subject : subjects) {
                story.accept("round " + round + " of " + plan.rounds() + ": " + subject.name());
                TrackerFigures kept = figures.computeIfAbsent(subject.name(), name -> new TrackerFigures());
                measureLoads(subject, kept);
                if (plan.peers() > 0) {
                    measureMemory(subject, kept);
                }
            }
        }
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("rounds", plan.rounds())
                .put("requestsAtOnce", Load.AT_ONCE)
                .put("peersWanted", Announces.WANT);
        ObjectNode trackers = json.putObject("trackers");
        figures.forEach((name, kept) -> trackers.set(name, kept.json()));
        return json;
    }

    private void measureLoads(TrackerSubject subject, TrackerFigures kept) throws IOException {
        try (TrackerServer server = subject.start()) {
            if (server.udp().isPresent()) {
                try (UdpLoad load = new UdpLoad(server.udp().get(), announces, plan.asking())) {
                    load.register(0, plan.asking(), System.nanoTime() + REGISTERING_MAX.toNanos(), new LoadTally());
                    measure("udp", load, server, kept);
                }
            }
            if (server.http().isPresent()) {
                InetSocketAddress there = server.http().get();
                try (HttpLoad load = http(there, true)) {
                    measure("httpKeptConnections", load, server, kept);
                }
                try (HttpLoad load = http(there, false)) {
                    measure("httpConnectionEach", load, server, kept);
                }
            }
        }
    }

    private HttpLoad http(InetSocketAddress there, boolean isKept) throws IOException {
        String host = there.getHostString() + ":" + there.getPort();
        return new HttpLoad(there, host, announces, plan.asking(), isKept);
    }

    /** As long as it was planned, or longer if nobody was answered in that time. */
    private void measure(String name, Load load, TrackerServer server, TrackerFigures kept) throws IOException {
        LoadTally tally = new LoadTally();
        warmUp(load, server, tally);
        tally.clear();
        Duration before = cpu(server);
        long startNanos = System.nanoTime();
        int times = 0;
        do {
            load.run(System.nanoTime() + plan.length().toNanos(), tally);
            times++;
        } while (tally.answers() == 0 && times < TIMES_MAX);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double cpuSeconds = cpu(server).minus(before).toMillis() / 1e3;
        kept.add(name, tally, seconds, cpuSeconds);
    }

    /** As long as the load itself, of its core's time too, so that a busy machine does not leave a program cold; but not for ever. */
    private void warmUp(Load load, TrackerServer server, LoadTally tally) throws IOException {
        Duration before = cpu(server);
        int times = 0;
        do {
            load.run(System.nanoTime() + plan.length().toNanos(), tally);
            times++;
        } while (times < WARM_UPS_MAX
                && server.use().isPresent()
                && cpu(server).minus(before).compareTo(plan.length()) < 0);
    }

    private static Duration cpu(TrackerServer server) {
        return server.use().map(ServerUse::cpu).orElse(Duration.ZERO);
    }

    /** After many announces of peers that leave, which list nobody, so that what a program needs to be warm is not laid at the peers' door. */
    private void measureMemory(TrackerSubject subject, TrackerFigures kept) throws IOException {
        try (TrackerServer server = subject.start()) {
            Optional<ServerUse> use = server.use();
            if (use.isEmpty() || server.udp().isEmpty()) {
                return;
            }
            try (UdpLoad load = new UdpLoad(server.udp().get(), announces, plan.asking())) {
                LoadTally tally = new LoadTally();
                long endNanos = System.nanoTime() + REGISTERING_MAX.toNanos();
                load.leave(0, plan.asking(), endNanos, tally);
                server.settle(SETTLE_MILLIS);
                long emptyBytes = use.get().residentBytes();
                kept.addEmpty(emptyBytes);
                int registered = 0;
                for (int peers : List.of(plan.peers() / 10, plan.peers())) {
                    tally.clear();
                    load.register(registered, peers, endNanos, tally);
                    registered += tally.answers();
                    if (registered < peers) {
                        story.accept(subject.name() + " took " + registered + " of " + peers + " peers");
                        return;
                    }
                    server.settle(SETTLE_MILLIS);
                    kept.addPeers(peers, use.get().residentBytes() - emptyBytes);
                }
            }
        }
    }
}
