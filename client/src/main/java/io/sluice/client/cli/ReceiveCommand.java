package io.sluice.client.cli;

import io.sluice.client.ReceiveOptions;
import io.sluice.client.ReceivedMessage;
import io.sluice.client.ReceivedMessages;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice receive}. */
@Command(
        name = "receive",
        mixinStandardHelpOptions = true,
        description = "Receives messages once and shows them; they stay hidden until they are deleted or time out.")
final class ReceiveCommand implements Callable<Integer> {
    @Mixin
    private Cluster cluster;

    @Mixin
    private NamedQueue queue;

    @Option(names = "--max", paramLabel = "N", defaultValue = "1", description = "1 to 10 (default: 1).")
    private int messagesMax;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "0", description = "0 to 20 (default: 0).")
    private int waitSeconds;

    @Option(names = "--visibility", paramLabel = "SECONDS", description = "Hides them so long: 0 to 43200.")
    private @Nullable Integer visibilitySeconds;

    @Option(
            names = "--attempt",
            paramLabel = "ID",
            defaultValue = "",
            description = "FIFO queues: names the attempt; the same again gets the same messages.")
    private String attempt;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Who receives, for traces and dead letters.")
    private String name;

    @Option(names = "--delete", description = "Deletes what was received.")
    private boolean delete;

    @Override
    public Integer call() {
        return cluster.call((client, out) -> {
            ReceiveOptions options = ReceiveOptions.upTo(messagesMax)
                    .withWait(Duration.ofSeconds(waitSeconds))
                    .withAttempt(attempt)
                    .withConsumer(name);
            if (visibilitySeconds != null) {
                options = options.withVisibility(Duration.ofSeconds(visibilitySeconds));
            }
            ReceivedMessages received = client.queues().poll(queue.nameOrUrl(), options);
            List<ReceivedMessage> messages = received.messages();
            out.print(() -> object(received), () -> text(received));
            if (delete && !messages.isEmpty()) {
                return DeleteCommand.delete(
                        client,
                        queue.nameOrUrl(),
                        messages.stream().map(ReceivedMessage::receipt).toList(),
                        cluster.err());
            }
            return ExitCode.OK;
        });
    }

    private static Map<String, Object> object(ReceivedMessages received) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(
                "messages",
                received.messages().stream().map(MessageView::object).toList());
        if (!received.withheld().isEmpty()) {
            object.put("withheld", received.withheld());
        }
        return object;
    }

    private static String text(ReceivedMessages received) {
        String messages = received.messages().isEmpty()
                ? "no message"
                : received.messages().stream().map(MessageView::text).collect(Collectors.joining("\n"));
        return received.withheld().isEmpty() ? messages : messages + "\nheld back by: " + received.withheld();
    }
}
