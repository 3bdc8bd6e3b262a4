package org.kindling.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * One line a fact, to stderr: stdout belongs to data. {@code KINDLING_LOG} chooses the level of our own lines.
 *
 * <p>Found by Logback as a service. Rationale for not being a file of XML: reading one takes six hundred classes and a fifth of a tracker's start. Whoever
 * names a file in {@code logback.configurationFile} is obeyed.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String LINE = "%d{HH:mm:ss.SSS} %-5level %msg%n%ex";

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        loggers.getLogger("ROOT").setLevel(Level.WARN);
        loggers.getLogger("ROOT").addAppender(stderr(loggers));
        loggers.getLogger("org.kindling").setLevel(Level.INFO);
        // What multicast DNS cannot do is told by the source itself.
        loggers.getLogger("javax.jmdns").setLevel(Level.OFF);
        // Netty warns of connections that arrive while we close.
        loggers.getLogger("io.netty.bootstrap.ServerBootstrap").setLevel(Level.ERROR);
        // Netty shows a trace if this machine has no network; the commands say so in words.
        loggers.getLogger("io.netty.util.NetUtilInitializations").setLevel(Level.OFF);
        loggers.getLogger("io.netty.util.internal.MacAddressUtil").setLevel(Level.ERROR);
        // Who comes to a cluster of trackers and who goes our own lines tell; whoever knocks at its port must not fill
        // the log.
        loggers.getLogger("com.hazelcast").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> stderr(LoggerContext loggers) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern(LINE);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(loggers);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
