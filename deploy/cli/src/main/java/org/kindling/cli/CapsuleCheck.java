package org.kindling.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.kindling.protocol.ledger.NetworkSpec;

/** Which of the ways that an invitation names still lead anywhere: each is tried alone, all at once. */
final class CapsuleCheck {
    private CapsuleCheck() {}

    /** @param out how the calls leave this machine */
    static Diagnosis of(String invitation, WayOut out) {
        Capsule capsule = Invitation.accept(PeerOptions.in(Path.of(".")), invitation)
                .capsule()
                .orElseThrow();
        List<Way> ways = tried(capsule, out);
        List<Complaint> complaints = new ArrayList<>();
        if (ways.stream().noneMatch(Way::works)) {
            complaints.add(new Complaint(
                    ways.isEmpty() ? "it names no way in at all" : "none of its ways leads into the network",
                    "ask a member for a fresh one; any running peer makes it: kindling capsule --data DIR"));
        }
        return new Diagnosis(
                List.of("network   " + capsule.network().hex()),
                ways,
                complaints,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("network", capsule.network().hex()));
    }

    private static List<Way> tried(Capsule capsule, WayOut out) {
        Facilities facilities = Facilities.open(out);
        try {
            SpecFetcher fetcher = new SpecFetcher(facilities);
            Map<Way, Future<NetworkSpec>> answers = new LinkedHashMap<>();
            for (String tracker : capsule.trackers()) {
                answers.put(untried("tracker", tracker), fetcher.fetch(only(capsule, List.of(tracker), List.of())));
            }
            for (Door door : capsule.doors()) {
                answers.put(
                        untried("peer", door.endpoint().toString()),
                        fetcher.fetch(only(capsule, List.of(), List.of(door))));
            }
            List<Way> ways = new ArrayList<>();
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
