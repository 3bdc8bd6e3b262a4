package org.kindling.peer.shell;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.shell.Village.settle;
import static org.kindling.peer.shell.Village.until;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Seed;
import org.kindling.peer.shell.seed.SeedOptions;
import org.kindling.peer.shell.seed.SeedText;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.FreePort;

/** What we say on the local network and read in DNS, held against others' programs: Debian's python3-zeroconf and dnsmasq-base. */
@Tag("interop")
final class SeedInteropIT {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path DNSMASQ = Path.of("/usr/sbin/dnsmasq");
    private static final long PATIENCE_SECONDS = 60;
    private static final String LISTEN = """
            import sys, threading
            from zeroconf import ServiceBrowser, Zeroconf
            found = threading.Event()
            class Ears:
                def add_service(self, ears, kind, name):
                    info = ears.get_service_info(kind, name, 5000)
                    if info and info.port == int(sys.argv[1]):
                        text = {k.decode(): v.decode() for k, v in info.properties.items()}
                        print(info.parsed_addresses()[0], info.port, text["node"], text["net"], flush=True)
                        found.set()
                def update_service(self, *what): pass
                def remove_service(self, *what): pass
            ears = Zeroconf(interfaces=["127.0.0.1"])
            ServiceBrowser(ears, "_kindling._tcp.local.", Ears())
            found.wait(30)
            ears.close()
            """;

    @TempDir
    Path folder;

    @Test
    void pythonsZeroconfFindsAPeerOfTheLocalNetwork() throws Exception {
        assertThat(PYTHON).as("apt-get install python3-zeroconf").isExecutable();
        try (Village village = new Village()) {
            PeerNode peer = village.start(village.options(folder).seeking(SeedOptions.of(Seed.LAN)));
            int port = peer.endpoint().port();
            Path said = folder.resolve("said");

            Process python = new ProcessBuilder(PYTHON.toString(), "-c", LISTEN, String.valueOf(port))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            boolean hasEnded = python.waitFor(PATIENCE_SECONDS, SECONDS);
            python.destroyForcibly();

            assertThat(hasEnded).isTrue();
            assertThat(Files.readString(said, StandardCharsets.UTF_8))
                    .contains("127.0.0.1 " + port + " " + peer.node().hex() + " "
                            + village.spec.id().lan())
                    .doesNotContain(village.spec.id().hex());
        }
    }

    @Test
    void aPeerIsFoundThroughTheLinesItPrintedForAZoneThatDnsmasqServes() throws Exception {
        try (Village village = new Village()) {
            isFoundAmong(village, 0);
        }
    }

    @Test
    void aZoneOfTwelveThousandBytesWhichDnsmasqServesByTcpOnlyIsReadToItsEnd() throws Exception {
        try (Village village = new Village()) {
            isFoundAmong(village, 40);
        }
    }

    /** By a peer that knows the zone alone, in which so many others are listed who are not there. */
    private void isFoundAmong(Village village, int absent) throws Exception {
        assertThat(DNSMASQ).as("apt-get install dnsmasq-base").isExecutable();
        int port = FreePort.take();
        PeerNode first = village.start(village.options(folder.resolve("first")).mining());
        until(first, view -> !view.self().isExpiredAt(System.currentTimeMillis()));
        List<String> command = new ArrayList<>(List.of(
                DNSMASQ.toString(),
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--pid-file=",
                "--user=" + System.getProperty("user.name"),
                "--no-resolv",
                "--no-hosts",
                "--bind-interfaces",
                "--listen-address=127.0.0.1",
                "--port=" + port));
        for (int i = 1; i <= absent; i++) {
            command.add(listing(absent(village, i)));
        }
        command.add(listing(settle(first.ask(PeerView::self))));
        Process dnsmasq = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("dnsmasq.log").toFile())
                .start();
        try {
            PeerNode seeker = village.start(village.options(folder.resolve("seeker"))
                    .seeking(SeedOptions.of(Seed.dns("seed.test")).through(new Endpoint("127.0.0.1", port))));

            until(seeker, view -> view.links().size() == 1);
            String answer = absent == 0 ? "answered: 1 address" : "answered: " + (absent + 1) + " addresses";
            until(seeker, view -> heard(view).equals(answer));
            assertThat(dnsmasq.isAlive())
                    .as(Files.readString(folder.resolve("dnsmasq.log"), StandardCharsets.UTF_8))
                    .isTrue();
        } finally {
            dnsmasq.destroyForcibly();
        }
    }

    private static String heard(PeerView view) {
        return view.neighbourhood().sources().stream()
                .filter(source -> source.kind().equals("dns-seed"))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static PeerRecord absent(Village village, int number) {
        return new PeerRecord.Content(
                        village.spec.id(),
                        Village.key(number).publicKey(),
                        1,
                        List.of(new Endpoint("127.0.0.1", number)),
                        List.of(),
                        1,
                        System.currentTimeMillis() + 3_600_000)
                .sign(Village.key(number));
    }

    /** The line of a zone file, as dnsmasq wants it. */
    private static String listing(PeerRecord record) {
        String line = SeedText.zoneLine("seed.test", record);
        String strings = line.substring(line.indexOf('"')).replace("\" \"", ",").replace("\"", "");
        return "--txt-record=seed.test," + strings;
    }
}
