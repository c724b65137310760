package io.sluice.node.edge.queue;

import com.google.protobuf.ByteString;
import io.sluice.api.v1.BrowsedAttribute;
import io.sluice.api.v1.BrowsedMessage;
import io.sluice.api.v1.MessageState;
import io.sluice.node.command.BrowseEntry;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.Origin;
import io.sluice.node.model.ResourceName;
import io.sluice.record.v1.AttributeRecord;
import io.sluice.record.v1.PayloadRecord;

/** Shows messages as they lie in their queue. */
final class BrowsedMessages {
    private final QueueAddresses addresses;

    BrowsedMessages(QueueAddresses addresses) {
        this.addresses = addresses;
    }

    /** The message, its body cut after so many bytes. */
    BrowsedMessage show(Place place, BrowseEntry one, int bodyBytesMax) {
        PayloadRecord payload = Payloads.open(one.payload());
        BrowsedMessage.Builder message = BrowsedMessage.newBuilder()
                .setMessageId(id(place, one))
                .setState(state(one.state()))
                .setBody(cut(payload.getBody(), bodyBytesMax).toStringUtf8())
                .setBodySize(payload.getBody().size())
                .setMd5OfBody(Digests.hex(payload.getBodyMd5().toByteArray()))
                .setMessageGroupId(payload.getGroupId())
                .setMessageDeduplicationId(payload.getDeduplicationId())
                .setSenderId(payload.getSenderId())
                .setSentMillis(one.sentMillis())
                .setReceiveCount(one.receives())
                .setFirstReceivedMillis(one.firstReceivedMillis())
                .setLastReceivedMillis(one.lastReceivedMillis())
                .setDueMillis(one.dueMillis())
                .setHolder(one.holder())
                .setExpiresMillis(one.endMillis())
                .addAllFailedReceives(DeadLetterStories.of(one.failed()));
        DeadLetterStories.of(one.origin()).ifPresent(message::setDeadLetter);
        message.setPriority(one.priority());
        if (QueueAddresses.isFifo(place.name().name())) {
            message.setSequenceNumber(SequenceNumbers.of(one.sequence()));
        }
        for (AttributeRecord attribute : payload.getAttributesList()) {
            message.putMessageAttributes(attribute.getName(), value(attribute));
        }
        one.origin()
                .filter(origin -> !origin.source().equals(Origin.NOBODY))
                .map(origin ->
                        new ResourceName(place.name().kind(), place.name().account(), origin.sourceName()))
                .ifPresent(source -> message.setDeadLetterSourceArn(addresses.arn(source)));
        return message.build();
    }

    /** A message keeps the identity of its first place wherever it goes as a dead letter. */
    private static String id(Place place, BrowseEntry one) {
        return one.origin()
                .map(origin -> MessageIds.of(origin.queue(), origin.sequence()))
                .orElseGet(() -> MessageIds.of(place.queue(), one.sequence()));
    }

    /** The first bytes of a text in UTF-8, cut before a character that does not fit. */
    private static ByteString cut(ByteString body, int bytesMax) {
        if (body.size() <= bytesMax) {
            return body;
        }
        int end = bytesMax;
        while (end > 0 && (body.byteAt(end) & 0xC0) == 0x80) {
            end--;
        }
        return body.substring(0, end);
    }

    private static MessageState state(BrowsedState state) {
        return switch (state) {
            case VISIBLE -> MessageState.MESSAGE_STATE_VISIBLE;
            case IN_FLIGHT -> MessageState.MESSAGE_STATE_IN_FLIGHT;
            case DELAYED -> MessageState.MESSAGE_STATE_DELAYED;
        };
    }

    private static BrowsedAttribute value(AttributeRecord record) {
        BrowsedAttribute.Builder value = BrowsedAttribute.newBuilder().setDataType(record.getDataType());
        ByteString bytes = record.getValue();
        return (record.getBinary() ? value.setBinaryValue(bytes) : value.setStringValueBytes(bytes)).build();
    }
}
