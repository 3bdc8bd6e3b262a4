package org.kindling.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the {@code kindling} command begins. */
@Command(
        name = "kindling",
        description = "A ledger network that a tracker starts and does not need afterwards.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling demo                                 see a network lose its tracker and go on",
            "  kindling up --peers 4 --data net              start a network here, until Ctrl-C",
            "  kindling peer --join kindling:… --data me     join one that somebody invited you to",
            "  kindling status --data me                     ask a running peer how it is",
            "  kindling doctor --data me                     can it lose its tracker? what ails it?",
            "",
            "Exit codes: 0 ok, 1 failed, 2 usage, 3 not ready or timed out, 4 refused, 5 verification failed."
        })
public final class Main {
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            UpCommand.class,
            TrackerCommand.class,
            PeerCommand.class,
            NetworkCommand.class,
            WalletCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            PeersCommand.class,
            BlockCommand.class,
            TxCommand.class,
            CapsuleCommand.class,
            OptionsCommand.class,
            LabCommand.class,
            BenchCommand.class,
            CompletionCommand.class,
            VersionCommand.class);

    /** What runs for long and is started by the dozen, by name. */
    private static final Map<String, Class<?>> SERVICES =
            Map.of("peer", PeerCommand.class, "tracker", TrackerCommand.class);

    private Main() {}

    /** Runs one command line and leaves with its exit code. */
    public static void main(String[] args) {
        int exitCode = run(args);
        if (System.out.checkError() && exitCode == ExitCode.OK.code()) {
            System.err.println("kindling: not all of the answer could be written to stdout");
            exitCode = ExitCode.FAILED.code();
        }
        UntilInterrupted.done(exitCode);
        System.exit(exitCode);
    }

    private static int run(String[] args) {
        try {
            return commandLine(args).execute(args);
        } catch (CommandFailed failure) {
            System.err.println("kindling: " + failure.getMessage());
            return failure.exitCode().code();
        }
    }

    /** For a service without the other commands. Rationale: reading them all takes an eighth of its start. */
    private static CommandLine commandLine(String[] args) {
        Class<?> service = args.length == 0 ? null : SERVICES.get(args[0]);
        return commandLine(service == null ? COMMANDS : List.of(service));
    }

    /** The whole command tree, ready to run. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine commandLine = new CommandLine(new Main());
        commands.forEach(commandLine::addSubcommand);
        commandLine.setDefaultValueProvider(Settings.ofThisProcess());
        commandLine.setExecutionExceptionHandler(Main::failed);
        commandLine.setParameterExceptionHandler(Main::misunderstood);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionStrategy(Main::run);
        return commandLine;
    }

    /** Commands that tell their own story log warnings only; the others log what happens. Both to stderr. */
    private static int run(CommandLine.ParseResult parsed) {
        requireMeaning(parsed);
        CommandLine root = parsed.commandSpec().commandLine();
        Settings settings = (Settings) root.getDefaultValueProvider();
        warnings(settings, root).forEach(warning -> root.getErr().println("kindling: warning: " + warning));
        boolean isService = parsed.hasSubcommand()
                && SERVICES.containsKey(parsed.subcommand().commandSpec().name());
        Level level = settings.logLevel().map(Level::toLevel).orElse(isService ? Level.INFO : Level.WARN);
        ((Logger) LoggerFactory.getLogger("org.kindling")).setLevel(level);
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Whoever asks for help gets none of a command that is not there. */
    private static void requireMeaning(CommandLine.ParseResult parsed) {
        for (CommandLine command : parsed.asCommandLineList()) {
            List<String> unmatched = command.getUnmatchedArguments();
            if (!unmatched.isEmpty()) {
                throw new UnmatchedArgumentException(command, unmatched);
            }
        }
    }

    /** What means nothing to this command may mean something to another. */
    private static List<String> warnings(Settings settings, CommandLine root) {
        return settings.warnings(root).isEmpty() ? List.of() : settings.warnings(commandLine());
    }

    /** The whole help only for who typed a group without a command of it; a slip needs one line. */
    private static int misunderstood(ParameterException mistake, String[] words) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        boolean isUnknown = mistake instanceof UnmatchedArgumentException;
        err.println("kindling: " + mistake.getMessage() + Untyped.origins(mistake, words));
        if (!command.getSubcommands().isEmpty() && !isUnknown) {
            command.usage(err);
        } else if (!UnmatchedArgumentException.printSuggestions(mistake, err)) {
            err.println("help: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return ExitCode.USAGE.code();
    }

    private static int failed(Exception exception, CommandLine commandLine, CommandLine.ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (exception instanceof CommandFailed failure) {
            String sentence = String.valueOf(failure.getMessage());
            err.println("kindling: " + sentence + Untyped.origins(sentence, parsed));
            err.flush();
            return failure.exitCode().code();
        }
        err.println(
                "kindling: something went wrong that should not: " + exception + "; please report it with this trace:");
        exception.printStackTrace(err);
        err.flush();
        return ExitCode.FAILED.code();
    }

    /** The version the jar was built as; classes run without a jar have none. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"kindling " + text()};
        }

        static String text() {
            return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "(not packaged)");
        }
    }
}
