package org.kindling.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** {@code --verbose}: everything that happens, where ordinarily a line a minute says how the chain grows. */
final class VerboseOption {
    @Option(names = "--verbose", description = "log every block, transaction and question to a tracker")
    private boolean isVerbose;

    void apply() {
        if (isVerbose) {
            ((Logger) LoggerFactory.getLogger("org.kindling")).setLevel(Level.DEBUG);
        }
    }
}
