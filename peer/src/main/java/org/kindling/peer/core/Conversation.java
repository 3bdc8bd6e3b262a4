package org.kindling.peer.core;

import java.util.Optional;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.Fault;
import org.kindling.protocol.message.Message;

/** One message of one link: which part of the peer hears it. Returns the fault of the sender, if there is one. */
final class Conversation implements Message.Cases<Optional<Fault>> {
    private final Parts parts;
    private final Intakes intakes;
    private final LinkId link;
    private final long nowMillis;

    Conversation(Parts parts, Intakes intakes, LinkId link, long nowMillis) {
        this.parts = parts;
        this.intakes = intakes;
        this.link = link;
        this.nowMillis = nowMillis;
    }

    private static Optional<Fault> noFault() {
        return Optional.empty();
    }

    @Override
    public Optional<Fault> hello(Message.Hello hello) {
        intakes.neighbours().heardHello(link, hello, nowMillis);
        return noFault();
    }

    @Override
    public Optional<Fault> goodbye(Message.Goodbye goodbye) {
        if (link.direction() == Direction.OUTBOUND || parts.sessions.find(link).isPresent()) {
            intakes.records().check(Optional.of(link), parts.discovery.source(link), goodbye.others(), nowMillis);
        }
        intakes.neighbours().heardGoodbye(link, goodbye.reason(), nowMillis);
        return noFault();
    }

    @Override
    public Optional<Fault> ping(Message.Ping ping) {
        parts.out.send(link, new Message.Pong(ping.nonce()));
        return noFault();
    }

    @Override
    public Optional<Fault> pong(Message.Pong pong) {
        parts.sessions.pong(link, pong, nowMillis);
        return noFault();
    }

    @Override
    public Optional<Fault> getPeers(Message.GetPeers getPeers) {
        return intakes.answers().peers(link, getPeers, nowMillis);
    }

    @Override
    public Optional<Fault> peers(Message.Peers peers) {
        intakes.records().check(Optional.of(link), parts.discovery.source(link), peers.records(), nowMillis);
        parts.sessions
                .find(link)
                .ifPresent(session -> parts.discovery.outlook().heard(session.node(), peers.reach(), nowMillis));
        return noFault();
    }

    @Override
    public Optional<Fault> receipt(Message.Receipt receipt) {
        return intakes.receipts().heard(link, receipt.head(), nowMillis);
    }

    @Override
    public Optional<Fault> getSpec(Message.GetSpec getSpec) {
        return intakes.answers().spec(link, nowMillis);
    }

    @Override
    public Optional<Fault> spec(Message.Spec spec) {
        return Optional.of(Fault.UNASKED);
    }

    @Override
    public Optional<Fault> transactions(Message.Transactions transactions) {
        return intakes.transactions().heard(link, transactions.transactions());
    }

    @Override
    public Optional<Fault> iHave(Message.IHave iHave) {
        parts.gossip.heardIHave(link, iHave, nowMillis, parts.out);
        return noFault();
    }

    @Override
    public Optional<Fault> iWant(Message.IWant iWant) {
        intakes.answers().transactions(link, iWant, nowMillis);
        return noFault();
    }

    @Override
    public Optional<Fault> iDontWant(Message.IDontWant iDontWant) {
        parts.gossip.heardIDontWant(link, iDontWant);
        return noFault();
    }

    @Override
    public Optional<Fault> graft(Message.Graft graft) {
        parts.gossip.heardGraft(link, nowMillis, parts.out);
        return noFault();
    }

    @Override
    public Optional<Fault> prune(Message.Prune prune) {
        if (parts.gossip.heardPrune(link, prune, nowMillis)) {
            intakes.records().check(Optional.of(link), parts.discovery.source(link), prune.others(), nowMillis);
        }
        return noFault();
    }

    @Override
    public Optional<Fault> compactBlock(Message.CompactBlock compactBlock) {
        return intakes.blocks().heard(link, compactBlock, nowMillis);
    }

    @Override
    public Optional<Fault> getBlockTransactions(Message.GetBlockTransactions getBlockTransactions) {
        intakes.answers().blockTransactions(link, getBlockTransactions, nowMillis);
        return noFault();
    }

    @Override
    public Optional<Fault> blockTransactions(Message.BlockTransactions blockTransactions) {
        return intakes.blocks().heard(link, blockTransactions);
    }

    @Override
    public Optional<Fault> getHeaders(Message.GetHeaders getHeaders) {
        return intakes.answers().headers(link, getHeaders, nowMillis);
    }

    @Override
    public Optional<Fault> headers(Message.Headers headers) {
        return intakes.blocks().heard(link, headers, nowMillis);
    }

    @Override
    public Optional<Fault> getBlocks(Message.GetBlocks getBlocks) {
        intakes.answers().blocks(link, getBlocks, nowMillis);
        return noFault();
    }

    @Override
    public Optional<Fault> fullBlock(Message.FullBlock fullBlock) {
        return intakes.blocks().heard(link, fullBlock, nowMillis);
    }

    @Override
    public Optional<Fault> notFound(Message.NotFound notFound) {
        parts.sync.heardNotFound(link, notFound.ids(), nowMillis);
        parts.gossip.heardNotFound(link, notFound);
        notFound.ids().forEach(id -> parts.compactBlocks.heardNotFound(link, id));
        return noFault();
    }

    @Override
    public Optional<Fault> unknown(Message.Unknown unknown) {
        return Optional.of(Fault.UNKNOWN_MESSAGE);
    }
}
