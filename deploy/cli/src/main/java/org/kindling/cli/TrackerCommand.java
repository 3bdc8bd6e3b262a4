package org.kindling.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.cli.node.Await;
import org.kindling.cli.node.ListenFailure;
import org.kindling.cli.node.StartFailed;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.tracker.Tracker;
import org.kindling.tracker.TrackerOptions;
import org.kindling.tracker.cluster.ClusterOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a tracker. */
@Command(
        name = "tracker",
        description =
                "Runs a tracker until Ctrl-C or SIGTERM. It keeps nothing but its key and what it is to serve: killed and started again it is full within a minute.",
        mixinStandardHelpOptions = true,
        subcommands = TrackerNetworksCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling tracker                          on this machine only, port 7070",
            "  kindling tracker --listen 0.0.0.0:7070    for everyone",
            "  kindling tracker --listen 127.0.0.1:0     any free port, printed",
            "  kindling tracker --only village/network.spec --data t    for one network, also after a restart",
            "  kindling tracker --listen 10.0.0.1:7070 --cluster 10.0.0.1,10.0.0.2,10.0.0.3 --cluster-secret FILE   one of three",
            "  kindling tracker networks --data t        what is there, as its operator sees it"
        })
final class TrackerCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--listen",
            defaultValue = "127.0.0.1:7070",
            paramLabel = "HOST:PORT",
            description = "where to listen; port 0 chooses one (default: ${DEFAULT-VALUE})")
    private String listen;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "where its key is kept, so that peers know it again, and what it serves (default: a fresh key at each start)")
    private @Nullable Path data;

    @Option(
            names = "--only",
            paramLabel = "NETWORK",
            split = ",",
            description =
                    "serve these networks, and the BitTorrent swarms that they are, and no others; ids or network specs, with commas between (default: what --data holds, or every network)")
    private @Nullable List<String> only;

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            description =
                    "where to serve its operator: 'kindling tracker networks' (default: with --data, a free port of loopback; else not at all)")
    private @Nullable String admin;

    @Option(names = "--no-udp", description = "do not speak the UDP tracker protocol (BEP 15) on the same port number")
    private boolean isWithoutUdp;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private VerboseOption verbosity;

    @Option(names = "--json", description = "print one JSON object when ready")
    private boolean isJson;

    @Override
    public void run() {
        verbosity.apply();
        HostPort at = HostPort.parse(listen, "--listen");
        HostPort adminAt = admin == null ? null : HostPort.parse(admin, "--admin");
        Printer printer = new Printer(spec.commandLine());
        List<NetworkId> named =
                only == null ? null : only.stream().map(NetworkName::id).toList();
        ClusterOptions shared = cluster.options();
        try (TrackerOwner owner = TrackerOwner.of(data, named)) {
            run(owner, shared, at, adminAt, printer);
        }
    }

    private void run(
            TrackerOwner owner, ClusterOptions shared, HostPort at, @Nullable HostPort adminAt, Printer printer) {
        UntilInterrupted.prepare();
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        try {
            TrackerOptions options =
                    options().with(shared).serving(owner.served()).listeningOn(at.host(), at.port());
            Tracker tracker = Await.done(Tracker.start(vertx, options), "the tracker did not start");
            Optional<TrackerOwner.Opened> opened = administer(owner, tracker, adminAt);
            owner.keepTyped(printer);
            announce(tracker, opened, printer);
            printer.story(owner.sentence());
            printer.story(
                    "peers find it with: kindling peer --network SPEC --tracker " + tracker.url() + " --data DIR");
            UntilInterrupted.await();
            Await.done(tracker.close(), "the tracker did not stop");
        } catch (StartFailed e) {
            throw failure(e, "--listen", at);
        } finally {
            Await.done(vertx.close(), "the event loops did not stop");
        }
    }

    private static Optional<TrackerOwner.Opened> administer(
            TrackerOwner owner, Tracker tracker, @Nullable HostPort adminAt) {
        try {
            return owner.open(tracker, adminAt);
        } catch (StartFailed e) {
            throw failure(e, "--admin", adminAt == null ? new HostPort("127.0.0.1", 0) : adminAt);
        }
    }

    private static CommandFailed failure(StartFailed cause, String option, HostPort at) {
        String words =
                ListenFailure.words(cause, option, at.host(), at.port()).orElse(String.valueOf(cause.getMessage()));
        return new CommandFailed(ExitCode.FAILED, words, cause);
    }

    private void announce(Tracker tracker, Optional<TrackerOwner.Opened> owner, Printer printer) {
        if (isJson) {
            ObjectNode shape = JsonNodeFactory.instance.objectNode().put("tracker", tracker.url());
            tracker.udpUrl().ifPresent(url -> shape.put("udp", url));
            owner.ifPresent(at ->
                    shape.put("admin", at.url()).put("adminToken", at.token().toString()));
            printer.json(shape);
            return;
        }
        printer.line("tracker at " + tracker.url());
        printer.line("BitTorrent clients announce to " + tracker.url() + "/announce"
                + tracker.udpUrl().map(url -> " or " + url).orElse(""));
        owner.ifPresent(
                at -> printer.line("its operator is served at " + at.url() + "; the token is in " + at.token()));
    }

    private TrackerOptions options() {
        TrackerOptions standard = TrackerOptions.standard();
        TrackerOptions spoken = isWithoutUdp ? standard.withoutUdp() : standard;
        return data == null ? spoken : spoken.with(TrackerKey.in(data, standard.key()));
    }
}
