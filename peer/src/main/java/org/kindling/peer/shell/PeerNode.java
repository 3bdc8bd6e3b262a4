package org.kindling.peer.shell;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Verdict;
import org.kindling.peer.core.Peer;
import org.kindling.peer.shell.disk.Index;
import org.kindling.peer.shell.net.Transport;
import org.kindling.peer.shell.seed.SeedClient;
import org.kindling.peer.shell.seed.SeedOptions;
import org.kindling.peer.shell.tracker.StandInTracker;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer at work: a core on an event loop of its own choosing, with sockets, a disk, workers and trackers around it.
 *
 * <p>It runs until {@link #close}, or until a step of the core throws: that is a bug of ours, is logged with the step's name, and stops
 * this peer only. Files are closed in order in both cases.
 */
public final class PeerNode implements PeerAccess {
    private static final Logger LOG = LoggerFactory.getLogger(PeerNode.class);
    private static final Endpoint NOWHERE = new Endpoint("0.0.0.0", 1);

    private final Facilities facilities;
    private final Context context;
    private final ShellLimits limits;
    private final Home home;
    private final NodeId node;
    private final SteadyClock clock = SteadyClock.ofThisMachine();
    private final FactBoard board;
    private final Submissions submissions;
    private final Transport transport;
    private final SeedClient seeds;
    private final StandInTracker standIn;
    private final DiskOwner disk;
    private final World world;
    private final CoreLoop loop;
    private final LoneMining loneMining = new LoneMining();
    private final Promise<Void> filesClosed = Promise.promise();
    private final Promise<Void> stopped = Promise.promise();
    private volatile Endpoint reached = NOWHERE;
    private volatile boolean isListening;
    private boolean isEnding;
    private boolean isClosingDown;
    private volatile @Nullable PeerStopped brokenBy;
    private volatile boolean isStorageFine = true;
    private volatile boolean isMining;

    /** On the event loop of that context. */
    PeerNode(Facilities facilities, Context context, ShellLimits limits, Home home, SeedOptions seedOptions) {
        this.facilities = facilities;
        this.context = context;
        this.limits = limits;
        this.home = home;
        this.node = home.node();
        this.board = new FactBoard(node);
        this.submissions = new Submissions(limits.submissionsMax());
        this.transport = new Transport(
                facilities.vertx(),
                context,
                home.key(),
                home.spec().id().magic(),
                limits.net(),
                facilities.workers().urgent(),
                facilities.wayOut(),
                this::heard);
        this.disk = new DiskOwner(
                home.store(), facilities.workers().disks(), limits.questionsMax(), this::post, this::workThrew);
        this.seeds = new SeedClient(
                facilities.vertx(),
                context,
                home.spec().id(),
                node,
                seedOptions,
                facilities.wayOut().isProxied());
        this.standIn =
                new StandInTracker(facilities.vertx(), transport, home.spec().id(), home.key());
        this.world = new World(facilities, transport, seeds, standIn, disk, this::post, this::made, this::workThrew);
        this.loop = new CoreLoop(context, limits, clock, world, this::breakDown, transport::flush);
    }

    /** Opens the folder, listens, and runs; fails in words a person can act upon. */
    public static Future<PeerNode> start(Facilities facilities, PeerOptions options) {
        return new PeerStart(facilities, options).start();
    }

    @Override
    public NodeId node() {
        return node;
    }

    @Override
    public NetworkSpec spec() {
        return home.spec();
    }

    /** Whether others can call it. */
    public boolean isListening() {
        return isListening;
    }

    /** Where it listens for peers; the wildcard address if it listens everywhere, or does not listen. */
    public Endpoint endpoint() {
        return reached;
    }

    /** What lets its bearer change things through the API. */
    public String apiToken() {
        return home.apiToken();
    }

    /** Completes when the peer has come to an end, and fails if it was not asked to. */
    public Future<Void> stopped() {
        return stopped.future();
    }

    @Override
    public <T> Future<T> ask(Function<PeerView, T> question) {
        Promise<T> answer = promise();
        context.runOnContext(here -> {
            try {
                answer.complete(question.apply(loop.view()));
            } catch (RuntimeException failure) {
                answer.tryFail(failure);
            }
        });
        return answer.future();
    }

    @Override
    public <T> Future<T> askIndex(Function<Index, T> question) {
        Promise<T> answer = promise();
        disk.ask(question, answer);
        return answer.future();
    }

    @Override
    public Future<Verdict> submit(Transaction transaction) {
        Promise<Verdict> verdict = promise();
        context.runOnContext(here -> {
            if (isEnding) {
                verdict.fail(new PeerStopped("the peer is leaving"));
            } else if (submissions.isFull()) {
                verdict.complete(new Verdict.Rejected(Fault.TOO_FAST));
            } else {
                loop.mailbox().put(submissions.add(transaction, verdict));
            }
        });
        return verdict.future();
    }

    @Override
    public Future<Void> instruct(Instruction instruction) {
        if (instruction instanceof Instruction.Leave) {
            return close();
        }
        Promise<Void> taken = promise();
        context.runOnContext(here -> {
            isMining = instruction instanceof Instruction.StartMining
                    || isMining && !(instruction instanceof Instruction.StopMining);
            loop.put(new Event.Instructed(instruction), taken);
        });
        return taken.future();
    }

    @Override
    public Subscription listen(Consumer<Fact> listener) {
        return board.listen(listener);
    }

    @Override
    public Vitals vitals() {
        return new Vitals(
                isStorageFine,
                isMining,
                loop.steps(),
                loop.mailbox().size(),
                loop.mailbox().dropped(),
                transport.strangersRefused(),
                transport.slowReadersClosed());
    }

    /** Says goodbye, lets the last words leave, writes down what must not be forgotten, closes the files. */
    public Future<Void> close() {
        leave();
        return stopped.future();
    }

    /** The same, complete once the files are closed: the verticle that the peer lives in waits for that, and the peer for its verticle. */
    Future<Void> leave() {
        context.runOnContext(here -> {
            if (!isEnding) {
                isEnding = true;
                Promise<Void> left = Promise.promise();
                left.future().onComplete(said -> end());
                loop.leave(left);
            }
        });
        return filesClosed.future();
    }

    /**
     * Ends as a kill of its process would: no goodbye, what waits is not written, no file is marked as closed in order. For drills.
     *
     * <p>The one write that has begun is finished, and nothing the system was given is lost: a kill is no power cut. Rationale: this process
     * lives on, and whoever opens the folder next must be the only one who writes there.
     *
     * @return when nothing is being written any more and the folder can be opened again
     */
    public Future<Void> kill() {
        context.runOnContext(here -> {
            if (!isEnding) {
                isEnding = true;
                isClosingDown = true;
                loop.end();
                submissions.end();
                transport.drop();
                seeds.close();
                standIn.close();
                disk.kill()
                        .transform(closed -> unlock())
                        .onComplete(ended -> context.runOnContext(now -> settle(ended)));
            }
        });
        return stopped.future();
    }

    Future<Endpoint> listen(String host, int port) {
        return transport
                .listen(host, port)
                .recover(failure -> Future.failedFuture(new IOException(
                        "cannot listen on " + host + ":" + port + " (" + failure.getMessage()
                                + "); choose another port, or 0 for any free one",
                        failure)))
                .map(bound -> {
                    reached = new Endpoint(host, bound);
                    isListening = true;
                    seeds.open(reached);
                    return reached;
                });
    }

    Instant now() {
        return clock.now();
    }

    /** The life begins. */
    void begin(Peer born, PeerOptions options) {
        isMining = options.isMining();
        loop.begin(born);
        disk.follow(born.view().head().block());
    }

    void post(Event event) {
        loop.mailbox().post(event);
    }

    void heard(Event event) {
        loop.mailbox().put(event);
    }

    private void made(Fact fact) {
        if (fact instanceof Fact.SubmissionSettled settled) {
            submissions.settled(settled);
        } else if (fact instanceof Fact.StorageFailed) {
            isStorageFine = false;
        } else if (fact instanceof Fact.StorageRecovered) {
            isStorageFine = true;
        } else if (fact instanceof Fact.TipChanged changed) {
            disk.follow(changed.block());
        }
        loneMining
                .warning(fact, () -> loop.view().neighbourhood())
                .ifPresent(words -> LOG.warn("{} {}", node.shortHex(), words));
        board.post(fact);
    }

    private void workThrew(Throwable bug) {
        context.runOnContext(here -> breakDown(new Event.Woke(), bug));
    }

    private void breakDown(Event event, Throwable bug) {
        LOG.error("{} stops: a bug of ours in step {} ({})", node, loop.steps() + 1, EventName.of(event), bug);
        isEnding = true;
        brokenBy = new PeerStopped("a step of the peer failed: " + bug);
        loop.end();
        end();
    }

    /** Once only: a peer that breaks down while it leaves would come here twice. */
    private void end() {
        if (isClosingDown) {
            return;
        }
        isClosingDown = true;
        Future<Void> neighboursTold = seeds.close();
        standIn.close()
                .transform(closed -> transport.shutdown())
                .transform(down -> Future.join(world.unanswered())
                        .timeout(limits.leaveMillis(), TimeUnit.MILLISECONDS)
                        .otherwiseEmpty())
                .transform(told -> neighboursTold)
                .transform(told -> disk.close())
                .transform(written -> unlock().transform(unlocked -> firstFailure(written, unlocked)))
                .onComplete(ended -> context.runOnContext(here -> settle(ended)));
    }

    private Future<Void> unlock() {
        return facilities
                .vertx()
                .executeBlocking(
                        () -> {
                            home.folder().close();
                            return null;
                        },
                        false);
    }

    private Future<Void> firstFailure(AsyncResult<Void> written, AsyncResult<Void> unlocked) {
        if (brokenBy != null) {
            return Future.failedFuture(brokenBy);
        }
        AsyncResult<Void> first = written.failed() ? written : unlocked;
        return first.failed() ? Future.failedFuture(first.cause()) : Future.succeededFuture();
    }

    private void settle(AsyncResult<Void> ended) {
        loop.end();
        submissions.end();
        filesClosed.handle(ended);
        String residence = context.deploymentID();
        Future<Void> gone = residence == null
                ? Future.succeededFuture()
                : facilities.vertx().undeploy(residence).otherwiseEmpty();
        gone.onComplete(left -> stopped.handle(ended));
    }

    private static <T> Promise<T> promise() {
        Context caller = Vertx.currentContext();
        return caller == null ? Promise.promise() : ((ContextInternal) caller).promise();
    }
}
