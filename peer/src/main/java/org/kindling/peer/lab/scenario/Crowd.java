package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.fault.Mute;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/** Mutes who know each other, spread over so many network groups that nobody else lives in. */
final class Crowd {
    private static final int PORT = 7_000;
    private static final int BYTE_VALUES = 256;
    private static final int HOSTS = 250;

    private final Stage stage;
    private final int firstByte;
    private final int groups;
    private final SplittableRandom chances;
    private final List<PeerRecord> records = new ArrayList<>();
    private final Map<NodeId, LabPeer> members = new LinkedHashMap<>();

    /** @param firstByte of the addresses of its first 256 groups */
    Crowd(Stage stage, int firstByte, int groups) {
        this.stage = stage;
        this.firstByte = firstByte;
        this.groups = groups;
        this.chances = stage.world().chance().stream("crowd", firstByte);
    }

    /** So many arrive, who call nobody. */
    void arrive(int count) {
        arrive(count, Mute.Company::of);
    }

    /** So many arrive, who call these as long as they live. */
    void arrive(int count, List<Endpoint> called, int links, int redials, Duration pause) {
        arrive(count, friends -> new Mute.Company(friends, called, links, redials, pause));
    }

    private void arrive(int count, Function<List<PeerRecord>, Mute.Company> company) {
        for (int i = 0; i < count; i++) {
            LabPeer member =
                    stage.addUntrusted(stage.cast().stranger(home(members.size())), (setup, recovered, now) -> {
                        Mute mute = new Mute(
                                setup,
                                company.apply(records),
                                chances.split(),
                                stage.world().tally(),
                                now);
                        records.add(mute.self());
                        return mute;
                    });
            members.put(member.node(), member);
            stage.world().start(member);
        }
    }

    private Endpoint home(int member) {
        int group = member % groups;
        int host = member / groups;
        return new Endpoint(
                (firstByte + group / BYTE_VALUES) + "." + group % BYTE_VALUES + "." + (1 + host / HOSTS) + "."
                        + (1 + host % HOSTS),
                PORT);
    }

    boolean contains(NodeId node) {
        return members.containsKey(node);
    }

    /** These of its members fall silent. @return those who did */
    List<LabPeer> crash(List<NodeId> nodes) {
        List<LabPeer> struck = new ArrayList<>();
        for (NodeId node : nodes) {
            LabPeer member = members.get(node);
            if (member != null && member.isAlive()) {
                stage.world().crash(member);
                struck.add(member);
            }
        }
        return struck;
    }
}
