package io.sluice.client;

import com.google.protobuf.ByteString;
import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.MessageAttributeValue;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageBatchResultEntry;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SendMessageResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Between the public records and the messages of the wire. */
final class Wire {
    private Wire() {}

    static SendMessageRequest sendRequest(String queue, OutgoingMessage message, String requestId) {
        SendMessageRequest.Builder request = SendMessageRequest.newBuilder()
                .setQueueUrl(queue)
                .setMessageBody(message.body())
                .putAllMessageAttributes(attributeValues(message.attributes()))
                .putAllMessageSystemAttributes(attributeValues(message.systemAttributes()))
                .setMessageGroupId(message.groupId())
                .setMessageDeduplicationId(message.deduplicationId())
                .setRequestId(requestId);
        if (message.delay() != null) {
            request.setDelaySeconds(seconds(message.delay()));
        }
        if (message.key() != null) {
            request.setIdempotencyKey(message.key().key());
            Duration window = message.key().window();
            if (window != null) {
                request.setIdempotencyWindowSeconds(seconds(window));
            }
        }
        if (message.timeToLive() != null) {
            request.setTimeToLiveSeconds(seconds(message.timeToLive()));
        }
        if (message.priority() != null) {
            request.setPriority(message.priority());
        }
        return request.build();
    }

    static SendMessageBatchRequestEntry sendEntry(int position, OutgoingMessage message) {
        SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.newBuilder()
                .setId(Integer.toString(position))
                .setMessageBody(message.body())
                .putAllMessageAttributes(attributeValues(message.attributes()))
                .putAllMessageSystemAttributes(attributeValues(message.systemAttributes()))
                .setMessageGroupId(message.groupId())
                .setMessageDeduplicationId(message.deduplicationId());
        if (message.delay() != null) {
            entry.setDelaySeconds(seconds(message.delay()));
        }
        if (message.key() != null) {
            entry.setIdempotencyKey(message.key().key());
            Duration window = message.key().window();
            if (window != null) {
                entry.setIdempotencyWindowSeconds(seconds(window));
            }
        }
        if (message.timeToLive() != null) {
            entry.setTimeToLiveSeconds(seconds(message.timeToLive()));
        }
        if (message.priority() != null) {
            entry.setPriority(message.priority());
        }
        return entry.build();
    }

    static ReceiveMessageRequest receiveRequest(String queue, ReceiveOptions options, String requestId) {
        ReceiveMessageRequest.Builder request = ReceiveMessageRequest.newBuilder()
                .setQueueUrl(queue)
                .setMaxNumberOfMessages(options.messagesMax())
                .addAllMessageSystemAttributeNames(options.systemAttributes())
                .addAllMessageAttributeNames(options.attributes())
                .setReceiveRequestAttemptId(options.attemptId())
                .setConsumerName(options.consumerName())
                .setRequestId(requestId);
        if (options.longPoll() != null) {
            request.setWaitTimeSeconds(seconds(options.longPoll()));
        }
        if (options.visibility() != null) {
            request.setVisibilityTimeout(seconds(options.visibility()));
        }
        return request.build();
    }

    static SentMessage sent(SendMessageResponse response) {
        return new SentMessage(
                response.getMessageId(),
                response.getMd5OfMessageBody(),
                response.getMd5OfMessageAttributes(),
                response.getSequenceNumber(),
                response.getReplayed());
    }

    static SentMessage sent(SendMessageBatchResultEntry entry) {
        return new SentMessage(
                entry.getMessageId(),
                entry.getMd5OfMessageBody(),
                entry.getMd5OfMessageAttributes(),
                entry.getSequenceNumber(),
                entry.getReplayed());
    }

    static List<ReceivedMessage> received(List<Message> messages) {
        return messages.stream().map(message -> received(message, 0)).toList();
    }

    /** Messages with their fencing numbers, or without where there are none. */
    static List<ReceivedMessage> received(List<Message> messages, List<Long> fencingNumbers) {
        List<ReceivedMessage> received = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            received.add(received(messages.get(i), i < fencingNumbers.size() ? fencingNumbers.get(i) : 0));
        }
        return received;
    }

    private static ReceivedMessage received(Message message, long fencingNumber) {
        return new ReceivedMessage(
                message.getMessageId(),
                message.getReceiptHandle(),
                message.getBody(),
                message.getMd5OfBody(),
                message.getAttributesMap(),
                attributes(message.getMessageAttributesMap()),
                message.getMd5OfMessageAttributes(),
                fencingNumber,
                message.hasDeadLetter() ? DeadLetterStory.of(message.getDeadLetter()) : null);
    }

    static Map<Integer, BatchResult.Failure> failures(List<BatchResultErrorEntry> entries) {
        Map<Integer, BatchResult.Failure> failures = new LinkedHashMap<>();
        for (BatchResultErrorEntry entry : entries) {
            failures.put(position(entry.getId()), failure(entry));
        }
        return failures;
    }

    static BatchResult.Failure failure(BatchResultErrorEntry entry) {
        return new BatchResult.Failure(entry.getCode(), entry.getMessage(), entry.getSenderFault());
    }

    /** Entries are named by their position in the batch. */
    static int position(String entryId) {
        return Integer.parseInt(entryId);
    }

    /**
     * Whole seconds.
     *
     * @throws IllegalArgumentException when the time is no whole number of seconds
     */
    static int seconds(Duration time) {
        if (!time.equals(Duration.ofSeconds(time.toSeconds()))) {
            throw new IllegalArgumentException("times of a queue are whole seconds, not " + time);
        }
        return Math.toIntExact(time.toSeconds());
    }

    static Map<String, MessageAttributeValue> attributeValues(Map<String, MessageAttribute> attributes) {
        Map<String, MessageAttributeValue> values = new LinkedHashMap<>();
        attributes.forEach((name, attribute) -> values.put(name, attributeValue(attribute)));
        return values;
    }

    private static MessageAttributeValue attributeValue(MessageAttribute attribute) {
        MessageAttributeValue.Builder value = MessageAttributeValue.newBuilder().setDataType(attribute.type());
        if (attribute instanceof MessageAttribute.Binary binary) {
            return value.setBinaryValue(ByteString.copyFrom(binary.value())).build();
        }
        if (attribute instanceof MessageAttribute.Text text) {
            return value.setStringValue(text.value()).build();
        }
        throw new AssertionError("an attribute is a text or bytes");
    }

    static Map<String, MessageAttribute> attributes(Map<String, MessageAttributeValue> values) {
        Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
        values.forEach((name, value) -> attributes.put(name, attribute(value)));
        return attributes;
    }

    private static MessageAttribute attribute(MessageAttributeValue value) {
        return value.hasBinaryValue()
                ? new MessageAttribute.Binary(
                        value.getDataType(), value.getBinaryValue().asReadOnlyByteBuffer())
                : new MessageAttribute.Text(value.getDataType(), value.getStringValue());
    }
}
