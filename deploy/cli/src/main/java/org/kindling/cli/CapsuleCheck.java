package org.kindling.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kindling.cli.Diagnosis.Complaint;
import org.kindling.cli.Diagnosis.Way;
import org.kindling.cli.node.Await;
import org.kindling.peer.shell.Facilities;
import org.kindling.peer.shell.NobodyTold;
import org.kindling.peer.shell.PeerOptions;
import org.kindling.peer.shell.SpecFetcher;
import org.kindling.peer.shell.net.WayOut;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.NetworkSpec;

/** Which of the ways that an invitation names still lead anywhere: each is tried alone, some at once. */
final class CapsuleCheck {
    /** What a long capsule holds at most: four doors, and 64 records. */
    private static final int DOORS_MAX = 68;

    /** Each is given up after some seconds, so all of them take a minute or two at the worst. */
    private static final int AT_ONCE = 24;

    private CapsuleCheck() {}

    /** @param out how the calls leave this machine */
    static Diagnosis of(String invitation, WayOut out) {
        PeerOptions invited = Invitation.accept(PeerOptions.in(Path.of(".")), invitation);
        Capsule capsule = invited.capsule().orElseThrow();
        List<Door> doors = doors(capsule, invited.records());
        List<Way> ways = tried(capsule, doors, out);
        List<Complaint> complaints = new ArrayList<>();
        if (ways.stream().noneMatch(Way::works)) {
            complaints.add(complaint(ways, out));
        }
        return new Diagnosis(
                lines(capsule, doors, ways),
                ways,
                complaints,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("network", capsule.network().hex()));
    }

    private static Complaint complaint(List<Way> ways, WayOut out) {
        if (!ways.isEmpty() && !out.isProxied() && !hasNetwork()) {
            return new Complaint("this machine has no network", "connect it, and ask again");
        }
        return new Complaint(
                ways.isEmpty() ? "it names no way in at all" : "none of its ways leads into the network",
                "ask a member for a fresh one; any running peer makes it: kindling capsule --data DIR");
    }

    /** Whether any interface but loopback is up. */
    private static boolean hasNetwork() {
        try {
            for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (one.isUp() && !one.isLoopback()) {
                    return true;
                }
            }
            return false;
        } catch (SocketException e) {
            return false;
        }
    }

    private static List<String> lines(Capsule capsule, List<Door> doors, List<Way> ways) {
        long working = ways.stream().filter(Way::works).count();
        String fewness = working == 1
                ? "; only one "
                        + ways.stream()
                                .filter(Way::works)
                                .findFirst()
                                .orElseThrow()
                                .kind()
                        + ", so make a fresh one before it is gone"
                : "";
        return List.of(
                "network   " + capsule.network().hex(),
                "names     " + Count.of(capsule.trackers().size(), "tracker") + ", " + Count.of(doors.size(), "peer"),
                "standing  " + working + " of " + ways.size() + (working == 1 ? " ways works" : " ways work")
                        + fewness);
    }

    /** Those of the short capsule first, then whom only the long one knows. */
    private static List<Door> doors(Capsule capsule, List<PeerRecord> records) {
        Set<Door> doors = new LinkedHashSet<>(capsule.doors());
        for (PeerRecord record : records) {
            record.endpoints().forEach(endpoint -> doors.add(new Door(record.nodeId(), endpoint)));
        }
        return doors.stream().limit(DOORS_MAX).toList();
    }

    private static List<Way> tried(Capsule capsule, List<Door> doors, WayOut out) {
        Facilities facilities = Facilities.open(out);
        try {
            SpecFetcher fetcher = new SpecFetcher(facilities);
            Map<Way, Future<NetworkSpec>> answers = new LinkedHashMap<>();
            for (String tracker : capsule.trackers()) {
                answers.put(untried("tracker", tracker), fetcher.fetch(only(capsule, List.of(tracker), List.of())));
            }
            List<Way> ways = new ArrayList<>();
            for (Door door : doors) {
                if (answers.size() >= AT_ONCE) {
                    answers.forEach((way, answer) -> ways.add(judged(way, answer)));
                    answers.clear();
                }
                answers.put(
                        untried("peer", door.endpoint().toString()),
                        fetcher.fetch(only(capsule, List.of(), List.of(door))));
            }
            answers.forEach((way, answer) -> ways.add(judged(way, answer)));
            return ways;
        } finally {
            Await.done(facilities.close(), "the workers did not stop");
        }
    }

    private static Way untried(String kind, String name) {
        return new Way(kind, name, "", "", "");
    }

    private static Capsule only(Capsule capsule, List<String> trackers, List<Door> doors) {
        return new Capsule(capsule.network(), trackers, doors, capsule.checkpoint());
    }

    private static Way judged(Way way, Future<NetworkSpec> answer) {
        Future<String> words = answer.map(spec -> "leads to network " + spec.name())
                .recover(failure -> Future.succeededFuture(reason(failure)));
        String state = Await.done(words, "the examination did not end");
        return new Way(way.kind(), way.name(), answer.succeeded() ? Way.WORKS : Way.FAILS, state, "");
    }

    private static String reason(Throwable failure) {
        return failure instanceof NobodyTold nobody && !nobody.inVain().isEmpty()
                ? String.join("; ", nobody.inVain())
                : String.valueOf(failure.getMessage());
    }
}
