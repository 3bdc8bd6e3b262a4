package org.kindling.peer.core.sync;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.core.chain.Chain;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.message.ChainTip;
import org.kindling.protocol.message.Message;

/**
 * Catches up with the heaviest chain that can be found: headers first (Bitcoin Core's way since 0.10), then bodies from many links at once.
 *
 * <p>One link at a time is asked for headers, one that we dialled ourselves before others. It hands over to the next when it is late, is
 * gone, has told all, or tells what does not bring us forward. Rationale: the same headers from everybody prove nothing more.
 * <p>A link's claim of work only decides whom to ask; headers prove it, bodies are fetched for proven headers only.
 * <p>When nothing new came for a while a random link is asked for headers. Rationale: neighbours that withhold blocks look exactly like
 * a quiet network, and asking costs a hundred bytes.
 */
public final class Sync {
    private static final Comparator<Supplier> MOST_PROMISING_FIRST = Comparator.comparingInt(Supplier::headersLapsed)
            .thenComparing(supplier -> supplier.link().direction() != Direction.OUTBOUND)
            .thenComparing(supplier -> supplier.tip().work(), Comparator.reverseOrder());

    private final Limits.Sync limits;
    private final Chain chain;
    private final RandomGenerator random;
    private final long quietMillisMax;
    private final TreeMap<LinkId, Supplier> suppliers = new TreeMap<>();
    private final BlockRequests requests = new BlockRequests();
    private long quietSinceMillis;
    private long catchingUpUntilMillis;
    private BigInteger bestWork;
    /** Before this no link is late with its headers; sooner than need be once one has answered. */
    private long headersDeadlineMillis = Long.MAX_VALUE;
    /** Whether anything has changed that decides whom to ask, and what it was decided by. */
    private boolean isLookDue = true;

    private BigInteger lookedAtWork = BigInteger.ZERO;
    private boolean hadRoomForHeaders;

    /** @param quietMillisMax how long without a new block before somebody is asked */
    public Sync(Limits.Sync limits, Chain chain, RandomGenerator random, long quietMillisMax, long nowMillis) {
        this.limits = limits;
        this.chain = chain;
        this.random = random;
        this.quietMillisMax = quietMillisMax;
        this.quietSinceMillis = nowMillis;
        this.bestWork = chain.bestHeader().work();
    }

    public void settled(LinkId link, ChainTip tip, long nowMillis, Outbox out) {
        Supplier supplier = new Supplier(link, tip, limits);
        suppliers.put(link, supplier);
        isLookDue = true;
        askWhoIsAhead(nowMillis, out);
    }

    public void lost(LinkId link) {
        suppliers.remove(link);
        isLookDue = true;
        requests.lost(link);
    }

    /** A link speaks of a block whose parent we do not know. */
    public void heardOfUnknownParent(LinkId link, long nowMillis, Outbox out) {
        Supplier supplier = suppliers.get(link);
        if (supplier != null && !supplier.isAskedForHeaders()) {
            askForHeaders(supplier, List.of(), false, nowMillis, out);
        }
    }

    /** That link follows a chain with this end. */
    public void claims(LinkId link, ChainTip tip) {
        Supplier supplier = suppliers.get(link);
        if (supplier != null) {
            supplier.claims(tip);
            isLookDue = true;
        }
    }

    /** The headers were accepted up to {@code last}; a full message means there are more. */
    public void heardHeaders(LinkId link, int count, Optional<Hash> last, long nowMillis, Outbox out) {
        Supplier supplier = suppliers.get(link);
        if (supplier == null) {
            return;
        }
        supplier.answeredHeaders();
        isLookDue = true;
        boolean isForward = chain.bestHeader().work().compareTo(bestWork) > 0;
        bestWork = chain.bestHeader().work();
        if (count == Message.HEADERS_MAX && last.isPresent()) {
            askForHeaders(supplier, List.of(last.get()), isForward, nowMillis, out);
        } else if (chain.hasRoomForHeaders()) {
            supplier.toldAllHeaders();
        }
        askWhoIsAhead(nowMillis, out);
    }

    /** Asks the most promising link that claims more work than the best headers have, unless one is being asked. Costs nothing while nothing has changed. */
    private void askWhoIsAhead(long nowMillis, Outbox out) {
        BigInteger ourWork = chain.bestHeader().work();
        boolean hasRoom = chain.hasRoomForHeaders();
        boolean isNews = isLookDue || hasRoom != hadRoomForHeaders || !ourWork.equals(lookedAtWork);
        isLookDue = false;
        hadRoomForHeaders = hasRoom;
        lookedAtWork = ourWork;
        if (isNews && hasRoom) {
            mostPromising(ourWork).ifPresent(best -> askForHeaders(best, List.of(), true, nowMillis, out));
        }
    }

    private Optional<Supplier> mostPromising(BigInteger ourWork) {
        Supplier best = null;
        for (Supplier supplier : suppliers.values()) {
            if (supplier.isLeading()) {
                return Optional.empty();
            }
            boolean isCandidate = !supplier.isAskedForHeaders()
                    && !supplier.hasToldAll()
                    && supplier.tip().work().compareTo(ourWork) > 0;
            if (isCandidate && (best == null || MOST_PROMISING_FIRST.compare(supplier, best) < 0)) {
                best = supplier;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Asks for every body that is wanted and not on its way. */
    public void requestBlocks(Predicate<Hash> isComingAnyway, long nowMillis, Outbox out) {
        Map<LinkId, List<Hash>> asks = new LinkedHashMap<>();
        for (Hash block : chain.missingBodies(limits.blocksAhead())) {
            if (requests.isOpen(block) || isComingAnyway.test(block)) {
                continue;
            }
            Optional<Supplier> supplier = bestFor(block, nowMillis);
            if (supplier.isEmpty()) {
                break;
            }
            requests.opened(block, supplier.get().link(), supplier.get().askedForBlock(nowMillis));
            asks.computeIfAbsent(supplier.get().link(), link -> new ArrayList<>())
                    .add(block);
        }
        asks.forEach((link, blocks) -> out.send(link, new Message.GetBlocks(blocks)));
    }

    /** The freest link that says it is at least that far; one that was late only if there is no other. */
    private Optional<Supplier> bestFor(Hash block, long nowMillis) {
        long height = chain.header(block).map(header -> header.height().value()).orElse(0L);
        return suppliers.values().stream()
                .filter(supplier -> supplier.hasRoomAt(nowMillis))
                .filter(supplier -> supplier.tip().height().value() >= height)
                .min(Comparator.comparing(Supplier::isLate).thenComparingInt(Supplier::openBlocks));
    }

    /** A full block came, asked for or not. */
    public void heardBlock(Hash block) {
        requests.close(block).map(suppliers::get).ifPresent(Supplier::deliveredBlock);
    }

    public void heardNotFound(LinkId link, List<Hash> blocks, long nowMillis) {
        for (Hash block : blocks) {
            if (requests.isAskedOf(block, link)) {
                requests.close(block).map(suppliers::get).ifPresent(supplier -> supplier.refusedBlock(nowMillis));
            }
        }
    }

    /** The best chain grew; the network is not quiet. */
    public void tipMoved(long nowMillis) {
        quietSinceMillis = nowMillis;
        if (chain.isOnItsWayToBestHeader()) {
            catchingUpUntilMillis = nowMillis + limits.blockTimeoutMillisMin();
        }
    }

    /**
     * Whether blocks on the way to a heavier chain come in one after the other.
     *
     * <p>Heavier headers alone do not count. Rationale: whoever holds back a body must not be able to make anybody wait for it.
     */
    public boolean isCatchingUp(long nowMillis) {
        return nowMillis < catchingUpUntilMillis && chain.isBehindBestHeader();
    }

    public void wake(long nowMillis, Outbox out) {
        for (LinkId link : requests.lapsed(nowMillis)) {
            Supplier late = suppliers.get(link);
            if (late != null) {
                late.letBlockLapse();
            }
        }
        if (headersDeadlineMillis <= nowMillis) {
            headersDeadlineMillis = Long.MAX_VALUE;
            for (Supplier supplier : suppliers.values()) {
                if (supplier.headersDeadlineMillis() <= nowMillis) {
                    supplier.letHeadersLapse();
                    isLookDue = true;
                }
                headersDeadlineMillis = Math.min(headersDeadlineMillis, supplier.headersDeadlineMillis());
            }
        }
        askWhoIsAhead(nowMillis, out);
        if (nowMillis - quietSinceMillis >= quietMillisMax) {
            quietSinceMillis = nowMillis;
            askSomebody(nowMillis, out);
        }
    }

    private void askSomebody(long nowMillis, Outbox out) {
        List<Supplier> idle = suppliers.values().stream()
                .filter(supplier -> !supplier.isAskedForHeaders())
                .toList();
        if (!idle.isEmpty()) {
            askForHeaders(idle.get(random.nextInt(idle.size())), List.of(), false, nowMillis, out);
        }
    }

    private void askForHeaders(Supplier supplier, List<Hash> first, boolean leading, long nowMillis, Outbox out) {
        List<Hash> locator = new ArrayList<>(first);
        for (Hash block : chain.locator()) {
            if (locator.size() < Message.LOCATOR_MAX && !locator.contains(block)) {
                locator.add(block);
            }
        }
        supplier.askedForHeaders(leading, nowMillis);
        headersDeadlineMillis = Math.min(headersDeadlineMillis, supplier.headersDeadlineMillis());
        out.send(supplier.link(), new Message.GetHeaders(locator));
    }

    public long nextDeadlineMillis(long nowMillis) {
        long next = Math.min(requests.nextDeadlineMillis(), quietSinceMillis + quietMillisMax);
        next = isCatchingUp(nowMillis) ? Math.min(next, catchingUpUntilMillis) : next;
        for (Supplier supplier : suppliers.values()) {
            next = Math.min(next, supplier.headersDeadlineMillis());
            next = supplier.pausedUntilMillis() > nowMillis ? Math.min(next, supplier.pausedUntilMillis()) : next;
        }
        return next;
    }
}
