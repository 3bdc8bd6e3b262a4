package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two machines and the cable between them: network namespaces joined by a veth pair, each with a network of its own and nothing else.
 *
 * <p>There is no route but that to the other. Rationale: what works here needs neither a router nor a default route, nor a route for multicast.
 */
final class TwoMachines implements AutoCloseable {
    private static final Path IP = Path.of("/usr/sbin/ip");
    private static final String CABLE = "lan0";
    private static final int SUBNET_BITS = 24;

    private final List<String> names = new ArrayList<>();

    /** Needs root and iproute2, and says so where they are missing. */
    TwoMachines() throws IOException, InterruptedException {
        assertThat(IP).as("apt-get install iproute2").isExecutable();
        assertThat(run("id", "-u").strip())
                .as("who runs this: only root may make network namespaces")
                .isEqualTo("0");
        try {
            lay();
        } catch (IOException | AssertionError e) {
            close();
            throw e;
        }
    }

    private void lay() throws IOException, InterruptedException {
        long pid = ProcessHandle.current().pid();
        for (String suffix : List.of("a", "b")) {
            String name = "kindling-" + pid + "-" + suffix;
            ip("netns", "add", name);
            names.add(name);
        }
        ip("-n", names.get(0), "link", "add", CABLE, "type", "veth", "peer", "name", CABLE, "netns", names.get(1));
        for (int i = 0; i < names.size(); i++) {
            ip("-n", names.get(i), "addr", "add", address(i) + "/" + SUBNET_BITS, "dev", CABLE);
            ip("-n", names.get(i), "link", "set", "lo", "up");
            ip("-n", names.get(i), "link", "set", CABLE, "up");
        }
    }

    /** Where the first (0) or the second (1) machine is on their network. */
    String address(int machine) {
        return "192.168.77." + (machine + 1);
    }

    /** What a command line begins with that is to be run on this machine. */
    List<String> on(int machine) {
        return List.of(IP.toString(), "netns", "exec", names.get(machine));
    }

    private static void ip(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(IP.toString()));
        command.addAll(List.of(words));
        run(command.toArray(String[]::new));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s said: %s", String.join(" ", command), said)
                .isZero();
        return said;
    }

    /** Both are gone afterwards, and with them the cable; whatever runs on them must have ended before. */
    @Override
    public void close() throws IOException, InterruptedException {
        List<String> made = List.copyOf(names);
        names.clear();
        for (String name : made) {
            ip("netns", "delete", name);
        }
    }
}
