package org.kindling.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.tracker.Patience;

/** aria2 and libtorrent are in the swarm that a network of ours is to BitTorrent clients, and call its peers. */
@Tag("interop")
final class MixedSwarmIT {
    private static final int BLOCKS = 3;
    private static final String REFUSED = "kindling_strangers_refused_total ";

    @TempDir
    private Path folder;

    private final List<Process> foreign = new ArrayList<>();

    @AfterEach
    void endThem() {
        foreign.forEach(process -> process.destroyForcibly().onExit().join());
        foreign.clear();
    }

    @Test
    void peersGoOnUndisturbedAmongBitTorrentClients() throws Exception {
        try (Hamlet hamlet = new Hamlet(folder)) {
            hamlet.beginTracker();
            hamlet.peer("one");
            hamlet.peer("two");
            areLinked(hamlet);

            String magnet =
                    "magnet:?xt=urn:btih:" + hamlet.swarm().bytes().hex() + "&tr=" + hamlet.tracker() + "/announce";
            joinsAndCallsBoth(hamlet, libtorrent(magnet));
            endThem();
            joinsAndCallsBoth(hamlet, aria2(magnet));
            long height = hamlet.height("one");
            Patience.until("the chain goes on", () -> hamlet.height("two") >= height + BLOCKS);

            areLinked(hamlet);
            for (String name : List.of("one", "two")) {
                assertThat(hamlet.api(name).read("/v1/bans").path("bans")).isEmpty();
                assertThat(metrics(hamlet, name))
                        .doesNotContain("penalised-peer")
                        .doesNotContain("suspected");
            }
            assertThat(foreign).allMatch(Process::isAlive);
        }
    }

    private static void areLinked(Hamlet hamlet) throws Exception {
        for (String name : List.of("one", "two")) {
            Patience.until(
                    name + " has one link",
                    () -> hamlet.api(name).read("/v1/peers").path("peers").size() == 1);
        }
    }

    private void joinsAndCallsBoth(Hamlet hamlet, List<String> client) throws Exception {
        double one = refused(hamlet, "one");
        double two = refused(hamlet, "two");
        joins(client);
        Patience.until(
                client.get(0) + " has called both peers",
                () -> refused(hamlet, "one") > one && refused(hamlet, "two") > two);
    }

    private void joins(List<String> command) throws IOException {
        assertThat(Path.of(command.get(0))).isExecutable();
        Path said = Files.createTempFile(folder, "foreign-", ".txt");
        foreign.add(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start());
    }

    private List<String> libtorrent(String magnet) throws Exception {
        Path script = Path.of(MixedSwarmIT.class.getResource("join.py").toURI());
        return List.of("/usr/bin/python3", script.toString(), magnet, folder.toString());
    }

    private List<String> aria2(String magnet) {
        return List.of(
                "/usr/bin/aria2c",
                "--no-conf",
                "--dir=" + folder,
                "--interface=127.0.0.1",
                "--disable-ipv6",
                "--enable-dht=false",
                "--enable-peer-exchange=false",
                magnet);
    }

    /** Connections that never became links. */
    private static double refused(Hamlet hamlet, String name) throws IOException {
        return metrics(hamlet, name)
                .lines()
                .filter(line -> line.startsWith(REFUSED))
                .mapToDouble(line -> Double.parseDouble(line.substring(REFUSED.length())))
                .sum();
    }

    private static String metrics(Hamlet hamlet, String name) throws IOException {
        return new String(hamlet.api(name).readBytes("/metrics"), UTF_8);
    }
}
