package org.kindling.peer.shell.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.kindling.peer.boundary.Ban;
import org.kindling.peer.boundary.Done;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Verdict;
import org.kindling.peer.shell.PeerAccess;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.ledger.LedgerReader;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.tracker.gate.Problem;

/** Everything that changes something. */
final class Changes {
    private static final String SUBMISSION = "{\"transaction\": \"...\"} with the canonical bytes in Base64";
    private static final String FRIEND = "{\"endpoint\": \"host:port\"} with where the peer listens";
    /** A disk may be slow; nobody waits for ever. */
    private static final long SETTLING_SECONDS = 8;

    /** What is said of a transaction whose effects the chain has: its nonce is used, by itself, or its expiry has passed since. */
    private static final Set<Fault> AFTER_INCLUSION = EnumSet.of(Fault.NONCE_USED, Fault.TRANSACTION_EXPIRED);

    private final PeerAccess peer;
    private final TransactionStanding standing;

    Changes(PeerAccess peer) {
        this.peer = peer;
        this.standing = new TransactionStanding(peer, TransactionStanding.NEWEST_BLOCKS_MAX);
    }

    /** Answers 202 when the transaction is on disk here and on its way (LOGGED), never before. */
    void submit(RoutingContext context) {
        Transaction transaction = transaction(Parameters.field(context, "transaction", SUBMISSION));
        peer.submit(transaction)
                .compose(verdict -> unlessInABlock(transaction, verdict))
                .timeout(SETTLING_SECONDS, TimeUnit.SECONDS)
                .onSuccess(verdict -> settled(context, transaction, verdict))
                .onFailure(error -> unsettled(context, transaction, error));
    }

    /** Rationale: whoever is told that its own payment is wrong because it was made pays a second time. */
    private Future<Verdict> unlessInABlock(Transaction transaction, Verdict verdict) {
        if (verdict.refusal().filter(AFTER_INCLUSION::contains).isEmpty()) {
            return Future.succeededFuture(verdict);
        }
        return standing.of(transaction.id())
                .map(found -> found.filter(where -> !(where instanceof TransactionStanding.Standing.Dropped))
                        .<Verdict>map(where -> Verdict.ALREADY_KNOWN)
                        .orElse(verdict));
    }

    private static Transaction transaction(String base64) {
        try {
            return LedgerReader.transaction(Base64.getDecoder().decode(base64));
        } catch (MalformedException e) {
            String detail = String.valueOf(e.getMessage());
            throw new Refusal(new Problem(422, e.fault().slug(), "This is not a transaction", detail));
        } catch (IllegalArgumentException e) {
            throw Parameters.bad("the transaction is not Base64: send " + SUBMISSION);
        }
    }

    private static void settled(RoutingContext context, Transaction transaction, Verdict verdict) {
        JsonObject body = new JsonObject().put("id", transaction.id().hex());
        verdict.fold(new Verdict.Cases<Done>() {
            @Override
            public Done accepted(Verdict.Accepted accepted) {
                Reply.json(context, 202, body.put("level", "logged"));
                return Done.DONE;
            }

            @Override
            public Done alreadyKnown(Verdict.AlreadyKnown known) {
                Reply.json(context, 200, body.put("level", "known"));
                return Done.DONE;
            }

            @Override
            public Done waiting(Verdict.Waiting waiting) {
                Problem.unavailable(waiting.reason()).answer(context);
                return Done.DONE;
            }

            @Override
            public Done rejected(Verdict.Rejected rejected) {
                refused(rejected.fault()).answer(context);
                return Done.DONE;
            }
        });
    }

    /** That too many are handed in at once is not the transaction's fault. */
    private static Problem refused(Fault fault) {
        return fault == Fault.TOO_FAST
                ? new Problem(
                        503,
                        fault.slug(),
                        "The peer is busy",
                        "too many transactions wait for their verdict; send it again")
                : Problem.refused(fault);
    }

    private static void unsettled(RoutingContext context, Transaction transaction, Throwable error) {
        if (error instanceof TimeoutException) {
            Problem.unavailable("no verdict yet; it may still be accepted: look at /v1/txs/"
                            + transaction.id().hex())
                    .answer(context);
        } else {
            Reply.failure(context, error);
        }
    }

    void instruct(RoutingContext context) {
        String name = context.pathParam("name");
        Instruction instruction = instruction(context, name);
        Future<Void> taken = instruction instanceof Instruction.Befriend befriend
                ? peer.ask(view -> banAgainst(befriend.endpoint(), view)).compose(ban -> befriend(befriend, ban))
                : peer.instruct(instruction);
        Reply.with(context, taken, done -> new JsonObject().put("instruction", name));
    }

    private static Optional<Ban> banAgainst(Endpoint endpoint, PeerView view) {
        return view.bans().stream()
                .filter(ban -> ban.isAgainst(Optional.empty(), endpoint.host()))
                .findFirst();
    }

    /** Rationale: a ban that ended because somebody was named again, perhaps by a script, would not be missed. */
    private Future<Void> befriend(Instruction.Befriend befriend, Optional<Ban> against) {
        return against.map(ban -> Future.<Void>failedFuture(new Refusal(new Problem(
                        409,
                        Fault.BANNED.slug(),
                        "The operator has banned this host",
                        ban.whom() + " is banned until " + Shapes.time(ban.untilMillis())
                                + "; lift the ban first: kindling peers unban " + ban.whom()))))
                .orElseGet(() -> peer.instruct(befriend));
    }

    private static Instruction instruction(RoutingContext context, String name) {
        return switch (name) {
            case "mine" -> new Instruction.StartMining();
            case "stop-mining" -> new Instruction.StopMining();
            case "befriend" -> new Instruction.Befriend(endpoint(context));
            default ->
                throw new Refusal(Problem.notFound("there is no instruction '" + Problem.printable(name)
                        + "'; there are mine, stop-mining, and befriend with " + FRIEND));
        };
    }

    private static Endpoint endpoint(RoutingContext context) {
        String text = Parameters.field(context, "endpoint", FRIEND);
        try {
            return Endpoint.parse(text);
        } catch (IllegalArgumentException e) {
            throw Parameters.bad("'" + Problem.printable(text) + "' is no host:port; send " + FRIEND);
        }
    }
}
