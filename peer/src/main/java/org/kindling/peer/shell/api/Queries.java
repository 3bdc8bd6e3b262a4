package org.kindling.peer.shell.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.shell.PeerAccess;
import org.kindling.peer.shell.disk.ChainPosition;
import org.kindling.peer.shell.disk.Location;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Transaction;

/** Everything that may be read. Each answer is taken between two steps of the peer, so it is true of one moment. */
final class Queries {
    private static final int COUNT_MAX = 100;
    private static final int COUNT = 20;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private final PeerAccess peer;
    private final Shapes shapes;

    Queries(PeerAccess peer) {
        this.peer = peer;
        this.shapes = new Shapes(peer.spec());
    }

    void status(RoutingContext context) {
        PeerAccess.Vitals vitals = peer.vitals();
        answer(
                context,
                view -> new JsonObject()
                        .put(
                                "network",
                                new JsonObject()
                                        .put("id", view.network().hex())
                                        .put("name", view.spec().name())
                                        .put("addressPrefix", view.spec().addressPrefix()))
                        .put("node", view.node().hex())
                        .put(
                                "endpoints",
                                new JsonArray(view.self().endpoints().stream()
                                        .map(Object::toString)
                                        .toList()))
                        .put("head", Shapes.head(view.head()))
                        .put("sync", Shapes.sync(view.sync()))
                        .put("links", view.links().size())
                        .put("waiting", view.mempoolSize())
                        .put("discovery", Shapes.neighbourhood(view.neighbourhood()))
                        .put("storage", vitals.isStorageFine() ? "fine" : "refuses to write")
                        .put("gossipDropped", vitals.gossipDropped())
                        .put("strangersRefused", vitals.strangersRefused()));
    }

    void spec(RoutingContext context) {
        answer(
                context,
                view -> new JsonObject()
                        .put("id", view.network().hex())
                        .put("name", view.spec().name())
                        .put("addressPrefix", view.spec().addressPrefix())
                        .put("branch", view.spec().branch())
                        .put("blockReward", view.spec().blockReward().units())
                        .put("feePerKibMin", view.spec().feePerKibMin().units())
                        .put("genesisTime", Shapes.time(view.spec().genesisTimeMillis()))
                        .put("genesisSupply", view.spec().genesisSupply().units()));
    }

    void peers(RoutingContext context) {
        answer(context, view -> {
            JsonArray peers = new JsonArray();
            view.links().forEach(link -> peers.add(Shapes.link(link)));
            return new JsonObject().put("peers", peers);
        });
    }

    void discovery(RoutingContext context) {
        answer(context, view -> Shapes.neighbourhood(view.neighbourhood()));
    }

    void head(RoutingContext context) {
        answer(context, view -> Shapes.head(view.head()));
    }

    void mempool(RoutingContext context) {
        int count = count(context);
        answer(
                context,
                view -> new JsonObject()
                        .put("size", view.mempoolSize())
                        .put("transactions", shapes.transactions(view.mempool(count))));
    }

    void blocks(RoutingContext context) {
        int count = count(context);
        Optional<Long> from = number(context.request().getParam("from"));
        answer(context, view -> {
            JsonArray blocks = new JsonArray();
            long top =
                    Math.min(from.orElse(Long.MAX_VALUE), view.head().height().value());
            for (long height = top; height >= 0 && blocks.size() < count; height--) {
                view.headerAt(Height.of(height)).ifPresent(header -> blocks.add(shapes.header(header)));
            }
            return new JsonObject().put("blocks", blocks);
        });
    }

    /** By height on the best chain, or by id on any branch. */
    void block(RoutingContext context) {
        String reference = context.pathParam("ref");
        find(context, "there is no block '" + reference + "' here; name a height or an id of 64 hex digits", view -> {
            Optional<BlockHeader> header = header(view, reference);
            Optional<Block> block = header.flatMap(known -> view.block(known.id()));
            return block.map(shapes::block)
                    .or(() -> header.filter(known -> known.height().isGenesis())
                            .map(genesis -> shapes.header(genesis).put("transactions", new JsonArray())))
                    .map(shape -> shape.put(
                            "onBestChain",
                            header.map(known -> view.isOnBestChain(known.id())).orElse(false)));
        });
    }

    private static Optional<BlockHeader> header(PeerView view, String reference) {
        if (HASH.matcher(reference).matches()) {
            return view.header(Hash.fromHex(reference));
        }
        return number(reference).flatMap(height -> view.headerAt(Height.of(height)));
    }

    /** Waiting here, or in a block: the index says where, the peer says whether that block counts. */
    void transaction(RoutingContext context) {
        String text = context.pathParam("id");
        if (!HASH.matcher(text).matches()) {
            Problem.badRequest("'" + text.replaceAll("[^ -~]", "?") + "' is not a transaction id: 64 hex digits")
                    .answer(context);
            return;
        }
        Hash id = Hash.fromHex(text);
        peer.askIndex(index -> index.transaction(id))
                .compose(location -> peer.ask(view -> transaction(view, id, location)))
                .onSuccess(found -> found.ifPresentOrElse(
                        shape -> json(context, shape),
                        () -> Problem.notFound("transaction " + text + " is neither waiting nor in a block known here")
                                .answer(context)))
                .onFailure(error -> failed(context, error));
    }

    private Optional<JsonObject> transaction(PeerView view, Hash id, Optional<Location> location) {
        Optional<Transaction> waiting = view.waiting(id);
        if (waiting.isPresent()) {
            return Optional.of(shapes.transaction(waiting.get()).put("status", "pending"));
        }
        return location.filter(place -> view.isOnBestChain(place.block())).map(place -> {
            long height = place.position().height().value();
            return shapes.transaction(place.transaction())
                    .put("status", "available")
                    .put("height", height)
                    .put("block", place.block().hex())
                    .put("depth", view.head().height().value() - height + 1);
        });
    }

    void account(RoutingContext context) {
        address(context)
                .ifPresent(address -> answer(context, view -> {
                    Account account = view.account(address);
                    return shapes.account(address, account, nextNonce(view, address, account));
                }));
    }

    private static long nextNonce(PeerView view, Address address, Account account) {
        List<Long> waiting = new ArrayList<>();
        for (Transaction transaction : view.mempool(Integer.MAX_VALUE)) {
            if (transaction.sender().equals(address)) {
                waiting.add(transaction.body().nonce());
            }
        }
        long next = account.nonce();
        while (waiting.contains(next)) {
            next++;
        }
        return next;
    }

    void history(RoutingContext context) {
        int count = count(context);
        Optional<Long> before = number(context.request().getParam("before"));
        ChainPosition position =
                before.map(height -> new ChainPosition(Height.of(height), 0)).orElse(ChainPosition.END);
        address(context)
                .ifPresent(address -> peer.askIndex(index -> {
                            JsonArray list = new JsonArray();
                            index.history(address, count, position).forEach(line -> list.add(Shapes.history(line)));
                            return new JsonObject()
                                    .put("address", shapes.address(address))
                                    .put("indexedTo", index.height().value())
                                    .put("lines", list);
                        })
                        .onSuccess(shape -> json(context, shape))
                        .onFailure(error -> failed(context, error)));
    }

    private Optional<Address> address(RoutingContext context) {
        try {
            return Optional.of(Address.parse(peer.spec().addressPrefix(), context.pathParam("address")));
        } catch (MalformedException e) {
            Problem.badRequest(String.valueOf(e.getMessage())).answer(context);
            return Optional.empty();
        }
    }

    private static int count(RoutingContext context) {
        return number(context.request().getParam("count"))
                .map(asked -> (int) Math.min(asked, COUNT_MAX))
                .orElse(COUNT);
    }

    private static Optional<Long> number(@Nullable String text) {
        return text != null && NUMBER.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private void answer(RoutingContext context, Function<PeerView, JsonObject> question) {
        peer.ask(question).onSuccess(shape -> json(context, shape)).onFailure(error -> failed(context, error));
    }

    private void find(RoutingContext context, String otherwise, Function<PeerView, Optional<JsonObject>> question) {
        Future<Optional<JsonObject>> found = peer.ask(question);
        found.onSuccess(shape -> shape.ifPresentOrElse(
                        body -> json(context, body),
                        () -> Problem.notFound(otherwise).answer(context)))
                .onFailure(error -> failed(context, error));
    }

    static void json(RoutingContext context, JsonObject shape) {
        if (!context.response().ended()) {
            context.response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(shape.toBuffer());
        }
    }

    static void failed(RoutingContext context, Throwable error) {
        Problem.unavailable(String.valueOf(error.getMessage())).answer(context);
    }
}
