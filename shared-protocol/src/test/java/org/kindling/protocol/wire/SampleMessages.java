package org.kindling.protocol.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.Samples;
import org.kindling.protocol.message.Message;

/** One message of every kind, by the name of its golden vector. */
final class SampleMessages {
    private SampleMessages() {}

    static Map<String, Message> all() {
        Map<String, Message> all = new LinkedHashMap<>();
        session(all);
        discovery(all);
        gossip(all);
        sync(all);
        all.put("unknown", new Message.Unknown(4711, Bytes.fromHex("0badcafe")));
        return all;
    }

    private static void session(Map<String, Message> all) {
        all.put(
                "hello",
                new Message.Hello(
                        Message.Hello.VERSION,
                        Samples.spec().id(),
                        Samples.record(1),
                        Samples.tip(),
                        "kindling/0.1.0",
                        Samples.NOW_MILLIS,
                        "203.0.113.9"));
        all.put("goodbye", new Message.Goodbye(Fault.FULL, List.of(Samples.record(2))));
        all.put("ping", new Message.Ping(0x0123456789abcdefL));
        all.put("pong", new Message.Pong(-1));
    }

    private static void discovery(Map<String, Message> all) {
        all.put("get-peers", new Message.GetPeers(16));
        all.put("peers", new Message.Peers(List.of(Samples.record(3), Samples.record(4)), new Message.Reach(12, 70)));
        all.put("receipt", new Message.Receipt(Samples.reply(Samples.announce()).head()));
        all.put("get-spec", new Message.GetSpec());
        all.put("spec", new Message.Spec(Samples.spec()));
    }

    private static void gossip(Map<String, Message> all) {
        all.put(
                "transactions",
                new Message.Transactions(List.of(Samples.transfer(0), Samples.inscription(), Samples.notarisation())));
        all.put("i-have", new Message.IHave(List.of(Samples.hash(1), Samples.hash(2))));
        all.put("i-want", new Message.IWant(List.of(Samples.hash(1))));
        all.put("i-dont-want", new Message.IDontWant(List.of(Samples.hash(2))));
        all.put("graft", new Message.Graft());
        all.put("prune", new Message.Prune(60_000, List.of(Samples.record(5))));
        all.put(
                "compact-block",
                new Message.CompactBlock(
                        Samples.block().header(),
                        Samples.block().transactions().stream()
                                .map(transaction -> Message.CompactBlock.shortId(transaction.id()))
                                .toList()));
        all.put(
                "get-block-transactions",
                new Message.GetBlockTransactions(Samples.block().id(), List.of(0, 2, 8191)));
        all.put(
                "block-transactions",
                new Message.BlockTransactions(Samples.block().id(), List.of(Samples.notarisation())));
    }

    private static void sync(Map<String, Message> all) {
        all.put("get-headers", new Message.GetHeaders(List.of(Samples.hash(3), Samples.hash(4))));
        all.put("headers", new Message.Headers(List.of(Samples.block().header(), Samples.header(2, List.of()))));
        all.put("get-blocks", new Message.GetBlocks(List.of(Samples.hash(5))));
        all.put("full-block", new Message.FullBlock(Samples.block()));
        all.put("not-found", new Message.NotFound(List.of(Samples.hash(6))));
    }
}
