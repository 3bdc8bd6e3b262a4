package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Transaction;

final class IndexTest {
    private static final Amount REWARD = TestBlocks.SPEC.blockReward();

    @TempDir
    private Path folder;

    private final Reports reports = new Reports();
    private final List<Block> trunk = TestBlocks.chain(8, 3);
    private final Hash tip = trunk.get(7).id();
    private BlockLog blocks;

    @BeforeEach
    void writeTheTrunk() throws IOException {
        blocks = BlockLog.open(folder.resolve("blocks.log"), TestBlocks.SPEC.id(), ChannelFile::open, reports);
        blocks.append(trunk);
    }

    @AfterEach
    void closeTheLog() throws IOException {
        blocks.close();
    }

    @Test
    void everyTransactionIsFoundWhereItIs() throws IOException {
        try (Index index = open()) {
            assertThat(index.follow(tip, 100)).isTrue();

            assertKnows(index, trunk);
            assertThat(index.height()).isEqualTo(Height.of(8));
            assertThat(index.transaction(Hash.ZERO)).isEmpty();
        }
    }

    @Test
    void historyIsNewestFirstAndCanBeReadPageByPage() throws IOException {
        try (Index index = open()) {
            index.follow(tip, 100);
            for (int person = 0; person < 8; person++) {
                List<HistoryLine> expected = linesByHand(trunk, TestBlocks.person(person));

                List<HistoryLine> whole = index.history(TestBlocks.person(person), 1_000, ChainPosition.END);
                List<HistoryLine> pages = new ArrayList<>();
                ChainPosition before = ChainPosition.END;
                for (List<HistoryLine> page = index.history(TestBlocks.person(person), 2, before);
                        !page.isEmpty();
                        page = index.history(TestBlocks.person(person), 2, before)) {
                    pages.addAll(page);
                    before = page.get(page.size() - 1).position();
                }

                assertThat(whole).isEqualTo(expected);
                assertThat(pages).isEqualTo(expected);
            }
        }
    }

    @Test
    void theRewardOfABlockIsALineOfItsProducer() throws IOException {
        try (Index index = open()) {
            index.follow(tip, 100);

            HistoryLine newest =
                    index.history(TestBlocks.person(0), 1, ChainPosition.END).get(0);

            assertThat(newest.isReward()).isTrue();
            assertThat(newest.received()).isEqualTo(Amount.of(REWARD.units() + 3 * 2));
        }
    }

    @Test
    void itFollowsAReorganisationAndForgetsWhatIsAbandoned() throws IOException {
        List<Block> branch = TestBlocks.branch(trunk.get(2).id(), 4, 3, 1, 2);
        blocks.append(branch);
        try (Index index = open()) {
            index.follow(tip, 100);

            assertThat(index.follow(branch.get(2).id(), 100)).isTrue();

            List<Block> best = new ArrayList<>(trunk.subList(0, 3));
            best.addAll(branch);
            assertKnows(index, best);
            for (Block abandoned : trunk.subList(3, 8)) {
                assertThat(index.transaction(abandoned.transactions().get(0).id()))
                        .isEmpty();
            }
            assertThat(index.history(TestBlocks.person(3), 100, ChainPosition.END))
                    .isEqualTo(linesByHand(best, TestBlocks.person(3)));
        }
    }

    @Test
    void anIndexThatFindsNoRoomForItsMarkIsClosedAndMadeAgain() throws IOException {
        Path inTheWay =
                Files.createDirectories(folder.resolve("index.clean.new").resolve("full"));
        Index index = open();
        index.follow(tip, 100);

        index.close();

        assertThat(reports.lines()).singleElement().asString().contains("could not be marked as clean");
        Files.delete(inTheWay);
        try (Index again = open()) {
            assertThat(again.height()).isEqualTo(Height.GENESIS);
        }
    }

    @Test
    void itMovesInSmallStepsIfToldTo() throws IOException {
        try (Index index = open()) {
            assertThat(index.follow(tip, 3)).isFalse();
            assertThat(index.height()).isEqualTo(Height.of(3));
            assertThat(index.follow(tip, 3)).isFalse();
            assertThat(index.follow(tip, 3)).isTrue();

            assertKnows(index, trunk);
        }
    }

    @Test
    void itWaitsForBlocksThatAreNotOnDiskYet() throws IOException {
        Block next = TestBlocks.block(tip, 9, 0, List.of());
        try (Index index = open()) {
            assertThat(index.follow(next.id(), 100)).isFalse();
            blocks.append(List.of(next));

            assertThat(index.follow(next.id(), 100)).isTrue();
        }
    }

    @Test
    void closedInOrderItIsNotMadeAgain() throws IOException {
        try (Index index = open()) {
            index.follow(tip, 100);
        }

        try (Index again = open()) {
            assertThat(again.height()).isEqualTo(Height.of(8));
            assertKnows(again, trunk);
        }
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void afterASuddenEndItIsMadeAgainAndThatIsOrdinary() throws IOException {
        try (Index index = open()) {
            index.follow(tip, 100);
        }
        Files.delete(folder.resolve("index.clean"));

        assertMadeAgain(DiskReport.Kind.MADE_AGAIN);
        assertThat(reports.ordinary()).isEqualTo(reports.lines());
    }

    @Test
    void deletedFilesAreMadeAgain() throws IOException {
        for (Path file : IndexTables.files(folder.resolve("index"))) {
            try (Index index = open()) {
                index.follow(tip, 100);
            }
            Files.delete(file);

            assertMadeAgain(DiskReport.Kind.REBUILT);
        }
    }

    @Test
    void noiseInsteadOfFilesOrWithinThemIsNoticedAndTheyAreMadeAgain() throws IOException {
        Random chance = new Random(5);
        for (Path file : IndexTables.files(folder.resolve("index"))) {
            for (int round = 0; round < 4; round++) {
                try (Index index = open()) {
                    index.follow(tip, 100);
                }
                byte[] bytes = Files.readAllBytes(file);
                byte[] noise = new byte[round == 0 ? bytes.length : 1 + chance.nextInt(5_000)];
                chance.nextBytes(noise);
                System.arraycopy(noise, 0, bytes, chance.nextInt(bytes.length - noise.length + 1), noise.length);
                Files.write(file, bytes);

                assertMadeAgain(DiskReport.Kind.REBUILT);
            }
        }
    }

    @Test
    void aWrongPlaceIsNeverToldAndTheIndexIsMadeAgain() throws IOException {
        Transaction first = trunk.get(0).transactions().get(0);
        plant(tables -> tables.putPlace(first.id(), new ChainPosition(Height.of(2), 0)));

        try (Index index = open()) {
            assertThat(index.transaction(first.id())).isEmpty();
            assertThat(index.height()).isEqualTo(Height.GENESIS);
            index.follow(tip, 100);
            assertKnows(index, trunk);
        }
        assertThat(reports.kinds()).containsExactly(DiskReport.Kind.REBUILT);
    }

    @Test
    void aWrongLineIsNeverToldAndTheIndexIsMadeAgain() throws IOException {
        Address rich = TestBlocks.person(1);
        Block second = trunk.get(1);
        int foreign = IntStream.range(0, 3)
                .filter(i -> BlockLines.of(second, REWARD).stream()
                        .noneMatch(line -> line.address().equals(rich)
                                && line.entry().position().index() == i))
                .findFirst()
                .orElseThrow();
        plant(tables -> tables.addLine(rich, new ChainPosition(Height.of(2), foreign)));

        try (Index index = open()) {
            assertThat(index.history(rich, 1_000, ChainPosition.END)).isEmpty();
            index.follow(tip, 100);
            assertThat(index.history(rich, 1_000, ChainPosition.END)).isEqualTo(linesByHand(trunk, rich));
        }
    }

    @Test
    void anIndexThatKeepsFailingStaysOffUntilTheNextStart() throws IOException {
        try (Index index = open()) {
            Files.delete(folder.resolve("index"));

            for (int i = 0; i < 10; i++) {
                assertThat(index.follow(tip, 100)).isFalse();
                assertThat(index.history(TestBlocks.person(0), 10, ChainPosition.END))
                        .isEmpty();
            }
        }

        assertThat(reports.lines()).hasSize(3).last().asString().contains("stays off");
        try (Index again = open()) {
            assertThat(again.follow(tip, 100)).isTrue();
        }
    }

    private Index open() throws IOException {
        return new Index(folder.resolve("index"), blocks, REWARD, reports);
    }

    /** Changes the tables behind the index's back, with a clean mark that fits. */
    private void plant(Consumer<IndexTables> change) throws IOException {
        try (Index index = open()) {
            index.follow(tip, 100);
        }
        CleanMark mark =
                new CleanMark(folder.resolve("index.clean"), IndexTables.files(folder.resolve("index")), new Reports());
        CleanMark.Reach reach = mark.take().orElseThrow();
        try (IndexTables tables = IndexTables.open(folder.resolve("index"))) {
            change.accept(tables);
        }
        mark.set(reach);
    }

    /** Nothing known at first, the same answers as ever once it has followed. */
    private void assertMadeAgain(DiskReport.Kind kind) throws IOException {
        try (Index again = open()) {
            assertThat(again.height()).isEqualTo(Height.GENESIS);
            assertThat(again.follow(tip, 100)).isTrue();
            assertKnows(again, trunk);
            for (int person = 0; person < 8; person++) {
                assertThat(again.history(TestBlocks.person(person), 1_000, ChainPosition.END))
                        .isEqualTo(linesByHand(trunk, TestBlocks.person(person)));
            }
        }
        assertThat(reports.kinds()).contains(kind);
    }

    private static void assertKnows(Index index, List<Block> chain) {
        for (Block block : chain) {
            for (int i = 0; i < block.transactions().size(); i++) {
                Transaction transaction = block.transactions().get(i);
                assertThat(index.transaction(transaction.id()))
                        .contains(new Location(new ChainPosition(block.height(), i), block.id(), transaction));
            }
        }
    }

    private static List<HistoryLine> linesByHand(List<Block> chain, Address address) {
        List<HistoryLine> newestFirst = new ArrayList<>();
        for (Block block : chain) {
            BlockLines.of(block, REWARD).stream()
                    .filter(line -> line.address().equals(address))
                    .forEach(line -> newestFirst.add(0, line.entry()));
        }
        return newestFirst;
    }
}
