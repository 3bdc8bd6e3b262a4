package org.kindling.peer.core.session;

import org.kindling.protocol.message.Message;
import org.kindling.protocol.message.Message.BlockTransactions;
import org.kindling.protocol.message.Message.CompactBlock;
import org.kindling.protocol.message.Message.FullBlock;
import org.kindling.protocol.message.Message.GetBlockTransactions;
import org.kindling.protocol.message.Message.GetBlocks;
import org.kindling.protocol.message.Message.GetHeaders;
import org.kindling.protocol.message.Message.GetPeers;
import org.kindling.protocol.message.Message.GetSpec;
import org.kindling.protocol.message.Message.Goodbye;
import org.kindling.protocol.message.Message.Graft;
import org.kindling.protocol.message.Message.Headers;
import org.kindling.protocol.message.Message.Hello;
import org.kindling.protocol.message.Message.IDontWant;
import org.kindling.protocol.message.Message.IHave;
import org.kindling.protocol.message.Message.IWant;
import org.kindling.protocol.message.Message.NotFound;
import org.kindling.protocol.message.Message.Peers;
import org.kindling.protocol.message.Message.Ping;
import org.kindling.protocol.message.Message.Pong;
import org.kindling.protocol.message.Message.Prune;
import org.kindling.protocol.message.Message.Receipt;
import org.kindling.protocol.message.Message.Spec;
import org.kindling.protocol.message.Message.Transactions;
import org.kindling.protocol.message.Message.Unknown;

/** Which allowance a heard message is charged to. */
enum Traffic {
    /** Begins or ends a link; the only kinds that may come before the greeting. */
    GREETING,
    /** May answer a question of ours; free as long as we are owed one of its kind. */
    ANSWER,
    /** Asked by somebody catching up. */
    QUESTION,
    /** All the rest. */
    TALK;

    static Traffic of(Message message) {
        return message.fold(KINDS);
    }

    /** How many messages it counts for: as many as the things it asks for. */
    static int weight(Message message) {
        if (message instanceof GetBlocks blocks) {
            return Math.max(1, blocks.ids().size());
        }
        return message instanceof IWant wanted ? Math.max(1, wanted.ids().size()) : 1;
    }

    private static final Message.Cases<Traffic> KINDS = new Message.Cases<>() {
        @Override
        public Traffic hello(Hello hello) {
            return GREETING;
        }

        @Override
        public Traffic goodbye(Goodbye goodbye) {
            return GREETING;
        }

        @Override
        public Traffic ping(Ping ping) {
            return TALK;
        }

        @Override
        public Traffic pong(Pong pong) {
            return ANSWER;
        }

        @Override
        public Traffic getPeers(GetPeers getPeers) {
            return TALK;
        }

        @Override
        public Traffic peers(Peers peers) {
            return ANSWER;
        }

        @Override
        public Traffic receipt(Receipt receipt) {
            return TALK;
        }

        @Override
        public Traffic getSpec(GetSpec getSpec) {
            return GREETING;
        }

        @Override
        public Traffic spec(Spec spec) {
            return ANSWER;
        }

        @Override
        public Traffic transactions(Transactions transactions) {
            return ANSWER;
        }

        @Override
        public Traffic iHave(IHave iHave) {
            return TALK;
        }

        @Override
        public Traffic iWant(IWant iWant) {
            return TALK;
        }

        @Override
        public Traffic iDontWant(IDontWant iDontWant) {
            return TALK;
        }

        @Override
        public Traffic graft(Graft graft) {
            return TALK;
        }

        @Override
        public Traffic prune(Prune prune) {
            return TALK;
        }

        @Override
        public Traffic compactBlock(CompactBlock compactBlock) {
            return TALK;
        }

        @Override
        public Traffic getBlockTransactions(GetBlockTransactions getBlockTransactions) {
            return QUESTION;
        }

        @Override
        public Traffic blockTransactions(BlockTransactions blockTransactions) {
            return ANSWER;
        }

        @Override
        public Traffic getHeaders(GetHeaders getHeaders) {
            return QUESTION;
        }

        @Override
        public Traffic headers(Headers headers) {
            return ANSWER;
        }

        @Override
        public Traffic getBlocks(GetBlocks getBlocks) {
            return QUESTION;
        }

        @Override
        public Traffic fullBlock(FullBlock fullBlock) {
            return ANSWER;
        }

        @Override
        public Traffic notFound(NotFound notFound) {
            return ANSWER;
        }

        @Override
        public Traffic unknown(Unknown unknown) {
            return TALK;
        }
    };
}
