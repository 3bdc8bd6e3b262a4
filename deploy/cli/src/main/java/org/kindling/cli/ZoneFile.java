package org.kindling.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.kindling.peer.shell.seed.SeedText;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.CapsuleFile;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/** The lines that make a domain a DNS seed: signed records of up to four peers that live now: the one asked, then those that stand in for a tracker. */
final class ZoneFile {
    private ZoneFile() {}

    /** @param name of the domain, with or without the last dot */
    static List<String> lines(String name, CapsuleFile known) {
        String domain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        Set<NodeId> living = new LinkedHashSet<>();
        known.capsule().doors().stream().limit(1).map(Door::node).forEach(living::add);
        known.records().stream()
                .filter(record -> isNamedAsTracker(known.capsule(), record))
                .map(PeerRecord::nodeId)
                .forEach(living::add);
        known.capsule().doors().stream().map(Door::node).forEach(living::add);
        List<String> lines = new ArrayList<>();
        for (NodeId node : living) {
            for (PeerRecord record : known.records()) {
                if (record.nodeId().equals(node) && !record.endpoints().isEmpty() && lines.size() < Capsule.DOORS_MAX) {
                    lines.add(SeedText.zoneLine(domain, record));
                }
            }
        }
        return lines;
    }

    private static boolean isNamedAsTracker(Capsule capsule, PeerRecord record) {
        return record.endpoints().stream()
                .limit(1)
                .anyMatch(at -> capsule.trackers().contains("http://" + at));
    }
}
