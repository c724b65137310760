package io.sluice.client.cli;

import io.sluice.client.MessageAttribute;
import io.sluice.client.OutgoingMessage;
import io.sluice.client.QueueSender;
import io.sluice.client.SentMessage;
import io.sluice.client.SluiceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice send}. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Sends messages: each BODY is one, or the whole of --file, or each line of stdin.",
            "It ends with 0 only when every message is on a majority of disks."
        })
final class SendCommand implements Callable<Integer> {
    /** Most sends whose answers are held at a time. */
    private static final int WINDOW = 1000;

    /** One batch after the other, so that messages are in the queue in the order given. */
    private static final QueueSender.Limits IN_ORDER = new QueueSender.Limits(1, WINDOW, Duration.ofSeconds(30));

    @Spec
    private CommandSpec spec;

    @Mixin
    private Cluster cluster;

    @Mixin
    private NamedQueue queue;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "BODY", description = "A message each.")
    private List<String> bodies = new ArrayList<>();

    @Option(names = "--file", paramLabel = "FILE", description = "Sends the whole file as one message.")
    private @Nullable Path file;

    @Option(names = "--delay", paramLabel = "SECONDS", description = "0 to 900; hides the messages so long.")
    private @Nullable Integer delaySeconds;

    @Option(
            names = {"-a", "--attribute"},
            paramLabel = "NAME=TYPE:VALUE",
            description = "A user attribute, such as color=String:red; Binary takes base64; repeatable.")
    private Map<String, String> attributes = new TreeMap<>();

    @Option(names = "--group", paramLabel = "ID", defaultValue = "", description = "The message group.")
    private String group;

    @Option(
            names = "--priority",
            paramLabel = "N",
            description = "0 to 9, 9 is the most urgent (default: 4); for queues with MessagePriorities=true.")
    private @Nullable Integer priority;

    @Option(
            names = "--dedup-id",
            paramLabel = "ID",
            defaultValue = "",
            description = "The deduplication id of a single message for a FIFO queue.")
    private String deduplicationId;

    @Mixin
    private SendTermsOptions terms;

    private final List<Map<String, Object>> answers = new ArrayList<>();
    private int sent;
    private int failed;

    @Override
    public Integer call() throws IOException {
        if (!deduplicationId.isEmpty() && file == null && bodies.size() != 1) {
            throw new ParameterException(spec.commandLine(), "--dedup-id is for one message");
        }
        if (terms.hasKey() && file == null && bodies.size() != 1) {
            throw new ParameterException(spec.commandLine(), "--key is for one message");
        }
        Map<String, MessageAttribute> parsed = new TreeMap<>();
        attributes.forEach((name, value) -> parsed.put(name, attribute(value)));
        return cluster.call((client, out) -> {
            try (QueueSender sender = QueueSender.open(client.queues(), queue.nameOrUrl(), IN_ORDER)) {
                send(sender, parsed);
            }
            out.print(this::object, () -> sent + " sent" + (failed > 0 ? ", " + failed + " failed" : ""));
            return failed == 0 ? ExitCode.OK : ExitCode.ERROR;
        });
    }

    private void send(QueueSender sender, Map<String, MessageAttribute> parsed) throws IOException {
        if (file != null) {
            sendAll(sender, List.of(Files.readString(file)), parsed);
        } else if (!bodies.isEmpty()) {
            sendAll(sender, bodies, parsed);
        } else {
            sendLines(sender, parsed);
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("sent", sent);
        object.put("failed", failed);
        object.put("messages", answers);
        return object;
    }

    private void sendLines(QueueSender sender, Map<String, MessageAttribute> parsed) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<String> window = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            window.add(line);
            if (window.size() == WINDOW) {
                sendAll(sender, window, parsed);
                window.clear();
            }
        }
        sendAll(sender, window, parsed);
    }

    private void sendAll(QueueSender sender, List<String> texts, Map<String, MessageAttribute> parsed) {
        @Nullable Duration delay = delaySeconds == null ? null : Duration.ofSeconds(delaySeconds);
        List<CompletableFuture<SentMessage>> futures = new ArrayList<>();
        for (String text : texts) {
            OutgoingMessage message = new OutgoingMessage(text, delay, parsed, Map.of(), group, deduplicationId);
            message = priority == null ? message : message.withPriority(priority);
            futures.add(sender.send(terms.apply(message)));
        }
        @Nullable SluiceException refusal = null;
        for (CompletableFuture<SentMessage> future : futures) {
            try {
                answered(future.join());
            } catch (CompletionException e) {
                failed++;
                if (!(e.getCause() instanceof SluiceException trouble)) {
                    throw e;
                }
                cluster.err().println("sluice: a message was not sent: " + trouble.getMessage());
                refusal = trouble;
            }
        }
        if (refusal != null && sent == 0) {
            throw refusal;
        }
    }

    private void answered(SentMessage message) {
        sent++;
        if (answers.size() < WINDOW) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("message_id", message.messageId());
            answer.put("md5_of_body", message.md5OfBody());
            if (!message.sequenceNumber().isEmpty()) {
                answer.put("sequence_number", message.sequenceNumber());
            }
            if (message.replayed()) {
                answer.put("replayed", true);
            }
            answers.add(answer);
        }
    }

    static MessageAttribute attribute(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("an attribute is NAME=TYPE:VALUE, such as color=String:red");
        }
        String type = text.substring(0, colon);
        String value = text.substring(colon + 1);
        return type.startsWith("Binary")
                ? new MessageAttribute.Binary(
                        type, ByteBuffer.wrap(Base64.getDecoder().decode(value)))
                : new MessageAttribute.Text(type, value);
    }
}
