package org.kindling.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Properties;

/** What a command that ran inside this process said, on a machine where nothing is set. */
record Spoken(int exitCode, String out, String err) {
    static Spoken by(String... line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine()
                .setDefaultValueProvider(new Settings(Map.of(), new Properties()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line);
        return new Spoken(exitCode, out.toString(), err.toString());
    }
}
