package org.kindling.tracker.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of somebody else's, running until the test ends it. */
final class Program implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Path said;

    private Program(String name, Process process, Path said) {
        this.name = name;
        this.process = process;
        this.said = said;
    }

    /** @param debian the package it is in */
    static Program start(String debian, Path folder, List<String> command) throws IOException {
        Path executable = Path.of(command.get(0));
        assertThat(executable).as("apt-get install " + debian).isExecutable();
        Path said = Files.createTempFile(folder, executable.getFileName() + "-", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return new Program(executable.getFileName().toString(), process, said);
    }

    /** Whether it is running still; if not, the test fails with what it said. */
    boolean isRunning() {
        assertThat(process.isAlive()).as("%s ended and said: %s", name, said()).isTrue();
        return true;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL, to this very process. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new AssertionError("what " + name + " said cannot be read", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
