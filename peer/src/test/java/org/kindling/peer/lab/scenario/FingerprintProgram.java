package org.kindling.peer.lab.scenario;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Prints the fingerprint of one run: what the story of the same seed starts in a second JVM. */
final class FingerprintProgram {
    private FingerprintProgram() {}

    /** @param args seed and number of peers */
    public static void main(String[] args) {
        String fingerprint = ScenarioRunner.once(
                        new TwoHalvesMeetAgain(), Long.parseLong(args[0]), Integer.parseInt(args[1]))
                .fingerprint();
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println(fingerprint);
    }
}
