package org.kindling.peer.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.LedgerReader;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

/**
 * What this peer gives to those who ask: only what it has checked itself, each thing once a question, and to each link no more than its
 * allowance of bytes.
 *
 * <p>Among the peers is this one. Rationale: what its Hello said of it may have changed since.
 *
 * <p>Blocks and transactions beyond the allowance are "not found". Rationale: whoever asks honestly then asks somebody else at once.
 */
final class Answers {
    /** The most bytes of a header, for the allowance. */
    private static final int HEADER_BYTES_MAX = 320;

    /** The most bytes of transactions in answer to one IWANT: two messages. */
    private static final int WANTED_BYTES_MAX = 1 << 20;

    private final Parts parts;

    Answers(Parts parts) {
        this.parts = parts;
    }

    Optional<Fault> peers(LinkId to, Message.GetPeers question, long nowMillis) {
        if (!parts.sessions.serves(to, (long) question.most() * PeerRecord.BYTES_MAX, nowMillis)) {
            return Optional.of(Fault.TOO_FAST);
        }
        parts.sessions.find(to).ifPresent(session -> {
            List<PeerRecord> records = new ArrayList<>(List.of(parts.ownRecord.current()));
            records.addAll(parts.discovery.sample(question.most() - 1, session.node(), nowMillis));
            parts.out.send(
                    to, new Message.Peers(records, parts.discovery.outlook().reach()));
        });
        return Optional.empty();
    }

    Optional<Fault> spec(LinkId to, long nowMillis) {
        if (!parts.sessions.serves(to, LedgerReader.SPEC_BYTES_MAX, nowMillis)) {
            return Optional.of(Fault.TOO_FAST);
        }
        parts.out.send(to, new Message.Spec(parts.setup.spec()));
        return Optional.empty();
    }

    Optional<Fault> headers(LinkId to, Message.GetHeaders question, long nowMillis) {
        List<BlockHeader> headers = parts.chain.headersAfter(question.locator(), Message.HEADERS_MAX);
        if (!parts.sessions.serves(to, (long) headers.size() * HEADER_BYTES_MAX, nowMillis)) {
            return Optional.of(Fault.TOO_FAST);
        }
        parts.out.send(to, new Message.Headers(headers));
        if (!headers.isEmpty()) {
            parts.gossip.hasBlock(to, headers.get(headers.size() - 1).id());
        }
        return Optional.empty();
    }

    void blocks(LinkId to, Message.GetBlocks question, long nowMillis) {
        List<Hash> missing = new ArrayList<>();
        int looks = parts.setup.limits().sync().blocksPerLink();
        for (Hash id : question.ids().stream().distinct().toList()) {
            looks--;
            Optional<Block> block = looks >= 0 ? served(to, id, nowMillis) : Optional.empty();
            if (block.isPresent()) {
                parts.out.send(to, new Message.FullBlock(block.get()));
                parts.gossip.hasBlock(to, id);
            } else {
                missing.add(id);
            }
        }
        notFound(to, missing);
    }

    private Optional<Block> served(LinkId to, Hash id, long nowMillis) {
        return parts.chain
                .block(id)
                .filter(block -> parts.sessions.serves(to, HEADER_BYTES_MAX + block.sizeBytes(), nowMillis));
    }

    void blockTransactions(LinkId to, Message.GetBlockTransactions question, long nowMillis) {
        Optional<Block> block = served(to, question.block(), nowMillis);
        if (block.isEmpty()) {
            notFound(to, List.of(question.block()));
            return;
        }
        List<Transaction> all = block.get().transactions();
        List<Transaction> asked = new ArrayList<>();
        for (int position : question.positions()) {
            if (position < all.size()) {
                asked.add(all.get(position));
            }
        }
        parts.out.send(to, new Message.BlockTransactions(question.block(), asked));
    }

    void transactions(LinkId to, Message.IWant question, long nowMillis) {
        List<Transaction> found = new ArrayList<>();
        List<Hash> missing = new ArrayList<>();
        int bytes = 0;
        for (Hash id : question.ids().stream().distinct().toList()) {
            Optional<Transaction> transaction = parts.mempool.find(id);
            int more = transaction.map(Transaction::sizeBytes).orElse(0);
            if (transaction.isPresent()
                    && bytes + more <= WANTED_BYTES_MAX
                    && parts.sessions.serves(to, more, nowMillis)) {
                bytes += more;
                found.add(transaction.get());
            } else {
                missing.add(id);
            }
        }
        parts.gossip.answer(to, question, found, parts.out);
        notFound(to, missing);
    }

    private void notFound(LinkId to, List<Hash> missing) {
        if (!missing.isEmpty()) {
            parts.out.send(to, new Message.NotFound(missing));
        }
    }
}
