package org.kindling.peer.lab.invariant;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kindling.peer.boundary.Ban;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Transaction;

/** What a peer shows, as a test draws it. */
final class Sketch implements PeerView {
    private final NetworkSpec spec;
    private final Map<Address, Account> accounts = new LinkedHashMap<>();
    private final Map<Hash, Block> blocks = new LinkedHashMap<>();
    private Head head = new Head(Height.GENESIS, Hash.ZERO, Hash.ZERO, 0, BigInteger.ZERO);
    int mempoolSize;
    int known;
    int worthACall;
    List<Link> links = List.of();

    Sketch(NetworkSpec spec) {
        this.spec = spec;
    }

    /** Stands on this block, in the state its header names. */
    void standOn(Block block) {
        standOn(block, block.header().stateRoot());
    }

    void standOn(Block block, Hash stateRoot) {
        blocks.put(block.id(), block);
        head = new Head(block.height(), block.id(), stateRoot, block.header().timeMillis(), BigInteger.ONE);
    }

    void hold(Address address, long units) {
        accounts.put(address, new Account(Amount.of(units), 0));
    }

    @Override
    public NodeId node() {
        throw new UnsupportedOperationException("not drawn");
    }

    @Override
    public NetworkId network() {
        return spec.id();
    }

    @Override
    public NetworkSpec spec() {
        return spec;
    }

    @Override
    public PeerRecord self() {
        throw new UnsupportedOperationException("not drawn");
    }

    @Override
    public List<String> trackers(int most) {
        throw new UnsupportedOperationException("not drawn");
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public Optional<BlockHeader> headerAt(Height height) {
        return Optional.empty();
    }

    @Override
    public Optional<BlockHeader> header(Hash block) {
        return block(block).map(Block::header);
    }

    @Override
    public Optional<Block> block(Hash block) {
        return Optional.ofNullable(blocks.get(block));
    }

    @Override
    public boolean isOnBestChain(Hash block) {
        return head.block().equals(block);
    }

    @Override
    public Account account(Address address) {
        return accounts.getOrDefault(address, Account.EMPTY);
    }

    @Override
    public long nextNonce(Address address) {
        return account(address).nonce();
    }

    @Override
    public Optional<Transaction> waiting(Hash transaction) {
        return Optional.empty();
    }

    @Override
    public Optional<String> dropped(Hash transaction) {
        return Optional.empty();
    }

    @Override
    public List<Transaction> mempool(int most) {
        return List.of();
    }

    @Override
    public int mempoolSize() {
        return mempoolSize;
    }

    @Override
    public List<Link> links() {
        return links;
    }

    @Override
    public List<Ban> bans() {
        return List.of();
    }

    @Override
    public Independence independence() {
        return new Independence(false, "", List.of(), 1, 0, 0, 0);
    }

    @Override
    public Neighbourhood neighbourhood() {
        return new Neighbourhood(List.of(), known, 0, worthACall, 0, 0, List.of());
    }

    @Override
    public List<PeerRecord> records(int most) {
        return List.of();
    }

    @Override
    public Sync sync() {
        return new Sync(head.height(), head.height(), true);
    }
}
