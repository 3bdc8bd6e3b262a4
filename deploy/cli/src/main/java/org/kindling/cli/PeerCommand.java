package org.kindling.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kindling.cli.node.Await;
import org.kindling.cli.node.RunningPeer;
import org.kindling.cli.node.RunningPeer.ApiAddress;
import org.kindling.cli.node.StartFailed;
import org.kindling.peer.boundary.TrackerService;
import org.kindling.peer.shell.Facilities;
import org.kindling.peer.shell.PeerOptions;
import org.kindling.peer.shell.disk.FolderLock;
import org.kindling.protocol.announce.TrackerUrl;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.ledger.NetworkSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one peer. */
@Command(
        name = "peer",
        description =
                "Runs a peer until Ctrl-C or SIGTERM. Started again on the same data directory it resumes, alone if need be.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling peer --network village --tracker http://127.0.0.1:7070 --data me --mine",
            "  kindling peer --join kindling:… --data me",
            "  kindling peer --join village.capsule --data me --listen 0.0.0.0:7000 --advertise 203.0.113.7:7000",
            "  kindling peer --join kindling:… --data me --lan --listen 192.168.1.7:7000",
            "  kindling peer --join kindling:… --data me --dns-seed seed.example",
            "  kindling peer --join kindling:… --data me --tracker udp://tracker.example:6969 --listen 0.0.0.0:7000",
            "  kindling peer --join kindling:… --data me --proxy socks5://127.0.0.1:9050",
            "  kindling peer --data me                  resume",
            "  kindling peer --data me --mine --tracker http://127.0.0.1:7070   and mine and ask as before",
            "",
            "The data directory remembers the network, the key, the port and the peers it met; not trackers, --mine or other options."
        })
final class PeerCommand implements Runnable {
    private static final String ANY_LOOPBACK_PORT = "127.0.0.1:0";

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "where the peer keeps everything")
    private Path data;

    @Option(
            names = "--network",
            paramLabel = "DIR|FILE",
            description = "rules of the network, as 'network create' wrote them")
    private @Nullable Path network;

    @Option(names = "--join", paramLabel = "CAPSULE|FILE", description = "an invitation")
    private @Nullable String join;

    @Option(
            names = "--tracker",
            paramLabel = "URL",
            description =
                    "a tracker to ask: http(s)://HOST:PORT is one of ours; udp://HOST:PORT and http(s)://HOST:PORT/announce are"
                            + " asked as any BitTorrent tracker; may be repeated, and is to be named at each start")
    private @Nullable List<String> trackers;

    @Option(
            names = "--listen",
            defaultValue = ANY_LOOPBACK_PORT,
            paramLabel = "HOST:PORT",
            description = "where other peers reach it; port 0 chooses one (default: ${DEFAULT-VALUE})")
    private String listen;

    @Option(
            names = "--advertise",
            paramLabel = "HOST:PORT",
            description = "what to tell others instead; may be repeated")
    private @Nullable List<String> advertise;

    @Option(
            names = "--api-listen",
            defaultValue = "127.0.0.1:0",
            paramLabel = "HOST:PORT",
            description = "where to serve the API; port 0 chooses one (default: ${DEFAULT-VALUE})")
    private String api;

    @Option(
            names = "--api-host",
            paramLabel = "NAME",
            description = "a further name under which the API may be addressed; may be repeated")
    private @Nullable List<String> apiNames;

    @Option(names = "--mine", description = "extend the chain; to be said at each start")
    private boolean isMining;

    @Option(
            names = "--reward-to",
            paramLabel = "ADDRESS",
            description = "with --mine: who gets reward and fees (default: the peer's own address)")
    private @Nullable String rewardTo;

    @Option(
            names = "--serve-tracker",
            defaultValue = "standby",
            paramLabel = "off|standby|active",
            description =
                    "answer announces at the peer's own port, as a tracker does: never; when all trackers are silent and"
                            + " the draw falls on this peer; always (default: ${DEFAULT-VALUE})")
    private String service;

    @Mixin
    private SeedOption seeds;

    @Mixin
    private VerboseOption verbosity;

    @Option(names = "--json", description = "print one JSON object when ready")
    private boolean isJson;

    @Override
    public void run() {
        verbosity.apply();
        PeerOptions options = options();
        PeerHome.requireNetwork(options).ifPresent(this::requireReward);
        HostPort apiAt = HostPort.parse(api, "--api-listen");
        ApiAddress apiAddress = new ApiAddress(apiAt.host(), apiAt.port(), apiNames == null ? List.of() : apiNames);
        UntilInterrupted.prepare();
        Facilities facilities = Facilities.open(seeds.wayOut());
        try (RunningPeer peer = RunningPeer.start(facilities, options, apiAddress)) {
            announce(peer, asked(options));
            peer.node().stopped().onFailure(failure -> UntilInterrupted.stop());
            UntilInterrupted.await();
        } catch (StartFailed e) {
            ExitCode code = FolderLock.isHeldElsewhere(data) ? ExitCode.REFUSED : ExitCode.FAILED;
            throw new CommandFailed(code, String.valueOf(e.getMessage()), e);
        } finally {
            Await.done(facilities.close(), "the workers did not stop");
        }
    }

    private PeerOptions options() {
        HostPort at = HostPort.parse(listen, "--listen");
        PeerOptions options = PeerOptions.in(data)
                .listeningOn(at.host(), at.port())
                .seeking(seeds.seeds())
                .serving(service());
        if (seeds.isProxied() && !isListenNamed()) {
            options = options.notListening();
        }
        if (network != null) {
            options = options.of(NetworkFiles.read(network));
        }
        if (join != null) {
            Optional<NetworkSpec> named = options.spec();
            options = Invitation.accept(options, join);
            requireAgreement(named, options.capsule());
        }
        if (trackers != null) {
            options = options.asking(
                    trackers.stream().map(PeerCommand::trackerUrl).toList());
        }
        if (advertise != null) {
            options = options.reachableAt(
                    advertise.stream().map(PeerCommand::endpoint).toList());
        }
        if (rewardTo != null && !isMining) {
            throw new CommandFailed(ExitCode.USAGE, "--reward-to says who earns what --mine yields; add --mine");
        }
        PeerOptions rewarded = rewardTo == null ? options : options.rewarding(rewardTo);
        return isMining ? rewarded.mining() : rewarded;
    }

    private static void requireAgreement(Optional<NetworkSpec> named, Optional<Capsule> invitation) {
        if (named.isPresent()
                && invitation
                        .filter(capsule -> !capsule.network().equals(named.get().id()))
                        .isPresent()) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    "--network and --join disagree: one is '" + named.get().name() + "' ("
                            + named.get().id() + "), the other an invitation to "
                            + invitation.get().network() + "; leave one of them out");
        }
    }

    private void requireReward(NetworkSpec rules) {
        if (rewardTo != null) {
            WalletCommand.parse(rules.addressPrefix(), rewardTo);
        }
    }

    private TrackerService service() {
        try {
            return TrackerService.valueOf(service.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--serve-tracker is '" + service + "'; it is off, standby or active", e);
        }
    }

    private boolean isListenNamed() {
        return !listen.equals(ANY_LOOPBACK_PORT)
                || spec.commandLine().getParseResult().hasMatchedOption("--listen");
    }

    private static Endpoint endpoint(String text) {
        try {
            return Endpoint.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, "--advertise is '" + text + "', which is not HOST:PORT", e);
        }
    }

    private static String trackerUrl(String text) {
        if (text.length() > Capsule.TRACKER_CHARACTERS_MAX) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--tracker is longer than " + Capsule.TRACKER_CHARACTERS_MAX + " characters");
        }
        try {
            return TrackerUrl.parse(text).text();
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, "--tracker is '" + text + "': " + e.getMessage(), e);
        }
    }

    /** Those of the command line first. */
    private static List<String> asked(PeerOptions options) {
        return Stream.concat(
                        options.trackers().stream(),
                        options.capsule().stream().flatMap(capsule -> capsule.trackers().stream()))
                .distinct()
                .toList();
    }

    private void announce(RunningPeer peer, List<String> asked) {
        Printer printer = new Printer(spec.commandLine());
        Optional<String> capsule = capsule(peer, printer);
        if (isJson) {
            ObjectNode shape = JsonNodeFactory.instance
                    .objectNode()
                    .put("node", peer.node().node().hex())
                    .put("network", peer.node().spec().id().hex())
                    .put("endpoint", peer.node().isListening() ? peer.endpoint().toString() : "")
                    .put("api", peer.apiUrl())
                    .put("data", data.toString())
                    .put("mining", isMining);
            asked.forEach(shape.putArray("trackers")::add);
            capsule.ifPresent(text -> shape.put("capsule", text));
            printer.json(shape);
            return;
        }
        printer.line("node      " + peer.node().node().hex());
        printer.line("network   " + peer.node().spec().name() + "  "
                + peer.node().spec().id().hex());
        printer.line(
                "peers     " + (peer.node().isListening() ? peer.endpoint() : "does not listen; calls others only"));
        printer.line("API       " + peer.apiUrl() + "  (a page for people; its token is in " + data.resolve("api.token")
                + ")");
        printer.line("trackers  "
                + (asked.isEmpty()
                        ? "none named; it calls whom it remembers, --tracker names one"
                        : String.join(", ", asked)));
        printer.line("mining    " + (isMining ? "yes" : "no; --mine extends the chain"));
        capsule.ifPresent(text -> printer.line("invite    kindling peer --join " + text + " --data DIR"));
    }

    /** A peer that has no invitation to give runs all the same. */
    private static Optional<String> capsule(RunningPeer peer, Printer printer) {
        try {
            return Optional.of(peer.client().read("/v1/capsule").path("capsule").asText());
        } catch (IOException e) {
            printer.story("no invitation can be shown: " + e.getMessage());
            return Optional.empty();
        }
    }
}
