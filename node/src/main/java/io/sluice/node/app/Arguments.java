package io.sluice.node.app;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The command line of the node.
 *
 * @param config the configuration file; without one, defaults and environment hold
 */
record Arguments(Action action, Optional<Path> config) {
    static final String USAGE = """
            usage: sluice-node [--config FILE] [--check-config | --version | --help]

              --config FILE    read the configuration from FILE; without it, defaults and environment hold
              --check-config   read the configuration, say whether it is right, and end
              --version        print the version and end
              --help           print this and end
            """;

    /** What to do. */
    enum Action {
        RUN,
        CHECK_CONFIG,
        VERSION,
        HELP
    }

    /** Reads the words; throws IllegalArgumentException in words for the user when they make no sense. */
    static Arguments parse(String... words) {
        Action action = Action.RUN;
        @Nullable Path config = null;
        for (int at = 0; at < words.length; at++) {
            switch (words[at]) {
                case "--check-config" -> action = Action.CHECK_CONFIG;
                case "--version" -> action = Action.VERSION;
                case "--help", "-h" -> action = Action.HELP;
                case "--config" -> {
                    at++;
                    if (at == words.length) {
                        throw new IllegalArgumentException("--config needs a file");
                    }
                    config = Path.of(words[at]);
                }
                default -> throw new IllegalArgumentException("unknown argument " + words[at]);
            }
        }
        return new Arguments(action, Optional.ofNullable(config));
    }
}
