package org.kindling.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Tells the story as it happens: one line per event, and a progress line in between. */
public final class Narrator {
    private static final long PROGRESS_EVERY_MILLIS = 5_000;

    private final PrintWriter out;
    private final boolean isTerminal;
    private final long startNanos = System.nanoTime();
    private long lastProgressMillis;
    private boolean hasOpenLine;

    /** @param isTerminal whether a line may be drawn over; otherwise progress comes every few seconds */
    public Narrator(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    /** Something happened. */
    public synchronized void event(String text) {
        clear();
        out.println(stamp() + "  " + text);
        out.flush();
    }

    /** A line as it is. */
    public synchronized void plain(String text) {
        clear();
        out.println(text);
        out.flush();
    }

    /** How things stand. */
    synchronized void progress(String text) {
        long now = millis();
        if (isTerminal) {
            out.print("\r\u001b[2K" + stamp() + "  " + text);
            hasOpenLine = true;
        } else if (now - lastProgressMillis >= PROGRESS_EVERY_MILLIS) {
            lastProgressMillis = now;
            out.println(stamp() + "  … " + text);
        }
        out.flush();
    }

    /** The table at the end. */
    public synchronized void verdict(Outcome outcome) {
        clear();
        out.println();
        outcome.json()
                .properties()
                .forEach(field -> out.printf(
                        Locale.ROOT,
                        "  %-28s %s%n",
                        field.getKey(),
                        field.getValue().asText("none")));
        out.flush();
    }

    private void clear() {
        if (hasOpenLine) {
            out.print("\r\u001b[2K");
            hasOpenLine = false;
        }
    }

    private long millis() {
        return Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
    }

    private String stamp() {
        return String.format(Locale.ROOT, "%6.1f s", millis() / 1000.0);
    }
}
