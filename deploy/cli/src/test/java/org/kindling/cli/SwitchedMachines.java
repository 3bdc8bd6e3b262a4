package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Machines on one switch: network namespaces, each with a cable to another namespace that joins them and can pull each cable. */
final class SwitchedMachines implements AutoCloseable {
    private static final Path IP = Path.of("/usr/sbin/ip");
    private static final String CABLE = "lan0";
    private static final String BRIDGE = "br0";

    private final List<String> names = new ArrayList<>();
    private final String hub = name("switch");

    /** Needs root and iproute2, and says so where they are missing. */
    SwitchedMachines(int count) throws IOException, InterruptedException {
        assertThat(IP).as("apt-get install iproute2").isExecutable();
        assertThat(run(List.of("id", "-u")).strip())
                .as("who runs this: only root may make network namespaces")
                .isEqualTo("0");
        try {
            lay(count);
        } catch (IOException | AssertionError e) {
            close();
            throw e;
        }
    }

    private void lay(int count) throws IOException, InterruptedException {
        add(hub);
        ip("-n", hub, "link", "add", BRIDGE, "type", "bridge");
        ip("-n", hub, "link", "set", BRIDGE, "up");
        for (int i = 0; i < count; i++) {
            String name = name("m" + i);
            add(name);
            ip("-n", hub, "link", "add", port(i), "type", "veth", "peer", "name", CABLE, "netns", name);
            ip("-n", hub, "link", "set", port(i), "master", BRIDGE, "up");
            ip("-n", name, "addr", "add", address(i) + "/24", "dev", CABLE);
            ip("-n", name, "link", "set", "lo", "up");
            ip("-n", name, "link", "set", CABLE, "up");
        }
    }

    private void add(String name) throws IOException, InterruptedException {
        ip("netns", "add", name);
        names.add(name);
    }

    /** Where a machine, counted from 0, is on their network. */
    String address(int machine) {
        return "192.168.78." + (machine + 1);
    }

    /** What a command line begins with that is to be run on this machine. */
    List<String> on(int machine) {
        return List.of(IP.toString(), "netns", "exec", name("m" + machine));
    }

    /** Pulls the machine's cable out of the switch. */
    void cut(int machine) throws IOException, InterruptedException {
        ip("-n", hub, "link", "set", port(machine), "down");
    }

    /** Puts it back. */
    void mend(int machine) throws IOException, InterruptedException {
        ip("-n", hub, "link", "set", port(machine), "up");
    }

    private static String port(int machine) {
        return "port" + machine;
    }

    private static String name(String what) {
        return "kindling-" + ProcessHandle.current().pid() + "-" + what;
    }

    private static void ip(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(IP.toString()));
        command.addAll(List.of(words));
        run(command);
    }

    /** What a command says, which must succeed. */
    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        byte[] said = process.getInputStream().readAllBytes();
        assertThat(process.waitFor())
                .as("%s said: %s", String.join(" ", command), new String(said, StandardCharsets.UTF_8))
                .isZero();
        return new String(said, StandardCharsets.UTF_8);
    }

    /** All are gone afterwards; whatever runs on them must have ended before. */
    @Override
    public void close() throws IOException, InterruptedException {
        List<String> made = List.copyOf(names);
        names.clear();
        for (String name : made) {
            ip("netns", "delete", name);
        }
    }
}
