package org.kindling.peer.shell.api;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.Optional;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.Verdict;
import org.kindling.peer.shell.PeerAccess;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.ledger.LedgerReader;
import org.kindling.protocol.ledger.Transaction;

/** Everything that changes something. */
final class Changes {
    private final PeerAccess peer;

    Changes(PeerAccess peer) {
        this.peer = peer;
    }

    /** Answers 202 when the transaction is on disk here and on its way (LOGGED), never before. */
    void submit(RoutingContext context) {
        Optional<Transaction> transaction = transaction(context);
        transaction.ifPresent(known -> peer.submit(known)
                .onSuccess(verdict -> settled(context, known, verdict))
                .onFailure(error -> Queries.failed(context, error)));
    }

    private static Optional<Transaction> transaction(RoutingContext context) {
        try {
            String text = context.body().asJsonObject().getString("transaction", "");
            return Optional.of(LedgerReader.transaction(Base64.getDecoder().decode(text)));
        } catch (MalformedException e) {
            new Problem(422, e.fault().slug(), "This is not a transaction", String.valueOf(e.getMessage()))
                    .answer(context);
        } catch (DecodeException | IllegalArgumentException | ClassCastException | NullPointerException e) {
            Problem.badRequest("send {\"transaction\": \"…\"} with the canonical bytes in Base64")
                    .answer(context);
        }
        return Optional.empty();
    }

    private static void settled(RoutingContext context, Transaction transaction, Verdict verdict) {
        JsonObject body = new JsonObject().put("id", transaction.id().hex());
        if (verdict instanceof Verdict.Accepted) {
            context.response().setStatusCode(202);
            Queries.json(context, body.put("level", "logged"));
        } else if (verdict instanceof Verdict.AlreadyKnown) {
            Queries.json(context, body.put("level", "known"));
        } else if (verdict instanceof Verdict.Rejected rejected) {
            Problem.refused(rejected.fault()).answer(context);
        } else if (verdict instanceof Verdict.Waiting waiting) {
            Problem.unavailable(waiting.reason()).answer(context);
        }
    }

    void instruct(RoutingContext context) {
        Optional<Instruction> instruction = instruction(context);
        if (instruction.isEmpty()) {
            Problem.notFound("there is no instruction '"
                            + context.pathParam("name").replaceAll("[^ -~]", "?")
                            + "'; there are mine, stop-mining, and befriend with {\"endpoint\": \"host:port\"}")
                    .answer(context);
            return;
        }
        peer.instruct(instruction.get())
                .onSuccess(
                        done -> Queries.json(context, new JsonObject().put("instruction", context.pathParam("name"))))
                .onFailure(error -> Queries.failed(context, error));
    }

    private static Optional<Instruction> instruction(RoutingContext context) {
        return switch (context.pathParam("name")) {
            case "mine" -> Optional.of(new Instruction.StartMining());
            case "stop-mining" -> Optional.of(new Instruction.StopMining());
            case "befriend" -> endpoint(context).map(Instruction.Befriend::new);
            default -> Optional.empty();
        };
    }

    private static Optional<Endpoint> endpoint(RoutingContext context) {
        try {
            return Optional.of(Endpoint.parse(context.body().asJsonObject().getString("endpoint", "")));
        } catch (DecodeException | IllegalArgumentException | ClassCastException | NullPointerException e) {
            return Optional.empty();
        }
    }
}
