package org.kindling.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.kindling.peer.shell.api.ApiClient;
import org.kindling.tracker.Patience;

/** The kindling command as people run it: an operating-system process of its own, with stdout and stderr kept apart. */
final class Kindling implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 240;
    private static final ObjectMapper ONE_OBJECT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Process process;
    private final String line;
    private final Path out;
    private final Path err;

    private Kindling(Process process, String line, Path out, Path err) {
        this.process = process;
        this.line = line;
        this.out = out;
        this.err = err;
    }

    /** What a command that has ended left behind. */
    record Said(String line, int exitCode, String out, String err) {
        /** The one object that stdout consists of. */
        JsonNode json() throws IOException {
            try (JsonParser parser = ONE_OBJECT.createParser(out)) {
                return ONE_OBJECT.readValue(parser, JsonNode.class);
            } catch (IOException e) {
                throw new IOException(
                        "'" + line + "' did not print one JSON object but: " + out + "\nand said: " + err, e);
            }
        }
    }

    /** Begins a command in this folder. */
    static Kindling start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), arguments);
    }

    static Kindling start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        return start(List.of(), folder, environment, arguments);
    }

    /** Begins a command as the child of another that hands over to it, such as {@code ip netns exec NAME}. */
    static Kindling start(List<String> through, Path folder, String... arguments) throws IOException {
        return start(through, folder, Map.of(), arguments);
    }

    private static Kindling start(
            List<String> through, Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(through);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "stdout-", ".txt");
        Path err = Files.createTempFile(folder, "stderr-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KINDLING_"));
        builder.environment().putAll(environment);
        return new Kindling(builder.start(), "kindling " + String.join(" ", arguments), out, err);
    }

    /** Runs a command to its end. */
    static Said run(Path folder, String... arguments) throws Exception {
        return start(folder, arguments).end();
    }

    /** Runs a command that must succeed, and reads the object it prints. */
    static JsonNode ask(Path folder, String... arguments) throws Exception {
        Said said = run(folder, arguments);
        if (said.exitCode() != 0) {
            throw new IOException("'" + said.line() + "' ended with " + said.exitCode() + ": " + said.err());
        }
        return said.json();
    }

    /** Waits for the end. */
    Said end() throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IOException("'" + line + "' did not end; it said: " + Files.readString(err));
        }
        return new Said(line, process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Waits for the object that a long-running command prints once it is ready. */
    JsonNode ready() throws Exception {
        Patience.until("'" + line + "' is ready", () -> printed().isPresent() || !process.isAlive());
        Optional<JsonNode> object = printed();
        if (object.isEmpty()) {
            throw new IOException("'" + line + "' ended: " + story());
        }
        return object.get();
    }

    private Optional<JsonNode> printed() throws IOException {
        String text = Files.readString(out, StandardCharsets.UTF_8);
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(new Said(line, 0, text, "").json());
        } catch (IOException stillPrinting) {
            return Optional.empty();
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Everything it has said on stderr so far. */
    String story() throws IOException {
        return Files.readString(err);
    }

    /** Ctrl-C, as the terminal or a service supervisor sends it. */
    Said interrupt() throws Exception {
        process.destroy();
        return end();
    }

    /** SIGKILL: no goodbye. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /** The API of the running peer that keeps its data there. */
    static ApiClient api(Path data) throws IOException {
        String url = Files.readString(data.resolve("api.url"), StandardCharsets.US_ASCII)
                .strip();
        String token = Files.readString(data.resolve("api.token"), StandardCharsets.US_ASCII)
                .strip();
        return new ApiClient(url, token);
    }
}
