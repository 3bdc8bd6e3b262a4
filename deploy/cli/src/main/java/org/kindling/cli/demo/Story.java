package org.kindling.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.kindling.cli.node.RunningPeer;
import org.kindling.cli.node.StartFailed;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.shell.api.ApiClient;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.ledger.NetworkSpec;

/**
 * The demonstration from the first peer to the verdict. Every figure is read from the peers through their API.
 *
 * <p>Thirds of the time: the network runs with its tracker; the tracker is killed and everything goes on; newcomers join and a killed peer
 * comes back. Then submitting and mining stop, all peers are waited for, and compared.
 */
public final class Story {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 250;

    private final Play play;
    private final Narrator narrator;
    private final Stopper clock = new Stopper();
    private final SplittableRandom random;

    /**
     * What is played.
     *
     * @param isPure no tracker at any time: everyone but the first joins from a capsule
     * @param duration from the moment all have joined to the moment submitting stops
     */
    public record Play(
            NetworkSpec spec,
            List<KeyPair> accounts,
            int peers,
            Duration duration,
            long seed,
            boolean isPure,
            Limits limits,
            Path folder) {}

    /** What happens at the end with the stage still up, before it is taken down. */
    public interface Epilogue {
        void play(Outcome outcome);
    }

    public Story(Play play, Narrator narrator) {
        this.play = play;
        this.narrator = narrator;
        this.random = new SplittableRandom(play.seed());
    }

    /** Plays it; takes everything down again whatever happens. */
    public Outcome run(Epilogue epilogue) {
        try (Stage stage = new Stage(play.spec(), play.folder(), play.limits())) {
            Outcome outcome = acts(stage);
            epilogue.play(outcome);
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the story where it is; for another thread. */
    public void breakOff() {
        clock.stop();
    }

    private Outcome acts(Stage stage) throws IOException {
        Optional<String> tracker = play.isPure() ? Optional.empty() : Optional.of(stage.startTracker());
        narrator.event(tracker.map(url -> "tracker at " + url).orElse("no tracker: everyone joins from a capsule"));
        startFounders(stage, tracker);
        int joined = waitForLinks(stage, stage.living());
        narrator.event(joined + " of " + play.peers() + " peers have joined");
        Payments payments = new Payments(play.spec(), play.accounts(), stage::clients, random.split());
        Thread submitter = new Thread(payments, "payments");
        submitter.start();
        try {
            return payingActs(stage, payments, submitter, joined);
        } finally {
            payments.stop();
        }
    }

    private Outcome payingActs(Stage stage, Payments payments, Thread submitter, int joined) throws IOException {
        long third = play.duration().toMillis() / 3;
        watch(stage, payments, third);
        long killedAt = killTracker(stage);
        Map<String, Long> callsBefore = neededCalls(stage);
        watch(stage, payments, third);
        int newcomers = inviteNewcomers(stage);
        boolean isBack = killAndRestart(stage, callsBefore);
        watch(stage, payments, third);
        payments.stop();
        join(submitter);
        narrator.event(
                "submitting stops after " + payments.acknowledged().size() + " transactions; waiting for agreement");
        settle(stage);
        return compare(stage, payments, joined, killedAt, newcomers, isBack, callsBefore);
    }

    // ------------------------------------------------------------------ acts

    private void startFounders(Stage stage, Optional<String> tracker) {
        for (int number = 1; number <= play.peers(); number++) {
            boolean isInvited = play.isPure() && number > 1;
            RunningPeer peer = isInvited
                    ? stage.startInvited(number, capsuleOf(stage.living().get(random.nextInt(number - 1))))
                    : stage.startFounder(number, tracker);
            narrator.plain(String.format(
                    Locale.ROOT,
                    "          peer %-3d %s  listens at %-21s API %s",
                    number,
                    peer.node().node().shortHex(),
                    peer.endpoint(),
                    peer.apiUrl()));
        }
    }

    private int waitForLinks(Stage stage, List<RunningPeer> peers) {
        return countOnceIn(peers, this::isIn, () -> progress(stage, "joining"));
    }

    /** How many were seen in at least once; being a block behind a moment later takes nothing away from that. */
    private int countOnceIn(List<RunningPeer> peers, Predicate<RunningPeer> isIn, Runnable meanwhile) {
        List<RunningPeer> missing = new ArrayList<>(peers);
        waitUntil(
                () -> {
                    missing.removeIf(peer -> answer(() -> isIn.test(peer)).orElse(false));
                    return missing.isEmpty();
                },
                meanwhile);
        return peers.size() - missing.size();
    }

    private boolean isIn(RunningPeer peer) {
        JsonNode status = status(peer);
        return status.path("links").asInt() >= Math.min(2, play.peers() - 1)
                && status.path("sync").path("caughtUp").asBoolean();
    }

    private long killTracker(Stage stage) {
        long height = height(stage);
        if (!play.isPure()) {
            stage.killTracker();
            narrator.event("the tracker is killed at height " + height + "; from now on there is none");
        }
        return height;
    }

    private int inviteNewcomers(Stage stage) {
        List<RunningPeer> living = stage.living();
        RunningPeer host = living.get(random.nextInt(living.size()));
        Capsule capsule = capsuleWithoutTrackers(capsuleOf(host));
        narrator.event("peer " + host.node().node().shortHex() + " mints a capsule: "
                + capsule.text().substring(0, 32) + "…");
        List<RunningPeer> newcomers = new ArrayList<>();
        for (int i = 1; i <= Outcome.NEWCOMERS; i++) {
            newcomers.add(stage.startInvited(play.peers() + i, capsule));
        }
        long atLeast = height(stage);
        int in = countOnceIn(
                newcomers,
                peer -> isIn(peer) && height(peer) >= atLeast,
                () -> progress(stage, "newcomers are catching up"));
        narrator.event(in + " of " + Outcome.NEWCOMERS + " newcomers have joined with no tracker");
        return in;
    }

    private boolean killAndRestart(Stage stage, Map<String, Long> callsBefore) {
        List<RunningPeer> living = stage.living();
        RunningPeer victim = living.get(random.nextInt(play.peers()));
        JsonNode lastHead = sought(() -> status(victim)).path("head");
        String head = lastHead.path("id").asText();
        long height = lastHead.path("height").asLong();
        stage.kill(victim);
        callsBefore.remove(victim.apiUrl()); // it counts anew
        narrator.event("peer " + victim.node().node().shortHex() + " is killed at height " + height);
        RunningPeer back = stage.restart(victim.folder());
        boolean isFromDisk = sought(() -> height(back)) > 0 || height == 0;
        int in = countOnceIn(
                List.of(back),
                peer -> isIn(peer) && knows(peer, head),
                () -> progress(stage, "the killed peer catches up"));
        boolean isBack = isFromDisk && in == 1;
        narrator.event("peer " + back.node().node().shortHex()
                + (isBack ? " is back from its own disk" : " has not come back"));
        return isBack;
    }

    /** Until nothing waits, miners go on; then they stop, and all must stand on one block. */
    private void settle(Stage stage) {
        for (int round = 0; round < 5 && !Comparison.isAgreed(stage.clients()); round++) {
            instruct(stage, "mine");
            waitUntil(() -> waiting(stage) == 0, () -> progress(stage, "waiting for the last transactions"));
            instruct(stage, "stop-mining");
            waitUntil(() -> areHeadsEqual(stage), () -> progress(stage, "waiting for one tip"));
        }
        narrator.event("mining has stopped");
    }

    private Outcome compare(
            Stage stage,
            Payments payments,
            int joined,
            long killedAt,
            int newcomers,
            boolean isBack,
            Map<String, Long> callsBefore)
            throws IOException {
        Comparison comparison = Comparison.of(stage.clients());
        List<String> submitted = payments.acknowledged();
        return new Outcome(
                play.peers(),
                !play.isPure(),
                joined,
                killedAt,
                newcomers,
                isBack,
                comparison.height(),
                submitted.size(),
                submitted.size() - comparison.missing(submitted).size(),
                comparison.tips().size(),
                comparison.stateRoots().size(),
                neededSince(callsBefore, neededCalls(stage)),
                Resident.miBEach(stage.living().size()));
    }

    // ------------------------------------------------------------------ looking

    private void watch(Stage stage, Payments payments, long millis) {
        long deadline = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (System.nanoTime() < deadline) {
            progress(stage, payments.acknowledged().size() + " submitted");
            pause();
        }
    }

    private void progress(Stage stage, String what) {
        List<RunningPeer> living = stage.living();
        Optional<JsonNode> answer = answer(() -> status(living.get(0)));
        answer.ifPresent(status ->
                narrator.progress("height " + status.path("head").path("height").asLong() + "   peers " + living.size()
                        + "   links " + status.path("links").asInt() + "   waiting "
                        + status.path("waiting").asInt() + "   " + what));
    }

    private void waitUntil(BooleanSupplier isSo, Runnable meanwhile) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answer(isSo::getAsBoolean).orElse(false) && System.nanoTime() < deadline) {
            meanwhile.run();
            pause();
        }
    }

    private void pause() {
        if (clock.pause(LOOK_MILLIS)) {
            throw new StartFailed("interrupted");
        }
    }

    /** Empty if a peer is too busy to answer now; the next look will tell. */
    private static <T> Optional<T> answer(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (UncheckedIOException notNow) {
            return Optional.empty();
        }
    }

    /** What must be known for the story to go on. */
    private <T> T sought(Supplier<T> question) {
        List<T> found = new ArrayList<>(1);
        waitUntil(() -> answer(question).map(found::add).orElse(false), () -> {});
        if (found.isEmpty()) {
            throw new StartFailed("a peer does not answer any more");
        }
        return found.get(0);
    }

    private static JsonNode status(RunningPeer peer) {
        return read(peer, "/v1/status");
    }

    private static JsonNode read(RunningPeer peer, String path) {
        try {
            return peer.client().read(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean knows(RunningPeer peer, String block) {
        try {
            return peer.client().find("/v1/blocks/" + block).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long height(RunningPeer peer) {
        return status(peer).path("head").path("height").asLong();
    }

    private long height(Stage stage) {
        return sought(
                () -> stage.living().stream().mapToLong(Story::height).max().orElse(0));
    }

    private static int waiting(Stage stage) {
        return stage.living().stream()
                .mapToInt(peer -> status(peer).path("waiting").asInt())
                .sum();
    }

    private static boolean areHeadsEqual(Stage stage) {
        return stage.living().stream()
                        .map(peer -> status(peer).path("head").path("id").asText())
                        .distinct()
                        .count()
                == 1;
    }

    /** By API address. */
    private Map<String, Long> neededCalls(Stage stage) {
        Map<String, Long> calls = new LinkedHashMap<>();
        for (RunningPeer peer : stage.living()) {
            JsonNode discovery = sought(() -> status(peer)).path("discovery");
            calls.put(peer.apiUrl(), discovery.path("trackerCallsNeeded").asLong());
        }
        return calls;
    }

    private static long neededSince(Map<String, Long> before, Map<String, Long> after) {
        return after.entrySet().stream()
                .mapToLong(entry -> entry.getValue() - before.getOrDefault(entry.getKey(), 0L))
                .sum();
    }

    private static void instruct(Stage stage, String name) {
        for (ApiClient peer : stage.clients()) {
            try {
                peer.instruct(name, Map.of());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Capsule capsuleOf(RunningPeer peer) {
        try {
            return Capsule.parse(
                    sought(() -> read(peer, "/v1/capsule")).path("capsule").asText());
        } catch (MalformedException e) {
            throw new IllegalStateException("a peer minted a capsule that cannot be read", e);
        }
    }

    /** So that nobody can say the dead tracker's address helped. */
    private static Capsule capsuleWithoutTrackers(Capsule capsule) {
        return new Capsule(capsule.network(), List.of(), capsule.doors(), capsule.checkpoint());
    }

    private static void join(Thread thread) {
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
