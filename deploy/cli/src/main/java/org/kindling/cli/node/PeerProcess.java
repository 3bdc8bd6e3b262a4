package org.kindling.cli.node;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A peer as an operating-system process of its own, run from the same class path as this one. */
public final class PeerProcess {
    private static final long LEAVE_SECONDS = 15;

    private final Process process;
    private final Path folder;

    private PeerProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * Starts {@code kindling} with these arguments and the options of this JVM; what it says goes to {@code peer.log} in the folder, and
     * what it said the time before is kept as {@code peer.log.old}.
     *
     * @param mainClass where the command begins
     */
    public static PeerProcess start(String mainClass, Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        File log = folder.resolve("peer.log").toFile();
        try {
            Files.createDirectories(folder);
            if (log.exists()) {
                Files.move(log.toPath(), folder.resolve("peer.log.old"), StandardCopyOption.REPLACE_EXISTING);
            }
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            return new PeerProcess(process, folder);
        } catch (IOException e) {
            throw new StartFailed("the process of " + folder + " did not start: " + e.getMessage(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Hears of the end of the process, whoever ended it; on any thread. */
    public void onExit(Runnable heard) {
        Thread watch = new Thread(() -> awaitExit(heard), "watch-" + process.pid());
        watch.setDaemon(true);
        watch.start();
    }

    private void awaitExit(Runnable heard) {
        try {
            process.waitFor();
            heard.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path folder() {
        return folder;
    }

    /** Asks politely, then insists. */
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LEAVE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
