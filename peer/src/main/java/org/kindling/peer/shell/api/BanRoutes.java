package org.kindling.peer.shell.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.kindling.peer.boundary.Ban;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.shell.PeerAccess;
import org.kindling.peer.shell.disk.Index;
import org.kindling.tracker.gate.Problem;

/** Whom the operator wants no link with: read, added to, taken from. Changes are answered when they are on disk. */
final class BanRoutes {
    private static final String BAN =
            "{\"whom\": \"...\", \"seconds\": 86400, \"reason\": \"...\"} with a node id (40 hex digits), an IP address or a full host name";
    private static final long MILLIS = 1_000;

    private final PeerAccess peer;

    BanRoutes(PeerAccess peer) {
        this.peer = peer;
    }

    void list(RoutingContext context) {
        Reply.with(context, peer.ask(PeerView::bans), BanRoutes::shape);
    }

    void ban(RoutingContext context) {
        String whom = Parameters.field(context, "whom", BAN);
        String reason = Parameters.field(context, "reason", BAN);
        long seconds = Parameters.count(context, "seconds", Ban.LASTS_MILLIS_MAX / MILLIS, BAN);
        try {
            change(context, new Instruction.Ban(whom, reason, seconds * MILLIS));
        } catch (IllegalArgumentException e) {
            throw Parameters.bad(Problem.printable(String.valueOf(e.getMessage())) + "; send " + BAN);
        }
    }

    void lift(RoutingContext context) {
        String whom = context.pathParam("whom");
        try {
            change(context, new Instruction.Unban(whom));
        } catch (IllegalArgumentException e) {
            throw Parameters.bad("'" + Problem.printable(whom) + "' is neither a node id nor a host");
        }
    }

    /** What is asked of the index afterwards waits behind what the instruction had written. */
    private void change(RoutingContext context, Instruction instruction) {
        Future<List<Ban>> written = peer.instruct(instruction)
                .compose(taken -> peer.askIndex(Index::height))
                .compose(height -> peer.ask(PeerView::bans));
        Reply.with(context, written, BanRoutes::shape);
    }

    private static JsonObject shape(List<Ban> bans) {
        JsonArray list = new JsonArray();
        bans.forEach(ban -> list.add(new JsonObject()
                .put("whom", ban.whom())
                .put("reason", ban.reason())
                .put("until", Shapes.time(ban.untilMillis()))));
        return new JsonObject().put("bans", list);
    }
}
