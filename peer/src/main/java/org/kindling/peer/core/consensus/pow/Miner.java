package org.kindling.peer.core.consensus.pow;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.ProofOfWork;
import org.kindling.protocol.ledger.Seal;
import org.kindling.protocol.ledger.Target;

/**
 * Searches for the next block, slice by slice, at a bounded pace and never with more than one slice at work.
 *
 * <p>Every slice searches a header with the time at which it began. Rationale: the retarget believes header times, and a time fixed when
 * the template was made would tell of a block found at once.
 *
 * <p>A new head is taken up with the next slice; other transactions at most every {@code templateMillis}. Rationale: choosing
 * transactions costs more than a slice of searching.
 */
public final class Miner {
    private final Templates templates;
    private final Address rewardTo;
    private final long templateMillis;
    private final RandomGenerator random;
    private final Pace pace;

    private boolean isRunning;
    private boolean isPaused;
    private boolean isSliceAtWork;
    private @Nullable Template template;
    private @Nullable Candidate candidate;
    private long templateChanges;
    private long templateSinceMillis;

    /** The header that the slice at work searches. */
    private record Candidate(BlockHeader.Fields fields, Hash seed) {}

    /** A miner that stands still until it is started. */
    public Miner(Templates templates, Address rewardTo, Limits.Mining limits, RandomGenerator random) {
        this.templates = templates;
        this.rewardTo = rewardTo;
        this.templateMillis = limits.templateMillis();
        this.random = random;
        this.pace = new Pace(limits);
    }

    public boolean isRunning() {
        return isRunning;
    }

    /** Searches from the next {@link #wake} on. */
    public void start() {
        isRunning = true;
    }

    /** Stops; what the slice at work may still find is ignored. */
    public void stop() {
        isRunning = false;
        template = null;
        candidate = null;
    }

    /** Asks for no further slice until {@link #resume}: searching on top of the past helps nobody. */
    public void pause() {
        isPaused = true;
    }

    /** Goes on after a {@link #pause}. */
    public void resume() {
        isPaused = false;
    }

    /** When to wake this miner, Unix milliseconds; {@link Long#MAX_VALUE} if there is nothing to wait for. */
    public long nextDeadline() {
        return isRunning && !isPaused && !isSliceAtWork ? pace.nextMillis() : Long.MAX_VALUE;
    }

    /** Asks for the next slice if one is due. */
    public void wake(long nowMillis, Outbox outbox) {
        if (nowMillis < nextDeadline()) {
            return;
        }
        Template current = refreshed(nowMillis);
        BlockHeader.Fields fields = at(current.fields(), nowMillis);
        Hash seed = ProofOfWork.seed(fields);
        candidate = new Candidate(fields, seed);
        isSliceAtWork = true;
        pace.begin(nowMillis);
        outbox.compute(new MiningSlice(seed, random.nextLong(), pace.hashesPerSlice(), target(fields)));
    }

    /** Hears what a slice came to: the block, if one was found on the present head. The next slice begins with a {@link #wake}. */
    public Optional<Block> computed(MiningOutcome outcome) {
        isSliceAtWork = false;
        Optional<Block> found = outcome.fold(new Hearing());
        if (found.isPresent()) {
            template = null;
            candidate = null;
        }
        return found;
    }

    private final class Hearing implements MiningOutcome.Cases<Optional<Block>> {
        @Override
        public Optional<Block> found(MiningOutcome.Found outcome) {
            return sealed(outcome);
        }

        @Override
        public Optional<Block> notFound(MiningOutcome.NotFound outcome) {
            return Optional.empty();
        }
    }

    private Optional<Block> sealed(MiningOutcome.Found found) {
        if (candidate == null || template == null) {
            return Optional.empty();
        }
        boolean isCurrent = candidate.seed().equals(found.seed())
                && template.fields().parent().equals(templates.head());
        if (!isCurrent) {
            return Optional.empty();
        }
        Seal seal = new Seal.Work(bits(candidate.fields()), found.nonce());
        BlockHeader header = new BlockHeader(candidate.fields().with(seal));
        return Optional.of(new Block(header, template.transactions()));
    }

    private Template refreshed(long nowMillis) {
        Template current = template;
        if (current != null && current.fields().parent().equals(templates.head()) && !isOutdated(nowMillis)) {
            return current;
        }
        templateChanges = templates.changes();
        templateSinceMillis = nowMillis;
        current = templates.next(rewardTo);
        template = current;
        return current;
    }

    private boolean isOutdated(long nowMillis) {
        return templates.changes() != templateChanges && nowMillis >= templateSinceMillis + templateMillis;
    }

    private static BlockHeader.Fields at(BlockHeader.Fields fields, long nowMillis) {
        return new BlockHeader.Fields(
                fields.version(),
                fields.height(),
                fields.parent(),
                Math.max(nowMillis, fields.timeMillis()),
                fields.transactionRoot(),
                fields.transactionCount(),
                fields.stateRoot(),
                fields.historyRoot(),
                fields.producer(),
                fields.seal());
    }

    private static int bits(BlockHeader.Fields fields) {
        return fields.seal().fold(Seal.Work::bits);
    }

    private static Target target(BlockHeader.Fields fields) {
        return Target.ofBits(bits(fields));
    }
}
