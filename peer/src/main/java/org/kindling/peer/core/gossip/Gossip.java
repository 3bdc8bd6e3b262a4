package org.kindling.peer.core.gossip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

/**
 * Passes news on: gossipsub's shape (libp2p gossipsub v1.1 and v1.2) over one mesh for transactions and blocks.
 *
 * <p>What is ours goes to every link. Rationale: flood publishing defeats neighbours that swallow what they should pass on.
 * <p>What is others' goes to the mesh in full, and a few links outside it are told the id once a heartbeat. Rationale: a hole in the
 * mesh is then filled by asking.
 * <p>Nothing comes here unchecked: {@link #fresh} only says what deserves a check, {@link #passOn} takes what passed it.
 */
public final class Gossip {
    /** How many waiting transactions one link is told of at once, in several messages. */
    public static final int ANNOUNCED_MAX = 4 * Message.IDS_MAX;

    private static final int RECENT_PER_HEARTBEAT_MAX = 4_096;

    private final Limits.Gossip limits;
    private final Mesh mesh;
    private final SeenTransactions seen;
    private final Wants wants;
    private final Deque<List<Hash>> history = new ArrayDeque<>();
    private final List<Block> recentBlocks = new ArrayList<>();
    private long nextHeartbeatMillis;

    public Gossip(Limits.Gossip limits, RandomGenerator random, long nowMillis) {
        this.limits = limits;
        this.mesh = new Mesh(limits, random);
        this.seen = new SeenTransactions(limits.seenMax());
        this.wants = new Wants(limits.wantedPerLink(), limits.wantTimeoutMillis());
        this.history.addFirst(new ArrayList<>());
        this.nextHeartbeatMillis = nowMillis + random.nextLong(limits.heartbeatMillis());
    }

    /** A new link is told what waits here, so that two halves that meet again exchange what each missed. */
    public void settled(LinkId link, List<Transaction> waiting, long nowMillis, Outbox out) {
        mesh.settled(link, nowMillis, out);
        announce(link, waiting.stream().map(Transaction::id).toList(), out);
    }

    public void lost(LinkId link) {
        mesh.lost(link);
        wants.lost(link);
    }

    public boolean isInMesh(LinkId link) {
        return mesh.find(link).map(Neighbour::isInMesh).orElse(false);
    }

    // ------------------------------------------------------------------ transactions

    /** Which of these are new here; only those are worth a check. Each is to be passed on, forgotten or found forged afterwards. */
    public List<Transaction> fresh(LinkId from, List<Transaction> shown) {
        List<Transaction> fresh = new ArrayList<>();
        for (Transaction transaction : shown) {
            wants.arrived(transaction.id());
            if (seen.toCheck(transaction)) {
                fresh.add(transaction);
            }
            seen.heldBy(transaction.id(), from);
        }
        return fresh;
    }

    /** These are being checked: the large ones are declined from the others at once (IDONTWANT, gossipsub 1.2). */
    public void inCheck(LinkId from, List<Transaction> fresh, Outbox out) {
        List<Hash> large =
                fresh.stream().filter(this::isLarge).map(Transaction::id).toList();
        if (!large.isEmpty()) {
            toOtherMembers(from, new Message.IDontWant(large), out);
        }
    }

    /** This copy was false. A true one that was declined for its sake is asked for after all. */
    public void forged(LinkId from, Transaction copy, Outbox out) {
        seen.forget(copy);
        if (isLarge(copy) && !seen.contains(copy.id())) {
            toOtherMembers(from, new Message.IWant(List.of(copy.id())), out);
        }
    }

    private boolean isLarge(Transaction transaction) {
        return transaction.sizeBytes() >= limits.dontWantBytes();
    }

    private void toOtherMembers(LinkId from, Message message, Outbox out) {
        for (Neighbour member : mesh.members()) {
            if (!member.link().equals(from)) {
                out.send(member.link(), message);
            }
        }
    }

    /** These came in a block; nobody needs to send them any more. */
    public void included(Block block) {
        block.transactions().forEach(transaction -> isKnown(transaction.id()));
    }

    /** It is here and truly signed, whichever way it came; no copy of it is worth a look. */
    public void isKnown(Hash transaction) {
        wants.arrived(transaction);
        seen.isTrue(transaction);
    }

    /** Another showing deserves another check: what was refused may be welcome later. */
    public void forget(Transaction copy) {
        seen.forget(copy);
    }

    /** Checked transactions of others: to the mesh, in one message a link. */
    public void passOn(List<Transaction> accepted, Outbox out) {
        accepted.forEach(transaction -> {
            isKnown(transaction.id());
            remember(transaction.id());
        });
        push(accepted, mesh.members(), out);
    }

    /** A transaction of ours, on disk by now: to everyone. */
    public void publish(Transaction own, Outbox out) {
        isKnown(own.id());
        remember(own.id());
        push(List.of(own), new ArrayList<>(mesh.all()), out);
    }

    /** Reminds everyone of transactions that still wait, the first {@link #ANNOUNCED_MAX} of these. */
    public void remind(List<Hash> waiting, Outbox out) {
        mesh.all().forEach(neighbour -> announce(neighbour.link(), waiting, out));
    }

    private static void announce(LinkId to, List<Hash> ids, Outbox out) {
        int most = Math.min(ids.size(), ANNOUNCED_MAX);
        for (int from = 0; from < most; from += Message.IDS_MAX) {
            out.send(to, new Message.IHave(ids.subList(from, Math.min(most, from + Message.IDS_MAX))));
        }
    }

    private void push(List<Transaction> transactions, List<Neighbour> to, Outbox out) {
        for (Neighbour neighbour : to) {
            Batch batch = new Batch(neighbour.link(), out);
            for (Transaction transaction : transactions) {
                if (neighbour.wants(transaction.id()) && !seen.isHeldBy(transaction.id(), neighbour.link())) {
                    batch.add(transaction);
                    seen.heldBy(transaction.id(), neighbour.link());
                }
            }
            batch.flush();
        }
    }

    private void remember(Hash transaction) {
        List<Hash> current = history.getFirst();
        if (current.size() < RECENT_PER_HEARTBEAT_MAX) {
            current.add(transaction);
        }
    }

    public void heardIHave(LinkId from, Message.IHave iHave, long nowMillis, Outbox out) {
        List<Hash> missing = new ArrayList<>();
        for (Hash id : iHave.ids()) {
            if (seen.contains(id)) {
                seen.heldBy(id, from);
            } else if (wants.ask(id, from, nowMillis)) {
                missing.add(id);
            }
        }
        if (!missing.isEmpty()) {
            out.send(from, new Message.IWant(missing));
        }
    }

    /** What a link asked for and what was found of it. */
    public void answer(LinkId to, Message.IWant question, List<Transaction> found, Outbox out) {
        mesh.find(to).ifPresent(neighbour -> question.ids().forEach(neighbour::asksFor));
        Batch batch = new Batch(to, out);
        for (Transaction transaction : found) {
            seen.heldBy(transaction.id(), to);
            batch.add(transaction);
        }
        batch.flush();
    }

    /** It has not got these, whatever it said before. */
    public void heardNotFound(LinkId from, Message.NotFound notFound) {
        notFound.ids().forEach(id -> wants.takenBack(id, from));
    }

    public void heardIDontWant(LinkId from, Message.IDontWant iDontWant) {
        mesh.find(from).ifPresent(neighbour -> iDontWant.ids().forEach(neighbour::declines));
    }

    public void heardGraft(LinkId from, long nowMillis, Outbox out) {
        mesh.heardGraft(from, nowMillis, out);
    }

    /** @return whether the link was in the mesh until now */
    public boolean heardPrune(LinkId from, Message.Prune prune, long nowMillis) {
        boolean wasInMesh = isInMesh(from);
        mesh.heardPrune(from, prune.backoffMillis(), nowMillis);
        return wasInMesh;
    }

    // ------------------------------------------------------------------ blocks

    /** That link has this block: it announced it, sent it, or was sent it. */
    public void hasBlock(LinkId link, Hash block) {
        mesh.find(link).ifPresent(neighbour -> neighbour.hasBlock(block));
    }

    /** A block of ours, on disk by now: to everyone. */
    public void publish(Block own, Outbox out) {
        push(own, new ArrayList<>(mesh.all()), out);
    }

    /** A checked block of others: to the mesh at once, to a few others by its header at the next heartbeat. */
    public void passOn(Block block, Outbox out) {
        push(block, mesh.members(), out);
        if (recentBlocks.size() < limits.historyHeartbeats()) {
            recentBlocks.add(block);
        }
    }

    private void push(Block block, List<Neighbour> to, Outbox out) {
        Message.CompactBlock compact = null;
        for (Neighbour neighbour : to) {
            if (neighbour.lacksBlock(block.id())) {
                compact = compact == null ? compact(block) : compact;
                neighbour.hasBlock(block.id());
                out.send(neighbour.link(), compact);
            }
        }
    }

    private static Message.CompactBlock compact(Block block) {
        List<Long> shortIds = new ArrayList<>(block.transactions().size());
        for (Transaction transaction : block.transactions()) {
            shortIds.add(Message.CompactBlock.shortId(transaction.id()));
        }
        return new Message.CompactBlock(block.header(), shortIds);
    }

    // ------------------------------------------------------------------ time

    /** @return the links that announced something, were asked for it and did not answer */
    public List<LinkId> wake(long nowMillis, Outbox out) {
        if (nowMillis < nextHeartbeatMillis) {
            return List.of();
        }
        nextHeartbeatMillis = nowMillis + limits.heartbeatMillis();
        Wants.Lapse lapse = wants.lapsed(nowMillis);
        lapse.again().forEach((link, missing) -> out.send(link, new Message.IWant(missing)));
        mesh.tend(nowMillis, out);
        tellLazily(out);
        history.addFirst(new ArrayList<>());
        while (history.size() > limits.historyHeartbeats()) {
            history.removeLast();
        }
        return List.copyOf(lapse.late());
    }

    private void tellLazily(Outbox out) {
        List<Hash> recent = new ArrayList<>();
        history.forEach(recent::addAll);
        for (Neighbour neighbour : mesh.lazy()) {
            List<Hash> unheard = recent.stream()
                    .filter(id -> !seen.isHeldBy(id, neighbour.link()))
                    .limit(ANNOUNCED_MAX)
                    .toList();
            announce(neighbour.link(), unheard, out);
            for (Block block : recentBlocks) {
                if (neighbour.lacksBlock(block.id())) {
                    neighbour.hasBlock(block.id());
                    out.send(neighbour.link(), new Message.Headers(List.of(block.header())));
                }
            }
        }
        recentBlocks.clear();
    }

    public long nextDeadlineMillis() {
        return nextHeartbeatMillis;
    }
}
