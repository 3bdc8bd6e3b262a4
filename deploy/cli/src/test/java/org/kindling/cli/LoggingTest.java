package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class LoggingTest {
    @Test
    void oursIsToldAndOfOthersOnlyWhatTheyWarnOfBothToStderr() {
        LoggerContext loggers = new LoggerContext();

        ExecutionStatus status = new Logging().configure(loggers);

        assertThat(status).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
        assertThat(loggers.getLogger("org.kindling.tracker.http").getEffectiveLevel())
                .isEqualTo(Level.INFO);
        assertThat(loggers.getLogger("io.vertx.core").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(loggers.getLogger("javax.jmdns").getEffectiveLevel()).isEqualTo(Level.OFF);
        assertThat(loggers.getLogger("ROOT").getAppender("stderr"))
                .isInstanceOfSatisfying(
                        ConsoleAppender.class,
                        appender -> assertThat(appender.getTarget()).isEqualTo("System.err"));
    }

    @Test
    void theCommandLogsThatWay() {
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");

        assertThat(root.getAppender("stderr")).isNotNull();
        assertThat(root.iteratorForAppenders()).toIterable().hasSize(1);
    }
}
