package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SmallFileTest {
    private static final byte[] BEFORE = {1, 2, 3};
    private static final byte[] AFTER = {4, 5, 6, 7};

    @TempDir
    private Path folder;

    private final Reports reports = new Reports();

    @Test
    void whatWasWrittenLastIsRead() throws IOException {
        SmallFile file = file();
        assertThat(file.exists()).isFalse();
        assertThat(file.read()).isEmpty();

        file.write(BEFORE);
        file.write(AFTER);

        assertThat(file.read()).hasValue(AFTER);
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        file().write(AFTER);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().path())))
                .isEqualTo("rw-------");
    }

    @Test
    void cutAnywhereTheVersionBeforeIsUsed() throws IOException {
        file().write(BEFORE);
        file().write(AFTER);
        byte[] whole = Files.readAllBytes(file().path());

        for (int length = 0; length < whole.length; length++) {
            Files.write(file().path(), Arrays.copyOf(whole, length));
            assertThat(file().read()).hasValue(BEFORE);
        }
        Files.delete(file().path());
        assertThat(file().read()).hasValue(BEFORE);
        assertThat(reports.kinds()).containsOnly(DiskReport.Kind.IGNORED).hasSize(whole.length + 1);
    }

    @Test
    void anyFlippedBitIsNoticed() throws IOException {
        file().write(AFTER);
        byte[] whole = Files.readAllBytes(file().path());

        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] rotten = whole.clone();
            rotten[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file().path(), rotten);
            assertThat(file().read()).isEmpty();
        }
    }

    @Test
    void aDamagedVersionNeverReplacesTheGoodOneBefore() throws IOException {
        file().write(BEFORE);
        file().write(AFTER);
        Files.write(file().path(), new byte[] {0});

        file().write(new byte[] {9});
        Files.write(file().path(), new byte[] {0});

        assertThat(file().read()).hasValue(BEFORE);
    }

    private SmallFile file() {
        return new SmallFile(folder.resolve("small"), reports);
    }
}
