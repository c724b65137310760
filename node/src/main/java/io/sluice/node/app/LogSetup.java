package io.sluice.node.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.sluice.node.app.config.LoggingSettings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Points all logging of the process, that of {@code java.util.logging} included, at standard output. */
final class LogSetup {
    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{0} - %msg %kvp%n";

    /** A library's stack is its own affair: its first line says what there is to know. */
    private static final String LIBRARY_LINE = LINE + "%ex{short}";

    /** Warn of every call to a node that is down, for as long as it is down; metrics and status tell that better. */
    private static final List<String> ERRORS_ONLY = List.of("org.apache.ratis.grpc");

    private LogSetup() {}

    /** Replaces whatever was set up before; call it once, before anything is started. */
    static void start(LoggingSettings settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        // Tells java.util.logging our levels, so that what is off costs it nothing.
        LevelChangePropagator propagator = new LevelChangePropagator();
        propagator.setContext(context);
        propagator.setResetJUL(true);
        propagator.start();
        context.addListener(propagator);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();

        ch.qos.logback.classic.Logger libraries = context.getLogger(Logger.ROOT_LOGGER_NAME);
        libraries.addAppender(stdout(context, settings.format(), LIBRARY_LINE));
        libraries.setLevel(Level.WARN);
        ERRORS_ONLY.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
        ch.qos.logback.classic.Logger ours = context.getLogger("io.sluice");
        ours.addAppender(stdout(context, settings.format(), LINE));
        ours.setAdditive(false);
        ours.setLevel(Level.valueOf(settings.level().name()));
    }

    /** Writes out what is buffered; nothing is logged after it. */
    static void stop() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    private static ConsoleAppender<ILoggingEvent> stdout(
            LoggerContext context, LoggingSettings.Format format, String line) {
        ConsoleAppender<ILoggingEvent> stdout = new ConsoleAppender<>();
        stdout.setContext(context);
        stdout.setEncoder(
                switch (format) {
                    case TEXT -> text(context, line);
                    case JSON -> json(context);
                });
        stdout.start();
        return stdout;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context, String line) {
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern(line);
        text.start();
        return text;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        JsonEncoder json = new JsonEncoder();
        json.setContext(context);
        json.setWithFormattedMessage(true);
        json.setWithMessage(false);
        json.setWithContext(false);
        json.setWithSequenceNumber(false);
        json.setWithNanoseconds(false);
        json.start();
        return json;
    }
}
