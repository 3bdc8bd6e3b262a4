package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.tracker.Patience;

/** The script {@code deploy/kindling} in a tree of its own, with a java that copies its input and a Maven that builds nothing. */
final class LauncherIT {
    private static final Path SCRIPT = root("deploy/kindling");

    @TempDir
    private Path root;

    @BeforeEach
    void aTreeWhoseSourcesAreAlwaysNewer() throws Exception {
        for (String module : List.of("shared-protocol", "tracker", "peer", "deploy/cli")) {
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            Files.createFile(root.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(root.resolve("pom.xml"));
        Files.setLastModifiedTime(
                root.resolve("pom.xml"), FileTime.from(Instant.now().plus(Duration.ofDays(1))));
        Files.copy(SCRIPT, root.resolve("deploy/kindling"));
        program("jdk/bin/java", "exec cat");
        program("jdk/bin/javac", "");
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
        program(
                "bin/mvn",
                "[ \"$1\" != --version ] || { echo 'Apache Maven 3.9.0'; exit; }",
                "mkdir -p deploy/cli/target/quick/lib",
                "touch deploy/cli/target/quick/kindling.jar");
    }

    @Test
    void whatRunsKeepsItsJarsHoweverOftenTheyAreBuiltAgain() throws Exception {
        Process running = start();
        Patience.until("it is built", () -> !generations().isEmpty() && isRunning(running));
        Path jars = generations().get(0);

        for (int i = 0; i < 4; i++) {
            runToItsEnd();
        }

        assertThat(jars.resolve("kindling.jar")).exists();
        assertThat(generations()).hasSize(3);
        end(running);
        runToItsEnd();
        assertThat(jars).doesNotExist();
        assertThat(generations()).hasSize(2);
    }

    @Test
    void whoeverEndsItWhileItBuildsLeavesNothingRunning() throws Exception {
        Path pid = root.resolve("training.pid");
        program(
                "jdk/bin/java",
                "case \"$*\" in *DumpLoadedClassList*) echo $$ >" + pid + ".new; mv " + pid + ".new " + pid
                        + "; exec sleep 300 ;; esac",
                "exec cat");
        Process building = start();
        Patience.until("a tracker is trained", () -> Files.exists(pid));
        ProcessHandle training =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

        building.destroy();

        assertThat(building.waitFor(120, TimeUnit.SECONDS)).isTrue();
        Patience.until("it has ended", () -> !training.isAlive());
    }

    private List<Path> generations() throws IOException {
        Path target = root.resolve("deploy/cli/target");
        if (!Files.isDirectory(target)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().startsWith("app-"))
                    .sorted()
                    .toList();
        }
    }

    /** The script has become what it starts: only then has it taken its lock. */
    private static boolean isRunning(Process process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("/cat"))
                .isPresent();
    }

    private void runToItsEnd() throws Exception {
        end(start());
    }

    private static void end(Process process) throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
    }

    private Process start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(root.resolve("deploy/kindling").toString(), "version").redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", root.resolve("jdk").toString());
        environment.put("PATH", root.resolve("bin") + ":" + environment.get("PATH"));
        return builder.start();
    }

    private void program(String name, String... lines) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path root(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("LICENSE"))) {
            folder = folder.getParent();
        }
        return folder.resolve(name);
    }
}
