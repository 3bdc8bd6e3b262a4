package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.crypto.KeyPair;

class TrackerKeyTest {
    @TempDir
    private Path folder;

    @Test
    void aTrackerWithAFolderKeepsItsKeyForItself() throws Exception {
        KeyPair first = KeyPair.generate(new SecureRandom());
        TrackerKey.in(folder, first);

        KeyPair second = TrackerKey.in(folder, KeyPair.generate(new SecureRandom()));

        assertThat(second.publicKey()).isEqualTo(first.publicKey());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tracker.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyThatOthersMayReadIsNotUsed() throws Exception {
        TrackerKey.in(folder, KeyPair.generate(new SecureRandom()));
        Files.setPosixFilePermissions(folder.resolve("tracker.key"), PosixFilePermissions.fromString("rw-r-----"));

        assertThatExceptionOfType(CommandFailed.class)
                .isThrownBy(() -> TrackerKey.in(folder, KeyPair.generate(new SecureRandom())))
                .withMessageContaining("chmod 600");
    }

    @Test
    void aDamagedKeyIsNotReplacedInSilence() throws Exception {
        TrackerKey.in(folder, KeyPair.generate(new SecureRandom()));
        Files.writeString(folder.resolve("tracker.key"), "nonsense");

        assertThatExceptionOfType(CommandFailed.class)
                .isThrownBy(() -> TrackerKey.in(folder, KeyPair.generate(new SecureRandom())))
                .withMessageContaining("tracker.key");
    }
}
