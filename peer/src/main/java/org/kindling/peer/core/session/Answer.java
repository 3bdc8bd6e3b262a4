package org.kindling.peer.core.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Limits;
import org.kindling.protocol.message.Message;

/** The kinds of answers, and which question earns how many of which. */
enum Answer {
    PONG(Message.Pong.class),
    PEERS(Message.Peers.class),
    SPEC(Message.Spec.class),
    TRANSACTIONS(Message.Transactions.class),
    BLOCK_TRANSACTIONS(Message.BlockTransactions.class),
    HEADERS(Message.Headers.class),
    BLOCK(Message.FullBlock.class),
    NOT_FOUND(Message.NotFound.class);

    /** So many messages of one kind may come. */
    record Owed(Answer kind, int messages) {}

    private final Class<? extends Message> message;

    Answer(Class<? extends Message> message) {
        this.message = message;
    }

    /** The kind of answer this message can be. */
    static Optional<Answer> in(Message message) {
        for (Answer kind : values()) {
            if (kind.message.isInstance(message)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** What may come back for this message; nothing, if it is no question. */
    static List<Owed> to(Message message) {
        List<Owed> owed = new ArrayList<>(2);
        if (message instanceof Message.GetBlocks blocks) {
            owed.add(new Owed(BLOCK, blocks.ids().size()));
            owed.add(new Owed(NOT_FOUND, 1));
        } else if (message instanceof Message.IWant wanted) {
            owed.add(new Owed(TRANSACTIONS, wanted.ids().size()));
            owed.add(new Owed(NOT_FOUND, 1));
        } else if (message instanceof Message.GetBlockTransactions) {
            owed.add(new Owed(BLOCK_TRANSACTIONS, 1));
            owed.add(new Owed(NOT_FOUND, 1));
        } else if (message instanceof Message.GetHeaders) {
            owed.add(new Owed(HEADERS, 1));
        } else if (message instanceof Message.GetPeers) {
            owed.add(new Owed(PEERS, 1));
        } else if (message instanceof Message.GetSpec) {
            owed.add(new Owed(SPEC, 1));
        } else if (message instanceof Message.Ping) {
            owed.add(new Owed(PONG, 1));
        }
        return owed;
    }

    /** How long after the question its answer still is one. */
    long patienceMillis(Limits limits) {
        return switch (this) {
            case PONG -> limits.links().deadMillis();
            case SPEC -> limits.links().handshakeMillis();
            case PEERS -> limits.discovery().exchangeMillis();
            case TRANSACTIONS -> limits.gossip().wantTimeoutMillis();
            case BLOCK_TRANSACTIONS -> limits.gossip().compactTimeoutMillis();
            case HEADERS -> limits.sync().headersTimeoutMillis();
            case BLOCK, NOT_FOUND -> limits.sync().blockTimeoutMillisMax();
        };
    }

    /** Whether its bytes are as good as asked for, too: blocks and headers come at the speed at which we ask for them. */
    boolean isEarningBytes() {
        return this != TRANSACTIONS;
    }
}
