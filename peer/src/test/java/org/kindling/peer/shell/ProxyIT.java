package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.shell.Village.settle;
import static org.kindling.peer.shell.Village.until;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Seed;
import org.kindling.peer.shell.net.WayOut;
import org.kindling.peer.shell.seed.SeedOptions;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.tracker.Tracker;
import org.kindling.tracker.TrackerOptions;

/** A real peer behind a SOCKS5 proxy. The names it is given exist nowhere (RFC 6761 §6.4), so whoever resolves one himself fails. */
final class ProxyIT {
    @TempDir
    Path folder;

    @Test
    void everythingGoesThroughTheProxyAndNoNameIsResolvedHere() throws Exception {
        try (Village village = new Village();
                DnsResponder dns = new DnsResponder();
                RecordingProxy proxy = new RecordingProxy()) {
            Facilities behind = Facilities.open(WayOut.through(proxy.endpoint()));
            Tracker tracker = settle(Tracker.start(village.facilities.vertx(), TrackerOptions.standard()));
            int trackerPort = URI.create(tracker.url()).getPort();
            PeerNode host = village.start(village.options(folder.resolve("host")));
            int hostPort = host.endpoint().port();
            PeerNode hidden = settle(PeerNode.start(
                    behind,
                    village.options(folder.resolve("hidden"))
                            .mining()
                            .notListening()
                            .asking(List.of(
                                    "http://tracker.invalid:" + trackerPort,
                                    "http://tracker.invalid:" + trackerPort + "/announce",
                                    "udp://tracker.invalid:" + trackerPort))
                            .knowing(List.of(new Door(host.node(), new Endpoint("peer.invalid", hostPort))))
                            .seeking(new SeedOptions(
                                            List.of(Seed.LAN, Seed.dns("seed.test")), SeedOptions.NONE.dnsServer())
                                    .through(dns.endpoint()))));
            try {
                until(host, view -> view.links().size() == 1);
                until(
                        hidden,
                        view -> states(view, "tracker").stream()
                                .allMatch(state -> state.startsWith("answered") || state.startsWith("silent")));
                until(
                        hidden,
                        view -> states(view, "local-network").stream().allMatch(state -> state.startsWith("silent")));
                int callerPort =
                        settle(host.ask(view -> view.links().get(0).remote().port()));
                Endpoint remote = settle(hidden.ask(view -> view.links().get(0).remote()));

                assertThat(new LinkedHashSet<>(proxy.asked()))
                        .containsExactlyInAnyOrder("tracker.invalid:" + trackerPort, "peer.invalid:" + hostPort);
                assertThat(proxy.portsUsed()).contains(callerPort);
                assertThat(remote.toString())
                        .as("whom it called, not the proxy")
                        .isEqualTo("peer.invalid:" + hostPort);
                assertThat(dns.asked()).isEmpty();
                assertThat(statesOf(hidden, "tracker"))
                        .containsExactly(
                                "answered 0 peers",
                                "answered 0 peers",
                                "silent: switched off: UDP would go around the proxy and show our address");
                assertThat(hidden.isListening()).isFalse();
                assertThat(settle(hidden.ask(PeerView::self)).endpoints()).isEmpty();
                assertThat(statesOf(hidden, "local-network"))
                        .containsExactly("silent: switched off: it would go around the proxy and show our address");
            } finally {
                settle(hidden.close());
                settle(behind.close());
                settle(tracker.close());
            }
        }
    }

    @Test
    void aProxyThatIsNotThereIsNotGoneAround() throws Exception {
        try (Village village = new Village();
                DnsResponder dns = new DnsResponder()) {
            Facilities behind = Facilities.open(WayOut.through(new Endpoint("127.0.0.1", 1)));
            Tracker tracker = settle(Tracker.start(village.facilities.vertx(), TrackerOptions.standard()));
            PeerNode hidden = settle(PeerNode.start(
                    behind,
                    village.options(folder)
                            .notListening()
                            .asking(List.of(tracker.url()))
                            .seeking(SeedOptions.of(Seed.dns("seed.test")).through(dns.endpoint()))));
            try {
                until(hidden, view -> states(view, "tracker").stream().allMatch(state -> state.startsWith("silent")));
                until(hidden, view -> states(view, "dns-seed").stream().allMatch(state -> state.startsWith("silent")));

                assertThat(statesOf(hidden, "tracker"))
                        .containsExactly("silent: by way of the proxy 127.0.0.1:1: connection refused");
                assertThat(statesOf(hidden, "dns-seed"))
                        .containsExactly("silent: switched off: it would go around the proxy and show our address");
                assertThat(dns.asked()).isEmpty();
            } finally {
                settle(hidden.close());
                settle(behind.close());
                settle(tracker.close());
            }
        }
    }

    private static List<String> statesOf(PeerNode peer, String kind) throws Exception {
        return settle(peer.ask(view -> states(view, kind)));
    }

    private static List<String> states(PeerView view, String kind) {
        return view.neighbourhood().sources().stream()
                .filter(source -> source.kind().equals(kind))
                .map(PeerView.Source::state)
                .toList();
    }
}
