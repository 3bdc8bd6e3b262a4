package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.AnchoredRecord;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Transaction;

/**
 * The last rung: peer records that somebody anchored in the ledger, read from our own disk, the newest first.
 *
 * <p>Reached at once by who knows nobody at all, by anybody else after ten seconds without a link. Rationale: reading what we have costs nobody
 * anything, but whoever is remembered is more likely to be there than whoever once paid to be listed.
 *
 * <p>A few blocks at a time, and bounded in all. Rationale: the peer must go on answering while it looks.
 *
 * <p>After so many different records it rests, and then goes on below; only from the end does it go back to the top. Rationale: whoever fills the
 * newest blocks with forged records, or with one record again and again, delays what was anchored before, but hides nobody.
 */
public final class LedgerRecords {
    /** What is told of where such a record came from. */
    public static final String SOURCE = "ledger";

    static final long LONELY_MILLIS = 10_000;
    private static final int BLOCKS_AT_ONCE = 32;
    private static final int BLOCKS_MAX = 8_192;
    private static final int RECORDS_MAX = 64;
    private static final long PAUSE_MILLIS = 10;
    private static final long REST_MILLIS = 60_000;

    private final NetworkId network;
    private final AddressBook book;
    private final Neighbours neighbours;
    private List<PeerRecord> found = new ArrayList<>();
    private @Nullable Hash top;
    private @Nullable Hash cursor;
    private int read;
    private int inAll;
    /** Different ones since the last rest. */
    private final Set<PeerRecord> records = new LinkedHashSet<>();
    /** How many transactions of the block at the cursor were looked at before the rest. */
    private int looked;

    private long lonelySinceMillis = Long.MIN_VALUE;
    private long nextMillis = Long.MAX_VALUE;
    private String state = "not needed";

    LedgerRecords(NetworkId network, AddressBook book, Neighbours neighbours) {
        this.network = network;
        this.book = book;
        this.neighbours = neighbours;
    }

    void wake(long nowMillis, Picture picture) {
        if (neighbours.size() > 0) {
            lonelySinceMillis = Long.MIN_VALUE;
            nextMillis = Long.MAX_VALUE;
            return;
        }
        if (lonelySinceMillis == Long.MIN_VALUE) {
            lonelySinceMillis = nowMillis;
            nextMillis = book.isEmpty() ? nowMillis : nowMillis + LONELY_MILLIS;
        }
        if (nowMillis >= nextMillis) {
            walk(nowMillis, picture);
        }
    }

    private void walk(long nowMillis, Picture picture) {
        if (cursor == null) {
            top = picture.tip().block();
            cursor = top;
            read = 0;
            looked = 0;
            inAll = 0;
            records.clear();
        }
        if (records.size() >= RECORDS_MAX) {
            records.clear();
        }
        for (int i = 0; i < BLOCKS_AT_ONCE && cursor != null && records.size() < RECORDS_MAX; i++) {
            cursor = picture.blocks().block(cursor).flatMap(this::look).orElse(null);
        }
        state = "looked at " + read + " blocks of our own, found " + inAll + " records";
        nextMillis = nowMillis + pauseMillis(picture);
    }

    private long pauseMillis(Picture picture) {
        boolean hasGrown = !picture.tip().block().equals(top);
        boolean isMore = cursor != null || hasGrown;
        return isMore && records.size() < RECORDS_MAX ? PAUSE_MILLIS : REST_MILLIS;
    }

    /** @return where to look next */
    private Optional<Hash> look(Block block) {
        List<Transaction> transactions = block.transactions();
        while (looked < transactions.size()) {
            if (records.size() >= RECORDS_MAX) {
                return Optional.of(block.id());
            }
            look(transactions.get(looked));
            looked++;
        }
        looked = 0;
        read++;
        return read < BLOCKS_MAX ? Optional.of(block.header().parent()) : Optional.empty();
    }

    private void look(Transaction transaction) {
        if (transaction.body().payload() instanceof Payload.Inscription inscription) {
            AnchoredRecord.in(inscription.content())
                    .filter(record -> record.network().equals(network) && records.add(record))
                    .ifPresent(this::take);
        }
    }

    /** Also a hint where to call, since most of these have expired long ago. */
    private void take(PeerRecord record) {
        found.add(record);
        inAll++;
        record.endpoints().stream().limit(1).forEach(endpoint -> book.hint(endpoint, SOURCE));
    }

    /** Whether somebody was found to be called or checked. */
    boolean isNews() {
        return !found.isEmpty();
    }

    /** Records found since the last time, their signatures yet to be checked. */
    public List<PeerRecord> take() {
        List<PeerRecord> taken = found;
        found = new ArrayList<>();
        return taken;
    }

    long nextDeadline() {
        return nextMillis;
    }

    PeerView.Source source() {
        PeerView.Standing standing =
                nextMillis == Long.MAX_VALUE || inAll == 0 ? PeerView.Standing.WAITING : PeerView.Standing.WORKS;
        return new PeerView.Source(
                "ledger-records", "our own chain", standing, state, nextMillis == Long.MAX_VALUE ? 0 : nextMillis);
    }
}
