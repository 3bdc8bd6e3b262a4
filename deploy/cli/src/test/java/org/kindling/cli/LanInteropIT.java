package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.tracker.Patience;

/** Two machines on one cable, with nobody else on it: a peer on each, and nothing that names the other. */
@Tag("interop")
final class LanInteropIT {
    private static final List<String> NAMES = List.of("miner", "follower");
    private static final int PORT = 7000;
    private static final int BLOCKS = 3;

    @TempDir
    private Path folder;

    private final List<Kindling> running = new ArrayList<>();

    @AfterEach
    void nothingIsLeftRunning() {
        end();
    }

    private void end() {
        Collections.reverse(running);
        running.forEach(Kindling::close);
        running.clear();
    }

    @Test
    void peersOnTwoMachinesFindEachOtherByTheLocalNetworkAlone() throws Exception {
        Kindling.ask(folder, "network", "create", "village", "--out", "village", "--interval", "1", "--json");
        try (TwoMachines machines = new TwoMachines()) {
            try {
                begin(machines, 0, "--mine");
                begin(machines, 1);

                for (int machine = 0; machine < 2; machine++) {
                    isLinkedTo(machines, machine, machines.address(1 - machine));
                }
                assertThat(heard(machines, 0) + heard(machines, 1)).contains("answered: 1 address");
                Patience.until(
                        "the follower has " + BLOCKS + " blocks of the miner",
                        () -> ask(machines, 1, "status")
                                        .path("head")
                                        .path("height")
                                        .asLong()
                                >= BLOCKS);
            } finally {
                end();
            }
        }
    }

    /** No tracker, no capsule, an empty folder. */
    private void begin(TwoMachines machines, int machine, String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                "peer",
                "--network",
                "village",
                "--data",
                NAMES.get(machine),
                "--lan",
                "--listen",
                machines.address(machine) + ":" + PORT,
                "--json"));
        line.addAll(List.of(more));
        Kindling peer = Kindling.start(machines.on(machine), folder, line.toArray(String[]::new));
        running.add(peer);
        peer.ready();
    }

    private void isLinkedTo(TwoMachines machines, int machine, String other) throws Exception {
        Patience.until(NAMES.get(machine) + " is linked to " + other, () -> {
            JsonNode peers = ask(machines, machine, "peers").path("peers");
            return peers.size() == 1 && peers.get(0).path("remote").asText().startsWith(other + ":");
        });
    }

    /** What its only way in that looks for others says, the book and the exchange being empty at first. */
    private String heard(TwoMachines machines, int machine) throws Exception {
        StringBuilder states = new StringBuilder();
        for (JsonNode source :
                ask(machines, machine, "status").path("discovery").path("sources")) {
            assertThat(source.path("kind").asText()).isNotIn("tracker", "dns-seed");
            if (source.path("kind").asText().equals("local-network")) {
                states.append(source.path("state").asText()).append('\n');
            }
        }
        return states.toString();
    }

    /** Each machine has a loopback of its own, so a peer is asked from where it runs. */
    private JsonNode ask(TwoMachines machines, int machine, String question) throws Exception {
        try (Kindling command =
                Kindling.start(machines.on(machine), folder, question, "--data", NAMES.get(machine), "--json")) {
            Kindling.Said said = command.end();
            assertThat(said.exitCode()).as(said.err()).isZero();
            return said.json();
        }
    }
}
