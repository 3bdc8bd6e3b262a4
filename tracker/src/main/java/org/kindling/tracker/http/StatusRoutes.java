package org.kindling.tracker.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kindling.tracker.directory.Census;
import org.kindling.tracker.front.TrackerActivity;
import org.kindling.tracker.front.TrackerStats;
import org.kindling.tracker.page.Page;

/** How the tracker is: for people, for probes, for Prometheus. Numbers only, and names from lists of our own. */
final class StatusRoutes {
    /** Its own; nothing if it does not run from a jar. */
    private static final String VERSION =
            Objects.requireNonNullElse(StatusRoutes.class.getPackage().getImplementationVersion(), "");

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    /** Networks shown one by one; all are counted. */
    private static final int NETWORKS_SHOWN_MAX = 100;

    private final Setting setting;
    private final Reply reply;
    private final long startMillis;
    private boolean isClosing;
    private @Nullable Page page;

    StatusRoutes(Setting setting) {
        this.setting = setting;
        this.reply = new Reply(setting.metrics());
        this.startMillis = setting.now();
    }

    void closing() {
        isClosing = true;
    }

    /** For people. Read when the first one asks; most trackers are never looked at. */
    void page(HttpServerRequest request) {
        Page shown = page == null ? Page.ofTracker() : page;
        page = shown;
        request.response().putHeader("Content-Security-Policy", shown.policy());
        reply.send(request, Page.MEDIA_TYPE, Buffer.buffer(shown.html()));
    }

    /** The process answers. */
    void live(HttpServerRequest request) {
        reply.json(request, new JsonObject().put("status", "live").toBuffer());
    }

    /** Announces are taken. */
    void ready(HttpServerRequest request) {
        if (isClosing) {
            reply.refuse(request, Complaint.BUSY);
        } else {
            reply.json(request, new JsonObject().put("status", "ready").toBuffer());
        }
    }

    void networks(HttpServerRequest request) {
        Census census = census();
        JsonArray recent = new JsonArray();
        for (Census.Network network : census.recent()) {
            recent.add(new JsonObject()
                    .put("network", network.network())
                    .put("peers", network.peers())
                    .put("vettedPeers", network.vettedPeers()));
        }
        JsonObject json = new JsonObject()
                .put("networks", census.networks())
                .put("peers", census.peers())
                .put("vettedPeers", census.vettedPeers())
                .put("recent", recent);
        reply.json(request, json.toBuffer());
    }

    void stats(HttpServerRequest request) {
        TrackerStats stats = stats();
        JsonObject refusals = new JsonObject();
        stats.refusals().forEach(refusals::put);
        JsonObject ignored = new JsonObject();
        stats.datagramsIgnored().forEach(ignored::put);
        JsonObject json = new JsonObject()
                .put("uptimeSeconds", stats.uptimeSeconds())
                .put("networks", stats.networks())
                .put("peers", stats.peers())
                .put("vettedPeers", stats.vettedPeers())
                .put("connections", stats.connections())
                .put("announces", stats.announces())
                .put("welcomes", stats.welcomes())
                .put("waits", stats.waits())
                .put("swarms", stats.swarms())
                .put("barePeers", stats.barePeers())
                .put("swarmAnnounces", stats.swarmAnnounces())
                .put("scrapes", stats.scrapes())
                .put("datagramsIgnored", ignored)
                .put("refusals", refusals);
        reply.json(request, json.toBuffer());
    }

    void activity(HttpServerRequest request) {
        TrackerActivity activity = setting.metrics().activity(setting.now());
        JsonArray clients = new JsonArray();
        for (TrackerActivity.Client client : activity.clients()) {
            clients.add(new JsonObject()
                    .put("program", client.program())
                    .put("version", client.version())
                    .put("announces", client.announces()));
        }
        JsonObject json = new JsonObject()
                .put("version", VERSION)
                .put("stepSeconds", activity.stepSeconds())
                .put("signedAnnounces", new JsonArray(activity.signed()))
                .put("swarmAnnounces", new JsonArray(activity.bare()))
                .put("clients", clients);
        reply.json(request, json.toBuffer());
    }

    void metrics(HttpServerRequest request) {
        census();
        reply.send(request, PROMETHEUS, Buffer.buffer(setting.metrics().scrape()));
    }

    TrackerStats stats() {
        census();
        long upMillis = Math.max(0, setting.now() - startMillis);
        return setting.metrics().stats(upMillis / 1_000);
    }

    private Census census() {
        Census census = setting.directory().census(NETWORKS_SHOWN_MAX, setting.now());
        setting.metrics().counted(census);
        return census;
    }
}
