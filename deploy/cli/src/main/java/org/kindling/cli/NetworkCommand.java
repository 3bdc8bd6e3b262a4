package org.kindling.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Founding networks. */
@Command(
        name = "network",
        description = "Founds networks.",
        mixinStandardHelpOptions = true,
        subcommands = {NetworkCreateCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  kindling network create village --out village")
final class NetworkCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
