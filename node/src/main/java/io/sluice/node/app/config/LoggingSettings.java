package io.sluice.node.app.config;

/** What is logged, and how a line looks. Logs go to standard output. */
public record LoggingSettings(Format format, Level level) implements Section {
    /** One line for people, or one JSON object per line for collectors. */
    public enum Format {
        TEXT,
        JSON
    }

    /** The least severity of our own lines; libraries speak from WARN on. */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    static LoggingSettings defaults() {
        return new LoggingSettings(Format.TEXT, Level.INFO);
    }
}
