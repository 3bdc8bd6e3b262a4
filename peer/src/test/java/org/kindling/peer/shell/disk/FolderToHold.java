package org.kindling.peer.shell.disk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Takes a folder, and says how far it has come; each step waits for a line of leave. */
final class FolderToHold {
    private FolderToHold() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader leave = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (FolderLock held = FolderLock.take(Path.of(arguments[0]), "test", () -> {
            out.println("tidies");
            leave.readLine();
        })) {
            out.println("holds");
            leave.readLine();
        } catch (FolderLock.InUse e) {
            out.println(e.getMessage());
        }
    }
}
