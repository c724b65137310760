package io.sluice.client;

import io.sluice.api.v1.BrowseFilter;
import io.sluice.api.v1.BrowseMessagesRequest;
import io.sluice.api.v1.BrowseMessagesResponse;
import io.sluice.api.v1.BrowsedAttribute;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.SearchMessagesRequest;
import io.sluice.api.v1.SearchMessagesResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at messages that do not touch them, begun but not awaited; both faces build on them. */
final class BrowseCalls {
    private final PromptCalls calls;

    BrowseCalls(PromptCalls calls) {
        this.calls = calls;
    }

    Pending<?, BrowsePage> browse(String queue, BrowseOptions options) {
        BrowseMessagesRequest.Builder request = BrowseMessagesRequest.newBuilder()
                .setQueueUrl(queue)
                .setFilter(filter(options))
                .setMaxResults(options.messagesMax())
                .setCursor(options.cursor())
                .setBodyBytesMax(options.bodyBytesMax());
        if (options.newest() != null) {
            request.setNewest(options.newest());
        }
        return calls.call(QueueServiceGrpc.getBrowseMessagesMethod(), request.build(), queue, BrowseCalls::page);
    }

    Pending<?, BrowsePage> search(String queue, String expression, BrowseOptions options) {
        SearchMessagesRequest.Builder request = SearchMessagesRequest.newBuilder()
                .setQueueUrl(queue)
                .setExpression(expression)
                .setFilter(filter(options))
                .setMaxResults(options.messagesMax())
                .setCursor(options.cursor())
                .setBodyBytesMax(options.bodyBytesMax());
        if (options.newest() != null) {
            request.setNewest(options.newest());
        }
        return calls.call(QueueServiceGrpc.getSearchMessagesMethod(), request.build(), queue, BrowseCalls::page);
    }

    private static BrowseFilter filter(BrowseOptions options) {
        BrowseFilter.Builder filter = BrowseFilter.newBuilder().setMessageGroupId(options.groupId());
        options.states().stream().map(BrowseCalls::state).forEach(filter::addStates);
        if (options.minAge() != null) {
            filter.setMinAgeMillis(options.minAge().toMillis());
        }
        if (options.maxAge() != null) {
            filter.setMaxAgeMillis(options.maxAge().toMillis());
        }
        if (options.deadLetters() != null) {
            filter.setDeadLetters(options.deadLetters().wire());
        }
        return filter.build();
    }

    private static io.sluice.api.v1.MessageState state(MessageState state) {
        return switch (state) {
            case VISIBLE -> io.sluice.api.v1.MessageState.MESSAGE_STATE_VISIBLE;
            case IN_FLIGHT -> io.sluice.api.v1.MessageState.MESSAGE_STATE_IN_FLIGHT;
            case DELAYED -> io.sluice.api.v1.MessageState.MESSAGE_STATE_DELAYED;
        };
    }

    private static MessageState state(io.sluice.api.v1.MessageState state) {
        return switch (state) {
            case MESSAGE_STATE_IN_FLIGHT -> MessageState.IN_FLIGHT;
            case MESSAGE_STATE_DELAYED -> MessageState.DELAYED;
            // A state of a later version is at least not hidden.
            case MESSAGE_STATE_VISIBLE, MESSAGE_STATE_UNSPECIFIED, UNRECOGNIZED -> MessageState.VISIBLE;
        };
    }

    private static BrowsePage page(BrowseMessagesResponse response) {
        return new BrowsePage(
                messages(response.getMessagesList()),
                response.getCursor(),
                response.getMore(),
                response.getScanned(),
                0,
                Instant.ofEpochMilli(response.getAtMillis()));
    }

    private static BrowsePage page(SearchMessagesResponse response) {
        return new BrowsePage(
                messages(response.getMessagesList()),
                response.getCursor(),
                response.getMore(),
                response.getScanned(),
                response.getFailed(),
                Instant.ofEpochMilli(response.getAtMillis()));
    }

    private static List<BrowsedMessage> messages(List<io.sluice.api.v1.BrowsedMessage> messages) {
        return messages.stream().map(BrowseCalls::message).toList();
    }

    private static BrowsedMessage message(io.sluice.api.v1.BrowsedMessage message) {
        Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
        message.getMessageAttributesMap().forEach((name, value) -> attributes.put(name, attribute(value)));
        return new BrowsedMessage(
                message.getMessageId(),
                state(message.getState()),
                message.getBody(),
                message.getBodySize(),
                message.getMd5OfBody(),
                attributes,
                message.getMessageGroupId(),
                message.getMessageDeduplicationId(),
                message.getSequenceNumber(),
                message.getSenderId(),
                Instant.ofEpochMilli(message.getSentMillis()),
                message.getReceiveCount(),
                instant(message.getFirstReceivedMillis()),
                instant(message.getLastReceivedMillis()),
                instant(message.getDueMillis()),
                message.getHolder(),
                message.getDeadLetterSourceArn(),
                instant(message.getExpiresMillis()),
                message.getFailedReceivesList().stream().map(FailedReceive::of).toList(),
                message.hasDeadLetter() ? DeadLetterStory.of(message.getDeadLetter()) : null,
                message.getPriority());
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    private static MessageAttribute attribute(BrowsedAttribute value) {
        return value.hasBinaryValue()
                ? new MessageAttribute.Binary(
                        value.getDataType(), value.getBinaryValue().asReadOnlyByteBuffer())
                : new MessageAttribute.Text(value.getDataType(), value.getStringValue());
    }
}
