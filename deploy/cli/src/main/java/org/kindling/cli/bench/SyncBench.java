package org.kindling.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.kindling.cli.node.Await;
import org.kindling.cli.node.StartFailed;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.shell.Facilities;
import org.kindling.peer.shell.PeerNode;
import org.kindling.peer.shell.PeerOptions;
import org.kindling.peer.shell.disk.PeerFolder;
import org.kindling.peer.shell.disk.Store;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Door;

/**
 * How fast a fresh peer gets a chain from another one: over TLS on loopback, every signature checked, everything on disk.
 *
 * <p>Both peers share this process and its cores, and the clock starts before the fresh one does.
 */
public final class SyncBench {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int CORES = 2;

    private final int transactions;
    private final Path folder;
    private final Consumer<String> story;

    /**
     * @param folder for both peers; left as it is
     * @param story hears what happens meanwhile
     */
    public SyncBench(int transactions, Path folder, Consumer<String> story) {
        this.transactions = transactions;
        this.folder = folder;
        this.story = story;
    }

    public ObjectNode run() throws IOException {
        SignedChain chain = new SignedChain(transactions, System.currentTimeMillis());
        story.accept("making " + chain.blocks() + " blocks of " + transactions + " signed transactions");
        write(chain);
        double raw = new SignatureBench(Duration.ofMillis(500), 5).raw(CORES).median();
        Facilities facilities = Facilities.open();
        try {
            return measure(chain, facilities, raw);
        } finally {
            Await.done(facilities.close(), "the workers did not stop");
        }
    }

    private void write(SignedChain chain) throws IOException {
        try (PeerFolder home = PeerFolder.open(folder.resolve("server"), report -> story.accept(report.line()))) {
            home.nodeKey(new SecureRandom());
            write(chain, home);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(SignedChain chain, PeerFolder home) throws IOException {
        try (Store store = home.store(chain.spec(), Runnable::run)) {
            chain.make(block -> {
                try {
                    store.persist(List.of(new Entry.CheckedBlock(block)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private ObjectNode measure(SignedChain chain, Facilities facilities, double raw) {
        PeerNode server =
                start(facilities, PeerOptions.in(folder.resolve("server")).of(chain.spec()));
        story.accept(
                "the serving peer stands at height " + head(server).height().value());
        long start = System.nanoTime();
        PeerNode fresh = start(
                facilities,
                PeerOptions.in(folder.resolve("fresh"))
                        .of(chain.spec())
                        .knowing(List.of(new Door(server.node(), server.endpoint()))));
        boolean isThere = hasReached(fresh, chain.tip().id());
        double seconds = (System.nanoTime() - start) / 1e9;
        boolean isSame = isThere && head(fresh).stateRoot().equals(head(server).stateRoot());
        ObjectNode result = result(chain, seconds, raw, isSame);
        Await.done(fresh.close(), "the fresh peer did not stop");
        Await.done(server.close(), "the serving peer did not stop");
        return result;
    }

    private static PeerNode start(Facilities facilities, PeerOptions options) {
        return Await.done(PeerNode.start(facilities, options), "the peer in " + options.folder() + " did not start");
    }

    /** Waits for the fact, not for a look at the right moment. */
    private static boolean hasReached(PeerNode peer, Hash tip) {
        CountDownLatch reached = new CountDownLatch(1);
        peer.listen(fact -> {
            if (fact instanceof Fact.TipChanged changed && changed.block().equals(tip)) {
                reached.countDown();
            }
        });
        if (head(peer).block().equals(tip)) {
            return true;
        }
        try {
            return reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted while a peer was catching up", e);
        }
    }

    private static PeerView.Head head(PeerNode peer) {
        return Await.done(peer.ask(PeerView::head), "the peer does not say where it stands");
    }

    private ObjectNode result(SignedChain chain, double seconds, double raw, boolean isSame) {
        double rate = transactions / seconds;
        return JsonNodeFactory.instance
                .objectNode()
                .put("transactions", transactions)
                .put("blocks", chain.blocks())
                .put("seconds", Math.round(seconds * 100) / 100.0)
                .put("transactionsPerSecond", Math.round(rate))
                .put("rawVerificationsPerSecondOnTwoCores", Math.round(raw))
                .put("shareOfTwoCores", Math.round(rate / raw * 1000) / 1000.0)
                .put("verdict", isSame ? "ok" : "the fresh peer did not arrive at the same state");
    }
}
