package org.kindling.peer.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.kindling.peer.boundary.Ban;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.core.session.Session;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Transaction;

/** The peer as its world may see it between two steps. */
final class ReadOnly implements PeerView {
    private final Parts parts;
    private final LongSupplier now;

    /** @param now the time of the latest step, Unix milliseconds */
    ReadOnly(Parts parts, LongSupplier now) {
        this.parts = parts;
        this.now = now;
    }

    @Override
    public NodeId node() {
        return parts.self;
    }

    @Override
    public NetworkId network() {
        return parts.network;
    }

    @Override
    public NetworkSpec spec() {
        return parts.setup.spec();
    }

    @Override
    public PeerRecord self() {
        return parts.ownRecord.current();
    }

    @Override
    public List<String> trackers(int most) {
        return parts.discovery.standIn().trackersToName(parts.ownRecord.current(), now.getAsLong()).stream()
                .limit(most)
                .toList();
    }

    @Override
    public List<PeerRecord> records(int most) {
        List<PeerRecord> records = new ArrayList<>();
        if (parts.ownRecord.isIssued()) {
            records.add(parts.ownRecord.current());
        }
        records.addAll(parts.discovery.standIn().known(now.getAsLong()));
        parts.discovery.sample(most, parts.self, now.getAsLong()).stream()
                .filter(record -> !records.contains(record))
                .forEach(records::add);
        return List.copyOf(records.subList(0, Math.min(most, records.size())));
    }

    @Override
    public Head head() {
        return parts.chain.head();
    }

    @Override
    public Optional<BlockHeader> headerAt(Height height) {
        return parts.chain.headerAt(height);
    }

    @Override
    public Optional<BlockHeader> header(Hash block) {
        return parts.chain.header(block);
    }

    @Override
    public Optional<Block> block(Hash block) {
        return parts.chain.block(block);
    }

    @Override
    public boolean isOnBestChain(Hash block) {
        return parts.chain.isOnBestChain(block);
    }

    @Override
    public Account account(Address address) {
        return parts.chain.state().account(address);
    }

    @Override
    public long nextNonce(Address address) {
        return parts.mempool.nextNonce(address, account(address));
    }

    @Override
    public Optional<Transaction> waiting(Hash transaction) {
        return parts.mempool.find(transaction);
    }

    @Override
    public Optional<String> dropped(Hash transaction) {
        return parts.own.dropped(transaction);
    }

    @Override
    public List<Transaction> mempool(int most) {
        return parts.mempool.list(most);
    }

    @Override
    public int mempoolSize() {
        return parts.mempool.size();
    }

    @Override
    public List<Link> links() {
        return parts.sessions.settled().stream().map(this::link).toList();
    }

    private Link link(Session session) {
        return new Link(
                session.node(),
                session.direction(),
                session.remote(),
                session.agent(),
                session.tip().height(),
                parts.gossip.isInMesh(session.link()),
                session.sinceMillis(),
                session.pingMillis());
    }

    @Override
    public Neighbourhood neighbourhood() {
        return parts.discovery.neighbourhood().and(parts.whereabouts.source(now.getAsLong()));
    }

    @Override
    public List<Ban> bans() {
        return parts.sessions.bans().all(now.getAsLong());
    }

    @Override
    public Independence independence() {
        return parts.discovery.outlook().independence();
    }

    @Override
    public Sync sync() {
        Height target = parts.chain.bestHeader().height();
        boolean isCaughtUp =
                parts.chain.bestHeader().work().compareTo(parts.chain.head().work()) <= 0;
        return new Sync(parts.chain.head().height(), target, isCaughtUp);
    }
}
