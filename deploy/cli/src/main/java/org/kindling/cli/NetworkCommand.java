package org.kindling.cli;

import picocli.CommandLine.Command;

/** Founding networks. */
@Command(
        name = "network",
        description = "Founds networks.",
        mixinStandardHelpOptions = true,
        subcommands = {NetworkCreateCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  kindling network create village --out village")
final class NetworkCommand {}
