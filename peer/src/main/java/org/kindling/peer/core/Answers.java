package org.kindling.peer.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

/** What this peer gives to those who ask: only what it has checked itself. */
final class Answers {
    private final Parts parts;

    Answers(Parts parts) {
        this.parts = parts;
    }

    void peers(LinkId to, Message.GetPeers question, long nowMillis) {
        parts.sessions
                .find(to)
                .ifPresent(session -> parts.out.send(
                        to, new Message.Peers(parts.discovery.sample(question.most(), session.node(), nowMillis))));
    }

    void spec(LinkId to) {
        parts.out.send(to, new Message.Spec(parts.setup.spec()));
    }

    void headers(LinkId to, Message.GetHeaders question) {
        List<BlockHeader> headers = parts.chain.headersAfter(question.locator(), Message.HEADERS_MAX);
        parts.out.send(to, new Message.Headers(headers));
        if (!headers.isEmpty()) {
            parts.gossip.hasBlock(to, headers.get(headers.size() - 1).id());
        }
    }

    void blocks(LinkId to, Message.GetBlocks question) {
        List<Hash> missing = new ArrayList<>();
        for (Hash id : question.ids()) {
            Optional<Block> block = parts.chain.block(id);
            if (block.isPresent()) {
                parts.out.send(to, new Message.FullBlock(block.get()));
                parts.gossip.hasBlock(to, id);
            } else {
                missing.add(id);
            }
        }
        if (!missing.isEmpty()) {
            parts.out.send(to, new Message.NotFound(missing));
        }
    }

    void blockTransactions(LinkId to, Message.GetBlockTransactions question) {
        Optional<Block> block = parts.chain.block(question.block());
        if (block.isEmpty()) {
            parts.out.send(to, new Message.NotFound(List.of(question.block())));
            return;
        }
        List<Transaction> all = block.get().transactions();
        List<Transaction> asked = new ArrayList<>();
        for (int position : question.positions()) {
            if (position >= 0 && position < all.size() && asked.size() < all.size()) {
                asked.add(all.get(position));
            }
        }
        parts.out.send(to, new Message.BlockTransactions(question.block(), asked));
    }
}
