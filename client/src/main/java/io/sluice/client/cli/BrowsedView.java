package io.sluice.client.cli;

import io.sluice.client.BrowsedMessage;
import io.sluice.client.DeadLetterStory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a message is shown that was only looked at. */
final class BrowsedView {
    static final List<String> HEAD = List.of(
            "MESSAGE",
            "STATE",
            "AGE",
            "RECEIVES",
            "DUE IN",
            "EXPIRES IN",
            "HOLDER",
            "GROUP",
            "PRIORITY",
            "BYTES",
            "BODY");
    private static final int BODY_CHARS = 60;

    private BrowsedView() {}

    static Map<String, Object> object(BrowsedMessage message) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("message_id", message.messageId());
        object.put("state", message.state().name().toLowerCase(Locale.ROOT));
        object.put("body", message.body());
        object.put("body_bytes", message.bodyBytes());
        object.put("md5_of_body", message.md5OfBody());
        object.put("sent", message.sent().toString());
        object.put("receives", message.receives());
        put(object, "first_received", message.firstReceived());
        put(object, "last_received", message.lastReceived());
        put(object, "due", message.due());
        put(object, "expires", message.expires());
        object.put("failed_receives", StoryView.objects(message.failedReceives()));
        if (message.deadLetter() != null) {
            object.put("dead_letter", StoryView.object(message.deadLetter()));
        }
        object.put("holder", message.holder());
        object.put("group", message.groupId());
        object.put("priority", message.priority());
        object.put("deduplication_id", message.deduplicationId());
        object.put("sequence_number", message.sequenceNumber());
        object.put("sender_id", message.senderId());
        object.put("dead_letter_source_arn", message.deadLetterSourceArn());
        Map<String, Object> attributes = new TreeMap<>();
        message.attributes()
                .forEach((name, attribute) -> attributes.put(
                        name, Fields.of("type", attribute.type(), "value", MessageView.value(attribute))));
        object.put("attributes", attributes);
        return object;
    }

    private static void put(Map<String, Object> object, String name, @Nullable Instant time) {
        if (time != null) {
            object.put(name, time.toString());
        }
    }

    static List<String> row(BrowsedMessage message, Instant at) {
        return List.of(
                message.messageId(),
                message.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                span(message.sent(), at),
                Long.toString(message.receives()),
                message.due() == null ? "" : span(at, message.due()),
                message.expires() == null ? "" : span(at, message.expires()),
                message.holder(),
                message.groupId(),
                Integer.toString(message.priority()),
                Long.toString(message.bodyBytes()),
                oneLine(message.body()));
    }

    /** A dead letter in a row. */
    static List<String> death(BrowsedMessage message) {
        DeadLetterStory story = message.deadLetter();
        return List.of(
                message.messageId(),
                story == null ? "unknown" : story.reason(),
                message.deadLetterSourceArn()
                        .substring(message.deadLetterSourceArn().lastIndexOf(':') + 1),
                story == null ? "" : story.died().toString(),
                Long.toString(message.receives()),
                oneLine(message.body()));
    }

    /** A time as people say it: the greatest unit of which there are two. */
    private static String span(Instant from, Instant to) {
        long seconds = Math.max(0, Duration.between(from, to).toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        return seconds < 7200 ? seconds / 60 + "m" : seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }

    private static String oneLine(String body) {
        String line = body.replaceAll("\\p{Cntrl}+", " ");
        return line.codePointCount(0, line.length()) <= BODY_CHARS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, BODY_CHARS)) + "…";
    }
}
