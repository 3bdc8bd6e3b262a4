package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Token;
import org.kindling.peer.shell.disk.Index;
import org.kindling.peer.shell.disk.PeerFolder;
import org.kindling.peer.shell.disk.Store;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Target;

final class DiskOwnerTest {
    private static final NetworkSpec SPEC = new NetworkSpec(
            "owned",
            1_700_000_000_000L,
            "ow",
            1,
            new NetworkSpec.Rules.ProofOfWork(1_000, Target.EASIEST.bits(), 60_000),
            Amount.of(1),
            Amount.of(1),
            List.of());
    private static final int QUESTIONS_MAX = 3;

    @TempDir
    private Path folder;

    private final ArrayDeque<Runnable> pool = new ArrayDeque<>();
    private final List<String> happened = new ArrayList<>();
    /** What is done when the disk next tells something. */
    private final ArrayDeque<Runnable> deeds = new ArrayDeque<>();

    private final List<Throwable> bugs = new ArrayList<>();
    private PeerFolder home;
    private DiskOwner disk;

    @BeforeEach
    void open() throws IOException {
        home = PeerFolder.open(folder, report -> {});
        disk = owner(store());
    }

    @AfterEach
    void close() throws IOException {
        home.close();
    }

    @Test
    void whatIsToBeWrittenIsWrittenBetweenTwoQuestions() {
        ask(index -> {
            write(1);
            return "first question";
        });
        ask(index -> "second question");

        runPool();

        assertThat(happened).containsExactly("first question", "Persisted token=1", "second question");
    }

    /** The disk may be in the middle of its work when both come. */
    @Test
    void aQuestionIsAnsweredAfterAllThatWasToBeWrittenBeforeItWasAsked() {
        deeds.add(() -> {
            write(2);
            ask(index -> "question");
        });
        write(1);

        runPool();

        assertThat(happened).containsExactly("Persisted token=1", "Persisted token=2", "question");
    }

    @Test
    void oneQuestionMoreThanMayWaitIsRefusedAtOnce() {
        for (int i = 0; i < QUESTIONS_MAX; i++) {
            ask(index -> "answered");
        }

        Future<String> refused = ask(index -> "one too many");

        assertThat(refused.cause()).isInstanceOf(PeerBusy.class).hasMessageContaining("try again");
        runPool();
        assertThat(happened).containsExactly("answered", "answered", "answered");
    }

    @Test
    void anErrorWithinAQuestionIsToldAndTheFilesAreStillClosedInOrder() throws IOException {
        Future<String> failed = ask(index -> {
            throw new StackOverflowError("deep");
        });
        runPool();
        write(1);

        Future<Void> closed = disk.close();
        runPool();

        assertThat(failed.cause()).isInstanceOf(StackOverflowError.class);
        assertThat(bugs).singleElement().isInstanceOf(StackOverflowError.class);
        assertThat(closed.succeeded()).isTrue();
        assertThat(sequenceKept()).isEqualTo(1);
    }

    @Test
    void aKillLeavesWhatWaitsUnwrittenAndMarksNothingAsClosedInOrder() throws IOException {
        write(1);
        touchIndex();
        runPool();
        write(2);
        Future<String> question = ask(index -> "never asked");

        Future<Void> killed = disk.kill();

        assertThat(killed.isComplete()).as("while a thread may still write").isFalse();
        runPool();
        assertThat(killed.succeeded()).isTrue();
        assertThat(question.cause()).isInstanceOf(PeerStopped.class);
        assertThat(happened).containsExactly("Persisted token=1");
        assertThat(folder.resolve("index.clean")).doesNotExist();
        assertThat(sequenceKept()).isEqualTo(1);
    }

    @Test
    void aDiskThatIsClosedInOrderMarksItsIndexAsClean() {
        touchIndex();

        disk.close();
        runPool();

        assertThat(folder.resolve("index.clean")).isRegularFile();
    }

    @Test
    void whoClosesItDoesTheRestIfThePoolHasEnded() throws IOException {
        write(1);
        runPool();
        DiskOwner orphan = new DiskOwner(
                reopened(),
                work -> {
                    throw new RejectedExecutionException("the pool has ended");
                },
                QUESTIONS_MAX,
                this::heard,
                bugs::add);

        Future<Void> closed = orphan.close();

        assertThat(closed.succeeded()).isTrue();
        assertThat(bugs).isEmpty();
        assertThat(Files.exists(folder.resolve("own.log"))).isTrue();
    }

    private Store store() throws IOException {
        return home.store(SPEC, Runnable::run);
    }

    private Store reopened() throws IOException {
        disk.close();
        runPool();
        return store();
    }

    private long sequenceKept() throws IOException {
        try (Store again = store()) {
            return again.recovered().recordSequence();
        }
    }

    private DiskOwner owner(Store store) {
        return new DiskOwner(store, pool::add, QUESTIONS_MAX, this::heard, bugs::add);
    }

    private void heard(Event event) {
        happened.add(EventName.of(event));
        Runnable deed = deeds.poll();
        if (deed != null) {
            deed.run();
        }
    }

    private Future<Boolean> touchIndex() {
        return ask(index -> index.transaction(Hash.ZERO).isPresent());
    }

    private void write(long sequence) {
        disk.persist(new Action.Persist(new Token(sequence), List.of(new Entry.RecordSequence(sequence))));
    }

    private <T> Future<T> ask(Function<Index, T> question) {
        Promise<T> answer = Promise.promise();
        disk.ask(
                index -> {
                    T answered = question.apply(index);
                    if (answered instanceof String word) {
                        happened.add(word);
                    }
                    return answered;
                },
                answer);
        return answer.future();
    }

    private void runPool() {
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
    }
}
