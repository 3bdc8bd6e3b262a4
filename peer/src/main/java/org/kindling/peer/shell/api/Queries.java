package org.kindling.peer.shell.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.shell.PeerAccess;
import org.kindling.peer.shell.disk.ChainPosition;
import org.kindling.peer.shell.disk.HistoryLine;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.tracker.gate.Problem;

/**
 * Everything that may be read. Each answer is taken between two steps of the peer, so it is true of one moment; what is costly about
 * turning it into JSON is done outside the peer's thread.
 */
final class Queries {
    private final PeerAccess peer;
    private final Shapes shapes;
    private final TransactionStanding standing;

    Queries(PeerAccess peer) {
        this.peer = peer;
        this.shapes = new Shapes(peer.spec());
        this.standing = new TransactionStanding(peer, TransactionStanding.NEWEST_BLOCKS_MAX);
    }

    void status(RoutingContext context) {
        PeerAccess.Vitals vitals = peer.vitals();
        answer(context, view -> Shapes.status(view, vitals), Function.identity());
    }

    void network(RoutingContext context) {
        Reply.json(context, 200, Shapes.network(peer.spec()));
    }

    void peers(RoutingContext context) {
        answer(context, PeerView::links, links -> {
            JsonArray peers = new JsonArray();
            links.forEach(link -> peers.add(Shapes.link(link)));
            return new JsonObject().put("peers", peers);
        });
    }

    void discovery(RoutingContext context) {
        answer(context, Shapes::discovery, discovery -> discovery);
    }

    void head(RoutingContext context) {
        answer(context, PeerView::head, Shapes::head);
    }

    private record Waiting(int size, List<Transaction> best) {}

    void mempool(RoutingContext context) {
        int count = Parameters.count(context);
        answer(
                context,
                view -> new Waiting(view.mempoolSize(), view.mempool(count)),
                waiting -> new JsonObject()
                        .put("size", waiting.size())
                        .put("transactions", shapes.transactions(waiting.best())));
    }

    void blocks(RoutingContext context) {
        int count = Parameters.count(context);
        Optional<Height> from = Parameters.height(context, "from");
        answer(context, view -> headers(view, from, count), headers -> {
            JsonArray blocks = new JsonArray();
            headers.forEach(header -> blocks.add(shapes.header(header)));
            return new JsonObject().put("blocks", blocks);
        });
    }

    private static List<BlockHeader> headers(PeerView view, Optional<Height> from, int count) {
        List<BlockHeader> headers = new ArrayList<>();
        long head = view.head().height().value();
        long top = Math.min(from.map(Height::value).orElse(head), head);
        for (long height = top; height >= 0 && headers.size() < count; height--) {
            view.headerAt(Height.of(height)).ifPresent(headers::add);
        }
        return headers;
    }

    private record Found(BlockHeader header, List<Transaction> transactions, boolean isOnBestChain) {}

    /** By height on the best chain, or by id on any branch. */
    void block(RoutingContext context) {
        String reference = context.pathParam("ref");
        Optional<Height> height = Parameters.heightIn(reference);
        Optional<Hash> id = height.isPresent()
                ? Optional.empty()
                : Optional.of(Parameters.hash(reference, "a height, nor the id of a block"));
        String otherwise = "there is no block " + reference + " here; the newest is at /v1/head";
        answer(
                context,
                view -> height.isPresent()
                        ? height.flatMap(view::headerAt).flatMap(header -> found(view, header))
                        : id.flatMap(view::header).flatMap(header -> found(view, header)),
                found -> shape(found.orElseThrow(() -> new Refusal(Problem.notFound(otherwise)))));
    }

    private static Optional<Found> found(PeerView view, BlockHeader header) {
        Optional<List<Transaction>> transactions = header.height().isGenesis()
                ? Optional.of(List.of())
                : view.block(header.id()).map(Block::transactions);
        return transactions.map(list -> new Found(header, list, view.isOnBestChain(header.id())));
    }

    private JsonObject shape(Found found) {
        return shapes.header(found.header())
                .put("transactions", shapes.transactions(found.transactions()))
                .put("onBestChain", found.isOnBestChain());
    }

    /** Waiting here, or in a block. */
    void transaction(RoutingContext context) {
        Hash id = Parameters.hash(context.pathParam("id"), "a transaction id");
        String otherwise = "transaction " + id.hex() + " is neither waiting nor in a block known here";
        Reply.with(
                context,
                standing.of(id),
                found -> shapes.standing(found.orElseThrow(() -> new Refusal(Problem.notFound(otherwise)))));
    }

    private record Holding(Account account, long nextNonce) {}

    void account(RoutingContext context) {
        Address address = address(context);
        answer(
                context,
                view -> new Holding(view.account(address), view.nextNonce(address)),
                holding -> shapes.account(address, holding.account(), holding.nextNonce()));
    }

    private record Past(Height reach, List<HistoryLine> lines) {}

    void history(RoutingContext context) {
        Address address = address(context);
        int count = Parameters.count(context);
        ChainPosition before = Parameters.height(context, "before")
                .map(height -> new ChainPosition(height, 0))
                .orElse(ChainPosition.END);
        Reply.with(
                context,
                peer.askIndex(index -> new Past(index.height(), index.history(address, count, before))),
                past -> shapes.history(address, past.reach(), past.lines()));
    }

    private Address address(RoutingContext context) {
        return Parameters.address(peer.spec().addressPrefix(), context.pathParam("address"));
    }

    private <T> void answer(RoutingContext context, Function<PeerView, T> question, Function<T, JsonObject> shape) {
        Reply.with(context, peer.ask(question), shape);
    }
}
