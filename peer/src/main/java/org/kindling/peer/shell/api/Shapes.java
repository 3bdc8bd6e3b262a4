package org.kindling.peer.shell.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.shell.PeerAccess;
import org.kindling.peer.shell.disk.HistoryLine;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Payment;
import org.kindling.protocol.ledger.Transaction;

/** How words look in JSON: hashes in hex, addresses in bech32m, amounts as integers, times in ISO 8601. */
final class Shapes {
    private final String addressPrefix;

    Shapes(NetworkSpec spec) {
        this.addressPrefix = spec.addressPrefix();
    }

    String address(Address address) {
        return address.text(addressPrefix);
    }

    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    static JsonObject status(PeerView view, PeerAccess.Vitals vitals) {
        return new JsonObject()
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
                .put("head", head(view.head()))
                .put("sync", sync(view.sync()))
                .put("links", view.links().size())
                .put("mining", vitals.isMining())
                .put("waiting", view.mempoolSize())
                .put("discovery", discovery(view))
                .put("storage", vitals.isStorageFine() ? "fine" : "refuses to write")
                .put("gossipDropped", vitals.gossipDropped())
                .put("strangersRefused", vitals.strangersRefused());
    }

    static JsonObject network(NetworkSpec spec) {
        return new JsonObject()
                .put("id", spec.id().hex())
                .put("name", spec.name())
                .put("addressPrefix", spec.addressPrefix())
                .put("branch", spec.branch())
                .put("blockReward", spec.blockReward().units())
                .put("feePerKibMin", spec.feePerKibMin().units())
                .put("genesisTime", time(spec.genesisTimeMillis()))
                .put("genesisSupply", spec.genesisSupply().units());
    }

    static JsonObject head(PeerView.Head head) {
        return new JsonObject()
                .put("height", head.height().value())
                .put("id", head.block().hex())
                .put("stateRoot", head.stateRoot().hex())
                .put("time", time(head.timeMillis()))
                .put("work", head.work().toString());
    }

    static JsonObject sync(PeerView.Sync sync) {
        return new JsonObject()
                .put("height", sync.height().value())
                .put("target", sync.target().value())
                .put("caughtUp", sync.isCaughtUp());
    }

    /** With the number of ways in, because a capsule without any is of no use yet. */
    static JsonObject capsule(Capsule capsule) {
        return new JsonObject()
                .put("capsule", capsule.text())
                .put("doors", capsule.doors().size())
                .put("trackers", capsule.trackers().size());
    }

    static JsonObject link(PeerView.Link link) {
        JsonObject shape = new JsonObject()
                .put("node", link.node().hex())
                .put("direction", link.direction().name().toLowerCase(Locale.ROOT))
                .put("remote", link.remote().toString())
                .put("agent", link.agent())
                .put("height", link.height().value())
                .put("mesh", link.isInMesh())
                .put("since", time(link.sinceMillis()));
        return link.pingMillis() == Long.MAX_VALUE ? shape : shape.put("pingMillis", link.pingMillis());
    }

    static JsonObject discovery(PeerView view) {
        return neighbourhood(view.neighbourhood()).put("independence", independence(view.independence()));
    }

    private static JsonObject independence(PeerView.Independence independence) {
        JsonArray ways = new JsonArray();
        independence.waysBack().forEach(ways::add);
        return new JsonObject()
                .put("independent", independence.isIndependent())
                .put("words", independence.words())
                .put("waysBack", ways)
                .put("peers", independence.peers())
                .put(
                        "survival",
                        new JsonObject()
                                .put("own", independence.own())
                                .put("ownByGroup", independence.ownByGroup())
                                .put("network", independence.network()));
    }

    private static JsonObject neighbourhood(PeerView.Neighbourhood neighbourhood) {
        JsonArray sources = new JsonArray();
        for (PeerView.Source source : neighbourhood.sources()) {
            JsonObject shape = new JsonObject()
                    .put("kind", source.kind())
                    .put("name", source.name())
                    .put("standing", source.standing().name().toLowerCase(Locale.ROOT))
                    .put("state", source.state());
            sources.add(source.nextTryMillis() == 0 ? shape : shape.put("nextTry", time(source.nextTryMillis())));
        }
        JsonArray refusals = new JsonArray();
        for (PeerView.Refusal refusal : neighbourhood.refusals()) {
            refusals.add(new JsonObject()
                    .put("endpoint", refusal.endpoint().toString())
                    .put("at", time(refusal.atMillis()))
                    .put("reason", refusal.reason())
                    .put("remedy", refusal.remedy()));
        }
        return new JsonObject()
                .put("sources", sources)
                .put("refusals", refusals)
                .put("known", neighbourhood.known())
                .put("remembered", neighbourhood.remembered())
                .put("worthACall", neighbourhood.worthACall())
                .put("trackerCalls", neighbourhood.trackerCalls())
                .put("trackerCallsNeeded", neighbourhood.trackerCallsNeeded());
    }

    JsonObject header(BlockHeader header) {
        JsonObject shape = new JsonObject()
                .put("height", header.height().value())
                .put("id", header.id().hex())
                .put("parent", header.parent().hex())
                .put("time", time(header.timeMillis()))
                .put("transactionCount", header.transactionCount())
                .put("transactionRoot", header.transactionRoot().hex())
                .put("stateRoot", header.stateRoot().hex())
                .put("historyRoot", header.historyRoot().hex())
                .put("producer", address(header.producer()));
        return header.seal()
                .<JsonObject>fold(work -> shape.put("bits", Integer.toHexString(work.bits()))
                        .put("nonce", Long.toUnsignedString(work.nonce())));
    }

    JsonArray transactions(List<Transaction> transactions) {
        JsonArray list = new JsonArray();
        transactions.forEach(transaction -> list.add(transaction(transaction)));
        return list;
    }

    JsonObject transaction(Transaction transaction) {
        JsonObject shape = new JsonObject()
                .put("id", transaction.id().hex())
                .put("sender", address(transaction.sender()))
                .put("nonce", transaction.body().nonce())
                .put("fee", transaction.body().fee().units())
                .put("expiry", transaction.body().expiry().value())
                .put("sizeBytes", transaction.sizeBytes());
        return transaction.body().payload().fold(new Payload.Cases<JsonObject>() {
            @Override
            public JsonObject transfer(Payload.Transfer transfer) {
                JsonArray payments = new JsonArray();
                for (Payment payment : transfer.payments()) {
                    payments.add(new JsonObject()
                            .put("to", address(payment.to()))
                            .put("amount", payment.amount().units()));
                }
                return shape.put("payments", payments);
            }

            @Override
            public JsonObject inscription(Payload.Inscription inscription) {
                return shape.put("recordHex", inscription.content().hex());
            }

            @Override
            public JsonObject notarisation(Payload.Notarisation notarisation) {
                return shape.put("notarised", notarisation.document().hex());
            }
        });
    }

    JsonObject standing(TransactionStanding.Standing standing) {
        if (standing instanceof TransactionStanding.Standing.Pending pending) {
            return transaction(pending.transaction()).put("status", "pending");
        }
        if (standing instanceof TransactionStanding.Standing.Available available) {
            TransactionStanding.Place place = available.place();
            return transaction(available.transaction())
                    .put("status", "available")
                    .put("height", place.height().value())
                    .put("block", place.block().hex())
                    .put("depth", place.depth());
        }
        TransactionStanding.Standing.Dropped dropped = (TransactionStanding.Standing.Dropped) standing;
        return new JsonObject()
                .put("id", dropped.id().hex())
                .put("status", "dropped")
                .put("reason", dropped.reason());
    }

    /** @param nextNonce the nonce after everything of this sender that waits without a gap */
    JsonObject account(Address address, Account account, long nextNonce) {
        return new JsonObject()
                .put("address", address(address))
                .put("balance", account.balance().units())
                .put("nonce", account.nonce())
                .put("nextNonce", nextNonce);
    }

    /** @param reach the height up to which the history is complete */
    JsonObject history(Address address, Height reach, List<HistoryLine> lines) {
        JsonArray list = new JsonArray();
        lines.forEach(line -> list.add(line(line)));
        return new JsonObject()
                .put("address", address(address))
                .put("indexedTo", reach.value())
                .put("lines", list);
    }

    private static JsonObject line(HistoryLine line) {
        return new JsonObject()
                .put("height", line.position().height().value())
                .put("block", line.block().hex())
                .put("kind", line.isReward() ? "reward" : "transaction")
                .put("id", line.subject().hex())
                .put("sent", line.sent().units())
                .put("received", line.received().units());
    }

    static JsonObject fact(Fact fact) {
        JsonObject fields = new JsonObject();
        fact.fields().forEach(field -> fields.put(field.key(), field.value()));
        return new JsonObject()
                .put("verb", fact.verb())
                .put("level", fact.level().name().toLowerCase(Locale.ROOT))
                .put("fields", fields);
    }
}
