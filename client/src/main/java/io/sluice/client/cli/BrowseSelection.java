package io.sluice.client.cli;

import io.sluice.client.BrowseOptions;
import io.sluice.client.MessageState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options by which messages are picked that are looked at. */
final class BrowseSelection {
    @Option(
            names = "--state",
            paramLabel = "visible|in-flight|delayed",
            split = ",",
            converter = State.class,
            description = "Only messages in one of these states.")
    private List<MessageState> states = List.of();

    @Option(names = "--group", paramLabel = "ID", defaultValue = "", description = "Only messages of this group.")
    private String group;

    @Option(names = "--older-than", paramLabel = "SECONDS", description = "Only messages sent at least so long ago.")
    private @Nullable Long olderSeconds;

    @Option(names = "--newer-than", paramLabel = "SECONDS", description = "Only messages sent at most so long ago.")
    private @Nullable Long newerSeconds;

    @Option(
            names = "--body-bytes",
            paramLabel = "N",
            defaultValue = "262144",
            description = "Cuts bodies after so many bytes, 0 to 1048576 (default: ${DEFAULT-VALUE}).")
    private int bodyBytes;

    /** States as people write them. */
    static final class State implements picocli.CommandLine.ITypeConverter<MessageState> {
        @Override
        public MessageState convert(String text) {
            try {
                return MessageState.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is none of visible, in-flight and delayed");
            }
        }
    }

    BrowseOptions options(int messagesMax) {
        BrowseOptions options = BrowseOptions.upTo(messagesMax).withGroup(group).withBodyBytesMax(bodyBytes);
        if (!states.isEmpty()) {
            options = options.withStates(states.get(0), states.toArray(new MessageState[0]));
        }
        return options.withAge(age(olderSeconds), age(newerSeconds));
    }

    private static @Nullable Duration age(@Nullable Long seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
